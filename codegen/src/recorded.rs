//! Schemas judged against what was really recorded: events are counted by name and version, read by the body of their
//! version, and taken as far as derived steps go. What comes of it are findings, and the counts that stand beside them.
//! Where the events come from is the caller's; so much is kept of them as their names and versions need.

mod findings;
mod report;

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use crate::model::EventId;
use crate::payload::{BodyId, NoBody, Payloads};
use crate::plan::{End, NextFunction, reach};
use crate::{Compiled, value};

pub use findings::findings;
pub use report::{Counted, First, Function, Recorded, State, report};

/// The most names, and versions of one name, that are counted one by one though the schemas do not have them.
const UNKNOWN: usize = 1_000;

/// The most characters of a name from outside that are kept.
const LENGTH: usize = 200;

/// Where a recorded event was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The file with the line, or the store with the position, as messages say it: `history.jsonl:12`.
    pub shown: String,
    /// The stream, if that was recorded.
    pub stream: Option<String>,
    /// The position, if that was recorded.
    pub position: Option<u64>,
}

/// What was seen of one name and version, in whatever it was recorded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// How many events were recorded.
    pub events: u64,
    /// How many of them no body reads: the schemas have not this version, or not the name.
    pub unknown: u64,
    /// How many were read.
    pub read: u64,
    /// How many of those that were read do not fit.
    pub wrong: u64,
    /// How many of those that were read are dropped from replay.
    pub dropped: u64,
    /// Which functions those that were read wait for, and how many.
    pub functions: BTreeMap<NextFunction, u64>,
    /// The first that does not fit, or of which the schemas have no version or no name.
    pub first: Option<(Place, String)>,
}

/// What was recorded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    events: BTreeMap<String, BTreeMap<u32, Seen>>,
    /// Of names and versions beyond those that are kept.
    others: u64,
    /// Lines that are no recorded events, and the first.
    no_events: u64,
    first_no_event: Option<(Place, String)>,
}

/// What judges events.
#[derive(Debug)]
pub struct Judge<'s> {
    compiled: &'s Compiled,
    payloads: Payloads<'s>,
}

/// What a payload is, once it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Read {
    /// It fits, and derived steps lead to the current version, or to nothing, or to a function.
    Fits(End),
    /// It does not, and why.
    Wrong(String),
}

impl<'s> Judge<'s> {
    /// One of a schema set.
    #[must_use]
    pub fn new(compiled: &'s Compiled) -> Self {
        Self { compiled, payloads: Payloads::new(&compiled.set) }
    }

    /// The body that reads an event.
    ///
    /// # Errors
    /// When no event has the name, or it has no such version.
    pub fn find(&self, name: &str, version: u32, reads_as: Option<u32>) -> Result<BodyId, NoBody<'s>> {
        self.payloads.find(name, version, reads_as)
    }

    /// Reads a payload, and takes it as far as derived steps go.
    #[must_use]
    pub fn read(&self, body: BodyId, payload: &RawValue) -> Read {
        let spelled = |misfits: Vec<value::Misfit>| {
            let mut shown: Vec<String> = misfits.iter().take(3).map(ToString::to_string).collect();
            if misfits.len() > 3 {
                shown.push(format!("and {} more places", misfits.len() - 3));
            }
            shown.join("; ")
        };
        if let Err(misfits) = self.payloads.check(body, payload) {
            return Read::Wrong(spelled(misfits));
        }
        let reached = reach(&self.compiled.set, &self.compiled.plans, body.event, body.version, payload);
        let Some(made) = &reached.payload else { return Read::Fits(reached.end) };
        let newer = BodyId { event: body.event, version: reached.version };
        let read = match serde_json::from_str(made) {
            Ok(made) => self.payloads.check(newer, made).map_err(spelled),
            Err(error) => Err(error.to_string()),
        };
        match read {
            Ok(()) => Read::Fits(reached.end),
            Err(problem) => Read::Wrong(format!("taken to v{}, which does not read it: {problem}", reached.version)),
        }
    }
}

