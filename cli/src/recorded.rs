//! Recorded events on the terminal: as a table, or as the JSON lines that `validate` reads. What a store holds was
//! written by others, so that nothing in it may move the cursor.

use anstyle::{AnsiColor, Style};
use retold::store::{StoreError, Stored};

use crate::arguments::EventFormat;
use crate::shown;
use crate::terminal::Terminal;

const TITLE: Style = Style::new().bold();
const NAME: Style = AnsiColor::Cyan.on_default();
const TIME: Style = Style::new().dimmed();

/// Prints events one after the other.
#[derive(Debug)]
pub(crate) struct Printer {
    format: EventFormat,
    /// Whether the stream is said, and the number is the position in the store and not the version of the stream.
    of_all: bool,
    is_first: bool,
    /// The widths of number, stream and name, which grow with what comes.
    widths: [usize; 3],
}

impl Printer {
    /// Of one stream, or of all.
    pub(crate) fn new(format: EventFormat, of_all: bool) -> Self {
        Self { format, of_all, is_first: true, widths: [0; 3] }
    }

    /// Whether nothing was printed yet.
    pub(crate) fn is_unused(&self) -> bool {
        self.is_first
    }

    /// Prints some events.
    pub(crate) fn print(&mut self, events: &[Stored<'_>], terminal: &mut Terminal) -> Result<(), StoreError> {
        match self.format {
            EventFormat::Json => {
                self.is_first &= events.is_empty();
                let mut lines = Vec::new();
                for event in events {
                    event.to_recorded()?.write_line(&mut lines).map_err(|error| damaged(event, &error))?;
                }
                terminal.lines(&lines);
            }
            EventFormat::Table => terminal.result(&self.table(events)?),
        }
        Ok(())
    }

    fn table(&mut self, events: &[Stored<'_>]) -> Result<String, StoreError> {
        let rows = events.iter().map(|event| self.row(event)).collect::<Result<Vec<_>, _>>()?;
        let titles =
            [if self.of_all { "position" } else { "version" }, if self.of_all { "stream" } else { "" }, "event"];
        let mut text = String::new();
        if self.is_first && !rows.is_empty() {
            self.widths = titles.map(str::len);
        }
        for row in &rows {
            for (width, cell) in self.widths.iter_mut().zip([&row.number, &row.stream, &row.event]) {
                // Nothing may push the rest off the screen.
                *width = (*width).max(cell.chars().count()).min(60);
            }
        }
        let [number, stream, event] = self.widths;
        let gap = if self.of_all { "  " } else { "" };
        if self.is_first && !rows.is_empty() {
            self.is_first = false;
            text.push_str(&format!(
                "{TITLE}{:>number$}  {:27}{gap}{:stream$}  {:event$}  data{TITLE:#}\n",
                titles[0], "time", titles[1], titles[2]
            ));
        }
        for row in rows {
            let actor = row.actor.map(|actor| format!("  by {actor}")).unwrap_or_default();
            text.push_str(&format!(
                "{:>number$}  {TIME}{:27}{TIME:#}{gap}{:stream$}  {NAME}{:event$}{NAME:#}  {}{actor}\n",
                row.number, row.time, row.stream, row.event, row.data
            ));
        }
        Ok(text)
    }

    fn row(&self, event: &Stored<'_>) -> Result<Row, StoreError> {
        let number = if self.of_all { event.position } else { event.stream_version };
        Ok(Row {
            number: number.to_string(),
            time: event.time.to_string(),
            stream: if self.of_all { shown::escaped(event.stream) } else { String::new() },
            event: format!("{} v{}", shown::escaped(event.name), event.version),
            // Between the tokens of JSON a line may break.
            data: shown::escaped(&event.payload.replace(['\n', '\r', '\t'], " ")),
            actor: event.metadata()?.actor.map(|actor| shown::escaped(&actor)),
        })
    }
}

struct Row {
    number: String,
    time: String,
    stream: String,
    event: String,
    data: String,
    actor: Option<String>,
}

fn damaged(event: &Stored<'_>, error: &std::io::Error) -> StoreError {
    let what = format!("the payload of `{}` at position {} is damaged: {error}", event.name, event.position);
    retold::store::StoreErrorKind::Damaged(what).into()
}
