//! What is told of a run: findings as they come, up to so many; at the end the counts; or all of it as one JSON
//! document.

use std::fmt::Write;

use super::document::{self, Checked, Listed, Summary};
use super::judge::Outcome;
use super::table;
use retold_codegen::numbers::{counted, grouped};

use crate::arguments::{Format, Validate};
use crate::history::History;
use crate::history::finding::Finding;
use crate::history::tally::Tally;
use crate::progress::Progress;
use crate::status::Status;
use crate::terminal::Terminal;

/// What was found so far.
#[derive(Debug)]
pub(super) struct Report {
    format: Format,
    /// How many findings are shown at most.
    most: usize,
    shown: usize,
    files: usize,
    /// The file that is being read.
    file: String,
    /// The lines and bytes of the files before it, and of it as far as it is read.
    before: [u64; 2],
    here: [u64; 2],
    /// Whether it has lines and bytes.
    has_lines: bool,
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
            before: [0; 2],
            here: [0; 2],
            has_lines: true,
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
    pub(super) fn begin(&mut self, history: &History) {
        self.file.clone_from(&history.name);
        self.has_lines = history.has_lines();
        self.before = self.read();
        self.here = [0; 2];
        self.files += 1;
    }

    /// The lines and bytes that were read.
    fn read(&self) -> [u64; 2] {
        [self.before[0] + self.here[0], self.before[1] + self.here[1]]
    }

    /// Adds what was found in the next piece of the file.
    pub(super) fn add(&mut self, outcome: Outcome, terminal: &mut Terminal, progress: &Progress) {
        let room = self.shown();
        let findings: Vec<Finding> = outcome.findings.into_iter().take(room).collect();
        self.shown += findings.len();
        if !findings.is_empty() {
            match self.format {
                Format::Human => {
                    let text: String = findings.iter().map(|finding| finding.told(&self.file)).collect();
                    progress.pause(|| terminal.result(&text));
                }
                Format::Json => {
                    let file = &self.file;
                    self.listed.extend(findings.into_iter().map(|finding| Listed::new(file, finding)));
                }
            }
        }
        if self.has_lines {
            self.here = [outcome.lines, outcome.read_to];
        }
        self.no_events += outcome.no_events;
        self.tally.merge(outcome.tally);
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
        let files = counted(self.files, "file", "files");
        let wrong = match self.wrong() {
            0 => "nothing wrong".to_owned(),
            wrong => format!("{} wrong", grouped(wrong)),
        };
        format!("validated {} in {files}: {wrong}", counted(events, "event", "events"))
    }

    /// All of it as one document.
    pub(super) fn json(&self) -> serde_json::Result<String> {
        let [lines, bytes] = self.read();
        document::text(
            Checked { files: self.files, lines, bytes, events: self.tally.total().events },
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