impl Evidence {
    /// Nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// What was seen of a name and version so far; none if there are too many that are unknown. The event itself is
    /// counted with it.
    pub fn count(&mut self, name: &str, version: u32, is_known: bool) -> Option<&mut Seen> {
        let name = match name.char_indices().nth(LENGTH) {
            Some((end, _)) => &name[..end],
            None => name,
        };
        let is_full = match self.events.get(name) {
            Some(versions) => versions.len() >= UNKNOWN && !versions.contains_key(&version),
            None => self.events.len() >= UNKNOWN,
        };
        if is_full && !is_known {
            self.others += 1;
            return None;
        }
        if !self.events.contains_key(name) {
            self.events.insert(name.to_owned(), BTreeMap::new());
        }
        let seen = self.events.get_mut(name)?.entry(version).or_default();
        seen.events += 1;
        seen.unknown += u64::from(!is_known);
        Some(seen)
    }

    /// Counts a line that is no recorded event.
    pub fn no_event(&mut self, place: impl FnOnce() -> Place, problem: impl FnOnce() -> String) {
        self.no_events += 1;
        if self.first_no_event.is_none() {
            self.first_no_event = Some((place(), problem()));
        }
    }

    /// Adds what was seen after it.
    pub fn merge(&mut self, later: Evidence) {
        let Evidence { events, others, no_events, first_no_event } = later;
        self.others += others;
        self.no_events += no_events;
        if self.first_no_event.is_none() {
            self.first_no_event = first_no_event;
        }
        for (name, versions) in events {
            let here = self.events.entry(name).or_default();
            for (version, seen) in versions {
                here.entry(version).or_default().merge(seen);
            }
        }
    }

    /// How many events were recorded.
    #[must_use]
    pub fn events(&self) -> u64 {
        self.rows().map(|(.., seen)| seen.events).sum::<u64>() + self.others
    }

    /// How many of them were read.
    #[must_use]
    pub fn read(&self) -> u64 {
        self.rows().map(|(.., seen)| seen.read).sum()
    }

    fn rows(&self) -> impl Iterator<Item = (&str, u32, &Seen)> {
        self.events
            .iter()
            .flat_map(|(name, versions)| versions.iter().map(|(version, seen)| (name.as_str(), *version, seen)))
    }
}

impl Seen {
    /// Keeps the first that is wrong.
    pub fn keep_first(&mut self, place: impl FnOnce() -> Place, problem: impl FnOnce() -> String) {
        if self.first.is_none() {
            self.first = Some((place(), problem()));
        }
    }

    /// Counts one that was read.
    pub fn add(&mut self, read: Read, place: impl FnOnce() -> Place) {
        self.read += 1;
        match read {
            Read::Fits(End::Current) => {}
            Read::Fits(End::Dropped) => self.dropped += 1,
            Read::Fits(End::Function(function)) => *self.functions.entry(function).or_default() += 1,
            Read::Wrong(problem) => {
                self.wrong += 1;
                self.keep_first(place, || problem);
            }
        }
    }

    fn merge(&mut self, later: Seen) {
        let Seen { events, unknown, read, wrong, dropped, functions, first } = later;
        self.events += events;
        self.unknown += unknown;
        self.read += read;
        self.wrong += wrong;
        self.dropped += dropped;
        functions.into_iter().for_each(|(function, count)| *self.functions.entry(function).or_default() += count);
        if self.first.is_none() {
            self.first = first;
        }
    }
}

/// What the schemas have of a recorded name and version.
enum Known<'s> {
    Version(EventId, u32),
    Newer(EventId),
    Retired(EventId),
    NoVersion(EventId),
    NoName(NoBody<'s>),
}

fn known<'s>(payloads: &Payloads<'s>, name: &str, version: u32, seen: &Seen) -> Known<'s> {
    let event = match payloads.event(name) {
        Ok(event) => event,
        Err(none) => return Known::NoName(none),
    };
    match payloads.find(name, version, None) {
        Ok(body) => Known::Version(body.event, body.version),
        Err(NoBody::Version { oldest, .. }) if version < oldest => Known::Retired(event),
        // What says that an earlier version reads it was found a body.
        Err(_) if seen.unknown == 0 => Known::Newer(event),
        Err(_) => Known::NoVersion(event),
    }
}

#[cfg(test)]
mod tests;
