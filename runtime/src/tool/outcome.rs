//! What comes of a piece of a recording, worked out on any thread.

use std::collections::BTreeMap;

use super::arguments::{Command, Unreadable};
use super::today::Today;
use crate::lines::Replacement;
use crate::recording::{Found, NoEvent, Piece};

/// The most names that are counted one by one.
const NAMES: usize = 5_000;

/// What works.
#[derive(Debug)]
pub(super) struct Worker<'t> {
    pub(super) today: &'t Today<'t>,
    pub(super) command: Command,
    pub(super) unreadable: Unreadable,
    /// How many findings are wanted.
    pub(super) show: usize,
}

/// How many events there are of a name and version.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Count {
    pub(super) events: u64,
    /// Those that cannot be read.
    pub(super) wrong: u64,
    /// Those that are nothing today.
    pub(super) dropped: u64,
}

/// What came of a piece.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    /// What is to be written.
    pub(super) lines: Vec<u8>,
    pub(super) counts: BTreeMap<(String, u32), Count>,
    /// Lines that are no recorded events.
    pub(super) no_events: u64,
    /// How many lines are written in another version, or in place of another event.
    pub(super) rewritten: u64,
    /// The first findings: the line or position, and what is wrong.
    pub(super) findings: Vec<(u64, String)>,
    /// The event that stops the run; nothing after it is in the lines.
    pub(super) stopped: Option<(u64, String)>,
}

impl Outcome {
    /// What is counted of a name and version; those of too many names are counted together.
    pub(super) fn count(&mut self, name: &str, version: u32) -> &mut Count {
        let is_full = self.counts.len() >= NAMES;
        let mut key = (name.chars().take(200).collect(), version);
        if is_full && !self.counts.contains_key(&key) {
            key = ("other names".to_owned(), 0);
        }
        self.counts.entry(key).or_default()
    }
}

impl Worker<'_> {
    /// Works on the events of a piece.
    pub(super) fn work(&self, piece: &Piece) -> Outcome {
        let mut outcome = Outcome::default();
        piece.each(|found| {
            if outcome.stopped.is_some() {
                return;
            }
            let wrong = match &found {
                Ok(found) => self.event(found, &mut outcome),
                Err(none) => {
                    outcome.no_events += 1;
                    Some((none.line(), none.error().reason().to_string()))
                }
            };
            let Some(wrong) = wrong else { return };
            let is_kept = match (self.command, self.unreadable) {
                (Command::Validate, _) | (Command::Upcast, Unreadable::Skip) => true,
                (Command::Upcast, Unreadable::Keep) => keep(&found, &mut outcome.lines),
                (Command::Upcast, Unreadable::Stop) => false,
            };
            if !is_kept {
                outcome.stopped = Some(wrong);
            } else if outcome.findings.len() < self.show {
                outcome.findings.push(wrong);
            }
        });
        outcome
    }

    /// Reads an event, and writes what it is today; or tells what is wrong.
    fn event(&self, found: &Found<'_>, outcome: &mut Outcome) -> Option<(u64, String)> {
        let recorded = found.recorded();
        let made = found.check_beside().and_then(|()| self.today.events(recorded));
        let made = match made {
            Ok(events) if self.command == Command::Validate => Ok(events),
            Ok(events) => self.write(found, &events, outcome).map(|()| events),
            Err(problem) => Err(problem),
        };
        let count = outcome.count(recorded.name, recorded.version);
        count.events += 1;
        match made {
            Ok(events) => {
                count.dropped += u64::from(events.is_empty());
                None
            }
            Err(problem) => {
                count.wrong += 1;
                Some((found.line().or(recorded.position).unwrap_or(0), problem))
            }
        }
    }

    /// Writes the events that one is today, in its place; one that is of today already stays as it is.
    fn write(&self, found: &Found<'_>, events: &[crate::Encoded], outcome: &mut Outcome) -> Result<(), String> {
        let recorded = found.recorded();
        if let [event] = events
            && event.name == recorded.name
            && event.version <= recorded.version
        {
            return found.write(&mut outcome.lines);
        }
        let before = outcome.lines.len();
        for (nth, event) in events.iter().enumerate() {
            let written = std::str::from_utf8(&event.payload).map_err(|error| error.to_string()).and_then(|payload| {
                let reads_as = (event.reads_as != event.version).then_some(event.reads_as);
                let replacement = Replacement { name: event.name, version: event.version, reads_as, payload, nth };
                found.write_replaced(&replacement, &mut outcome.lines)
            });
            if let Err(problem) = written {
                outcome.lines.truncate(before);
                return Err(problem);
            }
            outcome.rewritten += 1;
        }
        Ok(())
    }
}

/// Writes what cannot be read as it is; false where that is not possible.
fn keep(found: &Result<Found<'_>, NoEvent<'_>>, lines: &mut Vec<u8>) -> bool {
    match found {
        Ok(found) => found.write(lines).is_ok(),
        Err(none) => none.write(lines),
    }
}
