//! The counts of what was recorded, as they stand in the document of `check` and in its table.

use serde::{Deserialize, Serialize};

use super::{Evidence, Known, Seen, known};
use crate::Compiled;
use crate::payload::Payloads;

/// What was recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "meta-schema", derive(schemars::JsonSchema))]
pub struct Recorded {
    /// The files and stores, in the order in which they were read.
    pub from: Vec<String>,
    /// How many events there are.
    pub events: u64,
    /// How many of them were read and taken as far as derived steps go.
    pub read: u64,
    /// Of each name and version one in so many was read; null if all were.
    pub sample: Option<u64>,
    /// How many lines are no recorded events.
    pub no_events: u64,
    /// How many events have a name or a version that the schemas do not have, beyond those that are listed.
    pub others: u64,
    /// What was recorded by name and version, in this order.
    pub counts: Vec<Counted>,
}

/// What was recorded of one name and version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "meta-schema", derive(schemars::JsonSchema))]
pub struct Counted {
    /// The name on the wire, as it was recorded.
    pub name: String,
    /// The version.
    pub version: u32,
    /// What the schemas have of it.
    pub state: State,
    /// How many events were recorded.
    pub recorded: u64,
    /// How many of them were read.
    pub read: u64,
    /// How many of those that were read do not fit.
    pub wrong: u64,
    /// How many of those that were read are dropped from replay.
    pub dropped: u64,
    /// The functions that those that were read wait for.
    pub functions: Vec<Function>,
    /// The first that is wrong; null if none is.
    pub first: Option<First>,
}

/// What the schemas have of a recorded name and version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "meta-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// The current version.
    Current,
    /// An older version.
    Older,
    /// A newer version, which says that the current one reads it.
    Newer,
    /// A version that is retired.
    Retired,
    /// A version that the event does not have.
    UnknownVersion,
    /// A name that no event has.
    UnknownName,
}

/// A function that events wait for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "meta-schema", derive(schemars::JsonSchema))]
pub struct Function {
    /// Its path in Rust.
    pub path: String,
    /// What it makes.
    pub makes: String,
    /// How many events wait for it.
    pub events: u64,
}

/// Where something was seen first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "meta-schema", derive(schemars::JsonSchema))]
pub struct First {
    /// The file and line, or the store and position.
    pub place: String,
    /// The stream.
    pub stream: Option<String>,
    /// The position.
    pub position: Option<u64>,
    /// What is wrong.
    pub message: String,
}

/// The counts, from files and stores of these names.
#[must_use]
pub fn report(compiled: &Compiled, evidence: &Evidence, from: Vec<String>, sample: Option<u64>) -> Recorded {
    let payloads = Payloads::new(&compiled.set);
    let state = |name: &str, version: u32, seen: &Seen| match known(&payloads, name, version, seen) {
        Known::Version(event, version) if version == compiled.set[event].versions.current() => State::Current,
        Known::Version(..) => State::Older,
        Known::Newer(_) => State::Newer,
        Known::Retired(_) => State::Retired,
        Known::NoVersion(_) => State::UnknownVersion,
        Known::NoName(_) => State::UnknownName,
    };
    let counts = evidence.rows().map(|(name, version, seen)| Counted {
        name: name.to_owned(),
        version,
        state: state(name, version, seen),
        recorded: seen.events,
        read: seen.read,
        wrong: seen.wrong,
        dropped: seen.dropped,
        functions: seen
            .functions
            .iter()
            .map(|(function, events)| Function {
                path: function.path().to_owned(),
                makes: function.to_string(),
                events: *events,
            })
            .collect(),
        first: seen.first.as_ref().map(|(place, message)| First {
            place: place.shown.clone(),
            stream: place.stream.clone(),
            position: place.position,
            message: message.clone(),
        }),
    });
    Recorded {
        from,
        events: evidence.events(),
        read: evidence.read(),
        sample,
        no_events: evidence.no_events,
        others: evidence.others,
        counts: counts.collect(),
    }
}
