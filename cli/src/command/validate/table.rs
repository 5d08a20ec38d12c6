//! The counts by name and version, as a table.

use anstyle::{AnsiColor, Style};

use crate::history::tally::Tally;
use crate::shown;

const WRONG: Style = AnsiColor::BrightRed.on_default();

struct Row {
    name: String,
    version: String,
    recorded: u64,
    wrong: u64,
    note: &'static str,
}

/// The table; empty if nothing was counted.
pub(super) fn of(tally: &Tally, no_events: u64) -> String {
    let mut rows: Vec<Row> = tally
        .rows()
        .map(|(name, version, count)| Row {
            name: shown::escaped(name),
            version: format!("v{version}"),
            recorded: count.events,
            wrong: count.wrong,
            note: if count.known { "" } else { "unknown" },
        })
        .collect();
    let mut more = |name: &str, recorded, wrong, note| {
        if recorded > 0 {
            rows.push(Row { name: name.to_owned(), version: String::new(), recorded, wrong, note });
        }
    };
    more("other names", tally.others.events, tally.others.wrong, "unknown");
    more("no event", no_events, no_events, "");
    if rows.is_empty() {
        return String::new();
    }
    let width = |title: &str, of: &dyn Fn(&Row) -> usize| rows.iter().map(of).chain([title.len()]).max().unwrap_or(0);
    let names = width("event", &|row| row.name.chars().count());
    let versions = width("version", &|row| row.version.len());
    let recorded = width("recorded", &|row| row.recorded.to_string().len());
    let wrong = width("wrong", &|row| row.wrong.to_string().len());
    let title = |title: &str, width: usize| format!("{title:>width$}");
    let mut text = format!(
        "{:names$}  {:versions$}  {}  {}\n",
        "event",
        "version",
        title("recorded", recorded),
        title("wrong", wrong)
    );
    for row in &rows {
        let style = if row.wrong == 0 { Style::new() } else { WRONG };
        let line = format!(
            "{:names$}  {:versions$}  {:>recorded$}  {style}{:>wrong$}{style:#}  {}",
            row.name, row.version, row.recorded, row.wrong, row.note
        );
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
