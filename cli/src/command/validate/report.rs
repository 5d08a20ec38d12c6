//! What is told of a run: findings as they come, up to so many; at the end the counts; or all of it as one JSON
//! document.

use std::fmt::Write;

use anstyle::Style;

use super::document::{self, Checked, Listed, Summary};
use super::files::Outcome;
use super::finding::{EventOf, Finding};
use super::table;
use super::tally::Tally;
use crate::arguments::{Format, Validate};
use crate::progress::Progress;
use crate::shown;
use crate::status::Status;
use crate::terminal::Terminal;

const PLACE: Style = Style::new().bold();

/// What was found so far.
#[derive(Debug)]
pub(super) struct Report {
    format: Format,
    /// How many findings are shown at most.
    most: usize,
    shown: usize,
    files: usize,
    /// The file that is being read, and the lines of it that are done.
    file: String,
    line: u64,
    lines: u64,
    bytes: u64,
    no_events: u64,
    tally: Tally,
    /// Findings for the document.
    listed: Vec<Listed>,
}

impl Report {
    pub(super) fn new(arguments: &Validate) -> Self {
        Self {
            format: arguments.format,
            most: arguments.show,
            shown: 0,
            files: 0,
            file: String::new(),
            line: 0,
            lines: 0,
            bytes: 0,
            no_events: 0,
            tally: Tally::default(),
            listed: Vec::new(),
        }
    }

    /// How many findings are still to be shown at most.
    pub(super) fn shown(&self) -> usize {
        self.most - self.shown
    }

    /// Begins with another file or store.
    pub(super) fn begin(&mut self, file: String) {
        self.file = file;
        self.line = 0;
        self.files += 1;
    }

    /// Adds what was found in the next piece of the file.
    pub(super) fn add(&mut self, outcome: Outcome, terminal: &mut Terminal, progress: &Progress) {
        let room = self.shown();
        let findings: Vec<Finding> = outcome.findings.into_iter().take(room).collect();
        self.shown += findings.len();
        if !findings.is_empty() {
            match self.format {
                Format::Human => {
                    let text: String = findings.iter().map(|finding| self.told(finding)).collect();
                    progress.pause(|| terminal.result(&text));
                }
                Format::Json => {
                    let (file, line) = (&self.file, self.line);
                    self.listed.extend(findings.into_iter().map(|finding| Listed::new(file, line, finding)));
                }
            }
        }
        self.line += outcome.lines;
        self.lines += outcome.lines;
        self.bytes += outcome.bytes;
        self.no_events += outcome.no_events;
        self.tally.merge(outcome.tally);
        progress.advance(outcome.bytes);
    }

    /// Adds what was found in the next page of a store, which has no lines and no bytes.
    #[cfg(feature = "stores")]
    pub(super) fn add_stored(&mut self, outcome: Outcome, terminal: &mut Terminal, progress: &Progress) {
        let bytes = self.bytes;
        self.add(outcome, terminal, progress);
        self.bytes = bytes;
    }

    fn told(&self, finding: &Finding) -> String {
        let mut text = String::new();
        for line in finding.lines() {
            let _ = writeln!(text, "{PLACE}{}{PLACE:#}: {line}", self.place(finding));
        }
        text
    }

    fn place(&self, finding: &Finding) -> String {
        match &finding.event {
            Some(EventOf { stream: Some(stream), position: Some(position), .. }) if finding.line == 0 => {
                format!("{}:{position}: {}", self.file, shown::escaped(stream))
            }
            _ => format!("{}:{}", self.file, self.line + finding.line),
        }
    }

    fn wrong(&self) -> u64 {
        self.tally.total().wrong + self.no_events
    }

    /// Whether nobody reads what is still to come, and it would not change how the run ends.
    pub(super) fn is_done(&self, terminal: &Terminal) -> bool {
        terminal.is_results_closed() && self.wrong() > 0
    }

    pub(super) fn status(&self) -> Status {
        if self.wrong() > 0 { Status::Wrong } else { Status::Done }
    }

    /// The counts by name and version.
    pub(super) fn table(&self) -> String {
        let mut text = String::new();
        let left_out = self.wrong() - self.shown as u64;
        if left_out > 0 {
            let _ = writeln!(text, "and {} more", grouped(left_out));
        }
        let table = table::of(&self.tally, self.no_events);
        if self.wrong() > 0 && !table.is_empty() {
            text.push('\n');
        }
        text + &table
    }

    /// One line about the run.
    pub(super) fn summary(&self) -> String {
        let events = self.tally.total().events;
        let files = counted(self.files as u64, "file", "files");
        let wrong = match self.wrong() {
            0 => "nothing wrong".to_owned(),
            wrong => format!("{} wrong", grouped(wrong)),
        };
        format!("validated {} in {files}: {wrong}", counted(events, "event", "events"))
    }

    /// All of it as one document.
    pub(super) fn json(&self) -> serde_json::Result<String> {
        document::text(
            Checked { files: self.files, lines: self.lines, bytes: self.bytes, events: self.tally.total().events },
            Summary {
                wrong: self.wrong(),
                no_events: self.no_events,
                of_other_names: self.tally.others.events,
                shown: self.shown,
            },
            &self.tally,
            &self.listed,
        )
    }
}

fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(count), if count == 1 { one } else { many })
}

/// A number with a comma between every three digits.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
