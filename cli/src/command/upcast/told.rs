//! What is told of a run on standard error: events that cannot be read as they come, and at the end what was rewritten,
//! left and dropped, and why.

use std::fmt::Write;

use super::rewrite::{Counts, Outcome};
use super::ways_out;
use retold_codegen::numbers::{counted, grouped};

use crate::arguments::Upcast;
use crate::history::finding::Finding;
use crate::progress::Progress;
use crate::shown;
use crate::status::Status;
use crate::terminal::{Failure, Terminal};

/// What is told.
#[derive(Debug)]
pub(super) struct Told {
    /// How many findings are shown at most, and how many were.
    most: usize,
    shown: usize,
    file: String,
    files: u64,
    /// The file that is written, or standard output.
    out: Option<String>,
    counts: Counts,
}

impl Told {
    pub(super) fn new(arguments: &Upcast) -> Self {
        let out = arguments.out.as_deref().map(shown::path);
        Self { most: arguments.show, shown: 0, file: String::new(), files: 0, out, counts: Counts::default() }
    }

    /// How many findings are still to be shown at most.
    pub(super) fn room(&self) -> usize {
        self.most - self.shown
    }

    /// Begins with another file or store.
    pub(super) fn begin(&mut self, file: &str) {
        file.clone_into(&mut self.file);
        self.files += 1;
    }

    /// Adds a piece; the failure with which the run stops, if one stops it.
    pub(super) fn add(&mut self, outcome: Outcome, terminal: &mut Terminal, progress: &Progress) -> Option<Failure> {
        let findings: Vec<Finding> = outcome.findings.into_iter().take(self.room()).collect();
        self.shown += findings.len();
        let text: String = findings.iter().map(|finding| finding.told(&self.file)).collect();
        if !text.is_empty() {
            progress.pause(|| terminal.findings(&text));
        }
        self.counts.add(outcome.counts);
        outcome.stopped.map(|finding| self.stopped(&finding))
    }

    fn stopped(&self, finding: &Finding) -> Failure {
        let place = finding.place(&self.file);
        let what = finding.lines().join("; ");
        let written = match &self.out {
            Some(out) => format!("`{out}` was not written"),
            None => "what was written ends before it".to_owned(),
        };
        let failure = Failure::new(format!("stopped at {place}: {what}")).with_help(written);
        ways_out().into_iter().fold(failure, Failure::with_help)
    }

    /// Says what was done.
    pub(super) fn end(&self, terminal: &mut Terminal) {
        let counts = &self.counts;
        let left_out = counts.unreadable - self.shown as u64;
        if left_out > 0 {
            terminal.findings(&format!("and {} more\n", grouped(left_out)));
        }
        for ((name, version), count) in &counts.dropped {
            let name = shown::escaped(name);
            terminal.message(&format!(
                "dropped {} of `{name}` v{version}: `becomes` says that they are nothing",
                grouped(*count)
            ));
        }
        for ((name, version, function), count) in &counts.left {
            let (name, count) = (shown::escaped(name), grouped(*count));
            terminal.warning(&format!("left {count} at `{name}` v{version}: {function}"));
        }
        if !counts.left.is_empty() {
            terminal.message(
                "functions run in your own program: `retold::tool!` gives it a command that takes these steps",
            );
        }
        terminal.message(&self.summary());
    }

    fn summary(&self) -> String {
        let counts = &self.counts;
        let mut text = format!(
            "read {} in {}: {} rewritten",
            counted(counts.events, "event", "events"),
            counted(self.files, "file", "files"),
            grouped(counts.rewritten)
        );
        for (count, what) in [
            (counts.newer, "newer than the schemas and kept"),
            (counts.all_dropped(), "dropped"),
            (counts.all_left(), "left for functions"),
            (counts.unreadable, "that cannot be read"),
        ] {
            if count > 0 {
                let _ = write!(text, ", {} {what}", grouped(count));
            }
        }
        text
    }

    pub(super) fn status(&self) -> Status {
        if self.counts.unreadable > 0 || !self.counts.left.is_empty() { Status::Wrong } else { Status::Done }
    }
}
