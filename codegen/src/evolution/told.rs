//! Events, commands and queries alike: what has a name on the wire, and bodies.

use std::collections::HashMap;

use crate::model::{Becomes, Body, CommandId, Definition, EventId, Meta, QueryId, SchemaSet, Versions, WireNames};

/// What is told by its name on the wire.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told<'s> {
    pub(super) kind: ToldKind,
    pub(super) definition: Definition,
    pub(super) meta: &'s Meta,
    pub(super) wire: &'s WireNames,
    pub(super) versions: &'s Versions<Body>,
    pub(super) becomes: Option<&'s Becomes>,
}

/// Its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum ToldKind {
    Event,
    Command,
    Query,
}

impl ToldKind {
    pub(super) fn word(self) -> &'static str {
        match self {
            ToldKind::Event => "event",
            ToldKind::Command => "command",
            ToldKind::Query => "query",
        }
    }
}

impl<'s> Told<'s> {
    /// All names that read as this, today's first.
    pub(super) fn names(self) -> impl Iterator<Item = &'s str> {
        self.wire.all()
    }
}

/// Everything that is told by a name, in the order of the kinds and files.
pub(super) fn all(set: &SchemaSet) -> Vec<Told<'_>> {
    let events = set.events.iter().enumerate().map(|(index, event)| Told {
        kind: ToldKind::Event,
        definition: Definition::Event(EventId::from_index(index)),
        meta: &event.meta,
        wire: &event.wire,
        versions: &event.versions,
        becomes: event.becomes.as_ref(),
    });
    let commands = set.commands.iter().enumerate().map(|(index, command)| Told {
        kind: ToldKind::Command,
        definition: Definition::Command(CommandId::from_index(index)),
        meta: &command.meta,
        wire: &command.wire,
        versions: &command.versions,
        becomes: None,
    });
    let queries = set.queries.iter().enumerate().map(|(index, query)| Told {
        kind: ToldKind::Query,
        definition: Definition::Query(QueryId::from_index(index)),
        meta: &query.meta,
        wire: &query.wire,
        versions: &query.versions,
        becomes: None,
    });
    events.chain(commands).chain(queries).collect()
}

/// Which definition reads each name.
#[derive(Debug)]
pub(super) struct ByName<'s>(HashMap<(ToldKind, &'s str), Told<'s>>);

impl<'s> ByName<'s> {
    pub(super) fn new(all: &[Told<'s>]) -> Self {
        Self(all.iter().flat_map(|told| told.names().map(move |name| ((told.kind, name), *told))).collect())
    }

    pub(super) fn get(&self, kind: ToldKind, name: &str) -> Option<Told<'s>> {
        self.0.get(&(kind, name)).copied()
    }
}
