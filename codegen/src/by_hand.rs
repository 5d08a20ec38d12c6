//! Types written by hand: events, commands and queries whose shapes a registry of Rust types put into a lock, as JSON Schemas. A
//! change of them is judged by the rules for what YAML defines, with the relation on JSON Schemas as its reason; there
//! are no steps to follow, since those are functions of the program.

pub mod agreement;
mod alternatives;
mod changes;
mod differences;
mod judge;
mod names;
mod objects;
mod paths;
mod prepared;
mod refused;
mod shown;
mod steps;
mod versions;
mod walk;
mod words;

use std::collections::{BTreeMap, HashMap};

use serde_json::Value;

use crate::source::Place;

pub use changes::markdown;
pub use judge::judge;

/// Everything that registries put into one lock, sorted by kind and name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ByHand {
    /// Events, commands and queries.
    pub messages: Vec<Message>,
}

/// What a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// An event.
    Event,
    /// A command.
    Command,
    /// A query.
    Query,
}

impl Kind {
    /// `event`, `command` or `query`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Kind::Event => "event",
            Kind::Command => "command",
            Kind::Query => "query",
        }
    }
}

/// An event, command or query, with at least one version.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// What it is.
    pub kind: Kind,
    /// The whole name on the wire.
    pub name: String,
    /// The registry that put it there.
    pub registry: String,
    /// Earlier whole names that still read as this.
    pub aliases: Vec<String>,
    /// The version up to which it is read as other events.
    pub becomes: Option<u32>,
    /// Where its name stands.
    pub place: Place,
    /// The versions that are read.
    pub versions: BTreeMap<u32, Version>,
}

/// One version.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// Its number.
    pub number: u32,
    /// The type in the program, such as `shop::cart::ItemAdded`.
    pub type_name: String,
    /// The lowest version whose readers can read it.
    pub reads_as: u32,
    /// Its JSON Schema.
    pub schema: Value,
    /// Where it starts.
    pub place: Place,
    /// By JSON pointer: where each key of the schema stands.
    pub places: HashMap<String, Place>,
}

impl ByHand {
    /// Whether there is nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.messages.is_empty()
    }

    /// How many messages of a kind there are.
    #[must_use]
    pub fn count(&self, kind: Kind) -> usize {
        self.messages.iter().filter(|message| message.kind == kind).count()
    }
}

impl Message {
    /// All names that read as this, today's first.
    fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.aliases.iter().map(String::as_str))
    }

    fn first(&self) -> u32 {
        self.versions.keys().next().copied().unwrap_or(1)
    }

    /// The current version, which is there.
    fn current(&self) -> Option<&Version> {
        self.versions.values().next_back()
    }

    fn newest(&self) -> u32 {
        self.current().map_or(0, |version| version.number)
    }
}

impl Version {
    /// Where a place of the schema stands, or what it is in.
    fn at(&self, pointer: &str) -> Place {
        let mut pointer = pointer;
        loop {
            if let Some(place) = self.places.get(pointer) {
                return *place;
            }
            match pointer.rsplit_once('/') {
                Some((above, _)) => pointer = above,
                None => return self.place,
            }
        }
    }

    /// The name of the type without its module.
    fn short_type(&self) -> &str {
        self.type_name.rsplit("::").next().unwrap_or(&self.type_name)
    }
}
