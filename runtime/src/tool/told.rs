//! What is told of a run: results and messages as they come, and the counts at the end.

use std::fmt;
use std::io::{self, Write};

use super::arguments::{Arguments, Command};
use super::outcome::{Count, Outcome};
use super::shown::{counted, escaped, escaped_json};

/// What is told.
pub(super) struct Told<'o> {
    command: Command,
    show: usize,
    shown: usize,
    results: &'o mut dyn Write,
    is_seen: bool,
    messages: &'o mut dyn Write,
    file: String,
    files: u64,
    sum: Outcome,
    /// Whether nobody reads the results any more.
    is_closed: bool,
    /// Whether it could not look, or stopped.
    has_failed: bool,
}

impl fmt::Debug for Told<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Told").field("sum", &self.sum).finish_non_exhaustive()
    }
}

impl<'o> Told<'o> {
    pub(super) fn new(
        arguments: &Arguments,
        results: &'o mut dyn Write,
        is_seen: bool,
        messages: &'o mut dyn Write,
    ) -> Self {
        Self {
            command: arguments.command,
            show: arguments.show,
            shown: 0,
            results,
            is_seen,
            messages,
            file: String::new(),
            files: 0,
            sum: Outcome::default(),
            is_closed: false,
            has_failed: false,
        }
    }

    /// How many findings are still to be shown.
    pub(super) fn room(&self) -> usize {
        self.show - self.shown
    }

    /// Begins with another file or store.
    pub(super) fn begin(&mut self, file: &str) {
        file.clone_into(&mut self.file);
        self.files += 1;
    }

    /// Whether nothing that is still to come would be told.
    pub(super) fn is_over(&self) -> bool {
        self.has_failed && self.command == Command::Upcast || self.is_closed
    }

    /// Adds what came of a piece.
    pub(super) fn add(&mut self, outcome: Outcome) {
        if self.is_seen {
            self.result(escaped_json(&String::from_utf8_lossy(&outcome.lines)).as_bytes());
        } else {
            self.result(&outcome.lines);
        }
        for (place, problem) in outcome.findings.iter().take(self.room()) {
            let line = format!("{}:{place}: {}\n", self.file, escaped(problem));
            match self.command {
                Command::Validate => self.result(line.as_bytes()),
                Command::Upcast => self.message(&line),
            }
            self.shown += 1;
        }
        self.sum.no_events += outcome.no_events;
        self.sum.rewritten += outcome.rewritten;
        for ((name, version), count) in outcome.counts {
            let sum = self.sum.count(&name, version);
            sum.events += count.events;
            sum.wrong += count.wrong;
            sum.dropped += count.dropped;
        }
        if let Some((place, problem)) = outcome.stopped {
            self.failure(&format!("stopped at {}:{place}: {}", self.file, escaped(&problem)));
            self.message(
                "what was written ends before it; `--unreadable keep` writes such events as they are, \
                 `--unreadable skip` leaves them out, and both count them\n",
            );
        }
    }

    /// Tells why it cannot look.
    pub(super) fn failure(&mut self, problem: &str) {
        self.has_failed = true;
        self.message(&format!("error: {problem}\n"));
    }

    fn result(&mut self, bytes: &[u8]) {
        if self.is_closed || bytes.is_empty() {
            return;
        }
        if let Err(error) = self.results.write_all(bytes).and_then(|()| self.results.flush()) {
            self.is_closed = true;
            // Who has read enough closes the pipe.
            if error.kind() != io::ErrorKind::BrokenPipe {
                self.failure(&format!("cannot write to standard output: {error}"));
            }
        }
    }

    fn message(&mut self, text: &str) {
        // There is nowhere else to say it.
        let _ = self.messages.write_all(text.as_bytes());
    }

    /// Tells the counts, and how it ends.
    pub(super) fn end(mut self) -> u8 {
        let counts = || self.sum.counts.values();
        let events: u64 = counts().map(|count| count.events).sum();
        let dropped: u64 = counts().map(|count| count.dropped).sum();
        let wrong = counts().map(|count| count.wrong).sum::<u64>() + self.sum.no_events;
        let mut summary =
            format!("read {} in {}", counted(events, "event", "events"), counted(self.files, "file", "files"));
        match self.command {
            Command::Validate => {
                let more = wrong - self.shown as u64;
                let more = if more > 0 { format!("and {more} more\n") } else { String::new() };
                let gap = if wrong > 0 && events > 0 { "\n" } else { "" };
                let table = format!("{more}{gap}{}", self.table());
                self.result(table.as_bytes());
            }
            Command::Upcast => summary.push_str(&format!(": {} rewritten", self.sum.rewritten)),
        }
        if dropped > 0 {
            summary.push_str(&format!(", {dropped} dropped"));
        }
        if wrong > 0 {
            summary.push_str(&format!(", {wrong} that cannot be read"));
        }
        self.message(&format!("{summary}\n"));
        match (self.has_failed, wrong) {
            (true, _) => 2,
            (false, 0) => 0,
            (false, _) => 1,
        }
    }

    fn table(&self) -> String {
        let cells = |((name, version), count): (&(String, u32), &Count)| {
            let version = if *version == 0 { String::new() } else { format!("v{version}") };
            [escaped(name), version, count.events.to_string(), count.wrong.to_string(), count.dropped.to_string()]
        };
        let titles = ["event", "version", "recorded", "wrong", "dropped"].map(str::to_owned);
        let rows: Vec<[String; 5]> = self.sum.counts.iter().map(cells).collect();
        if rows.is_empty() {
            return String::new();
        }
        let all = || std::iter::once(&titles).chain(&rows);
        let [names, versions, recorded, wrong, dropped]: [usize; 5] =
            std::array::from_fn(|column| all().map(|row| row[column].chars().count()).max().unwrap_or(0));
        let line = |[a, b, c, d, e]: &[String; 5]| {
            format!("{a:names$}  {b:versions$}  {c:>recorded$}  {d:>wrong$}  {e:>dropped$}\n")
        };
        all().map(line).collect()
    }
}
