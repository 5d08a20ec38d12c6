//! What becomes of the events of a piece, worked out on any thread.

use std::collections::BTreeMap;

use retold::Replacement;
use retold::recording::{Found, NoEvent, Piece};
use retold_codegen::ReadsAs;
use retold_codegen::model::SchemaSet;
use retold_codegen::payload::{BodyId, Payloads};
use retold_codegen::plan::{End, NextFunction, Plans, reach};

use crate::arguments::Unreadable;
use crate::history::finding::{self, EventOf, Finding, Problem};

/// What is needed to rewrite events.
#[derive(Debug)]
pub(super) struct Rewriter<'s> {
    pub(super) set: &'s SchemaSet,
    pub(super) plans: &'s Plans,
    pub(super) payloads: Payloads<'s>,
    pub(super) reads_as: ReadsAs,
    pub(super) unreadable: Unreadable,
}

/// What became of a piece.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    /// What is to be written.
    pub(super) lines: Vec<u8>,
    pub(super) counts: Counts,
    /// The first findings.
    pub(super) findings: Vec<Finding>,
    /// The event that stops the run; nothing after it is in the lines.
    pub(super) stopped: Option<Finding>,
}

/// How many events went which way.
#[derive(Debug, Default)]
pub(super) struct Counts {
    /// Events that were recorded.
    pub(super) events: u64,
    /// Written in another version, or under their current name.
    pub(super) rewritten: u64,
    /// Of a newer version than the schemas know, which says that it reads as the current one: as they were.
    pub(super) newer: u64,
    /// Not of the current version: what was left, by its name and version as written, and the function that is next.
    pub(super) left: BTreeMap<(String, u32, NextFunction), u64>,
    /// Dropped, by name and version.
    pub(super) dropped: BTreeMap<(String, u32), u64>,
    /// Events and lines that could not be read.
    pub(super) unreadable: u64,
}

impl Counts {
    /// Adds what was counted elsewhere.
    pub(super) fn add(&mut self, other: Counts) {
        let Counts { events, rewritten, newer, left, dropped, unreadable } = other;
        self.events += events;
        self.rewritten += rewritten;
        self.newer += newer;
        self.unreadable += unreadable;
        left.into_iter().for_each(|(key, count)| *self.left.entry(key).or_default() += count);
        dropped.into_iter().for_each(|(key, count)| *self.dropped.entry(key).or_default() += count);
    }

    /// How many were left.
    pub(super) fn all_left(&self) -> u64 {
        self.left.values().sum()
    }

    /// How many were dropped.
    pub(super) fn all_dropped(&self) -> u64 {
        self.dropped.values().sum()
    }
}

impl Rewriter<'_> {
    /// Rewrites the events of a piece, and collects so many findings.
    pub(super) fn rewrite(&self, piece: &Piece, shown: usize) -> Outcome {
        let mut outcome = Outcome::default();
        piece.each(|found| {
            if outcome.stopped.is_some() {
                return;
            }
            outcome.counts.events += u64::from(found.is_ok());
            let wrong = match &found {
                Ok(found) => match finding::judge(&self.payloads, found) {
                    Ok(body) => self.event(found, body, &mut outcome).err(),
                    Err(finding) => Some(finding),
                },
                Err(none) => Some(Finding::no_event(none)),
            };
            let Some(wrong) = wrong else { return };
            outcome.counts.unreadable += 1;
            match self.unreadable {
                Unreadable::Stop => outcome.stopped = Some(wrong),
                Unreadable::Skip => outcome.keep(wrong, shown),
                Unreadable::Keep => {
                    if keep(&found, &mut outcome.lines) {
                        outcome.keep(wrong, shown);
                    } else {
                        outcome.stopped = Some(wrong);
                    }
                }
            }
        });
        outcome
    }

    /// Writes an event that its body reads.
    fn event(&self, found: &Found<'_>, body: BodyId, outcome: &mut Outcome) -> Result<(), Finding> {
        let recorded = found.recorded();
        let wrong = |message: String| Finding {
            line: found.line().unwrap_or(0),
            event: Some(EventOf::of(&recorded)),
            problem: Problem::Beside(message),
        };
        let event = &self.set[body.event];
        if recorded.version > body.version {
            outcome.counts.newer += 1;
            return found.write(&mut outcome.lines).map_err(wrong);
        }
        let data = found.data().map_err(|error| wrong(error.to_string()))?;
        let reached = reach(self.set, self.plans, body.event, body.version, data);
        let name = event.wire.name.as_str();
        match reached.end {
            End::Dropped => {
                *outcome.counts.dropped.entry((name.to_owned(), body.version)).or_default() += 1;
                return Ok(());
            }
            End::Function(function) => {
                *outcome.counts.left.entry((name.to_owned(), reached.version, function)).or_default() += 1;
            }
            End::Current => {}
        }
        if reached.payload.is_none() && recorded.name == name {
            return found.write(&mut outcome.lines).map_err(wrong);
        }
        outcome.counts.rewritten += 1;
        let is_current = reached.version == event.versions.current();
        let reads_as =
            is_current.then(|| self.reads_as.event(body.event)).filter(|reads_as| *reads_as != reached.version);
        let payload = reached.payload.as_deref().unwrap_or_else(|| data.get());
        let replacement = Replacement { name, version: reached.version, reads_as, payload, nth: 0 };
        found.write_replaced(&replacement, &mut outcome.lines).map_err(wrong)
    }
}

impl Outcome {
    fn keep(&mut self, finding: Finding, shown: usize) {
        if self.findings.len() < shown {
            self.findings.push(finding);
        }
    }
}

/// Writes what cannot be read as it is; false where that is not possible.
fn keep(found: &Result<Found<'_>, NoEvent<'_>>, lines: &mut Vec<u8>) -> bool {
    match found {
        Ok(found) => found.write(lines).is_ok(),
        Err(none) => none.write(lines),
    }
}
