//! What was recorded by name and version, as a table for people.

use anstyle::{AnsiColor, Style};
use retold_codegen::recorded::{Counted, Recorded, State};

use crate::shown;

const WRONG: Style = AnsiColor::BrightRed.on_default();

/// The table; empty if nothing was counted.
pub(crate) fn table(recorded: &Recorded) -> String {
    let mut rows: Vec<[String; 5]> = recorded.counts.iter().map(row).collect();
    for (name, count) in [("other names", recorded.others), ("no event", recorded.no_events)] {
        if count > 0 {
            rows.push([name.to_owned(), String::new(), count.to_string(), count.to_string(), String::new()]);
        }
    }
    if rows.is_empty() {
        return String::new();
    }
    let titles = ["event", "version", "recorded", "wrong", "today"];
    let width = |column: usize| {
        let cells = rows.iter().map(|row| row[column].chars().count());
        cells.chain([titles[column].len()]).max().unwrap_or(0)
    };
    let [names, versions, counts, wrongs] = std::array::from_fn(width);
    let line = |[name, version, count, wrong, today]: [&str; 5], style: Style| {
        let text =
            format!("{name:names$}  {version:versions$}  {count:>counts$}  {style}{wrong:>wrongs$}{style:#}  {today}");
        format!("{}\n", text.trim_end())
    };
    let mut text = line(titles, Style::new());
    for row in &rows {
        let style = if row[3] == "0" { Style::new() } else { WRONG };
        text.push_str(&line(std::array::from_fn(|column| row[column].as_str()), style));
    }
    text
}

fn row(counted: &Counted) -> [String; 5] {
    let unknown = match counted.state {
        State::Retired | State::UnknownVersion => counted.recorded - counted.read,
        State::UnknownName => counted.recorded,
        State::Current | State::Older | State::Newer => 0,
    };
    [
        shown::escaped(&counted.name),
        format!("v{}", counted.version),
        counted.recorded.to_string(),
        (counted.wrong + unknown).to_string(),
        today(counted),
    ]
}

/// How it is read today.
fn today(counted: &Counted) -> String {
    let functions: Vec<String> =
        counted.functions.iter().map(|function| format!("`{}`", shown::escaped(&function.path))).collect();
    match counted.state {
        State::Retired => "retired".to_owned(),
        State::UnknownVersion => "no such version".to_owned(),
        State::UnknownName => "no such event".to_owned(),
        _ if counted.dropped > 0 => "dropped".to_owned(),
        _ if !functions.is_empty() => format!("by {}", functions.join(", ")),
        State::Newer => "as the current version".to_owned(),
        State::Current => "current".to_owned(),
        State::Older => "by derived steps".to_owned(),
    }
}
