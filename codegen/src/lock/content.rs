//! What a lock says of each definition, in the schema language: one function a kind. What the model has is taken apart
//! by name, so that a new part of it has to be decided about here.

mod versioned;
mod without_versions;

use std::fmt::Write as _;

use crate::model::{Aggregate, Definition, Field, Meta, Module, SchemaSet};

use super::fields::Names;
use super::spelling::text;
use super::{AGGREGATE, ALL};

/// A definition: its kind, its name with the context, and its parts.
pub(super) struct Entry {
    pub(super) kind: &'static str,
    pub(super) name: String,
    pub(super) parts: Vec<Part>,
}

/// What holds for every version, or the body of one.
pub(super) struct Part {
    /// `all`, `v1`, `v2`, ….
    pub(super) key: String,
    /// Whole lines, indented.
    pub(super) lines: String,
}

/// Collects the lines of one part, each a key and what is spelled already.
#[derive(Default)]
struct Lines(String);

impl Lines {
    fn add(&mut self, key: &str, spelled: impl AsRef<str>) {
        let _ = writeln!(self.0, "    {key}: {}", spelled.as_ref());
    }

    fn flag(&mut self, key: &str, set: bool) {
        if set {
            self.add(key, "true");
        }
    }

    /// A key with lines below it, which `below` writes.
    fn below(&mut self, key: &str, is_empty: bool, below: impl FnOnce(&mut String)) {
        if is_empty {
            self.add(key, "{}");
        } else {
            let _ = writeln!(self.0, "    {key}:");
            below(&mut self.0);
        }
    }

    fn fields(&mut self, names: Names<'_>, key: &str, fields: &[Field]) {
        self.below(key, fields.is_empty(), |into| names.fields(fields, 6, into));
    }

    fn policy(&mut self, meta: &Meta) {
        let Meta { module: _, name: _, rust_name: _, subject: _, doc: _, deprecated: _, frozen, place: _ } = meta;
        if *frozen {
            self.add("policy", "frozen");
        }
    }

    /// The part that holds for every version; none if nothing does.
    fn part(self) -> Option<Part> {
        (!self.0.is_empty()).then(|| Part { key: ALL.to_owned(), lines: self.0 })
    }
}

/// An aggregate: how its streams are called and keyed, and who writes them.
pub(super) fn aggregate(set: &SchemaSet, module: &Module, aggregate: &Aggregate) -> Entry {
    let Aggregate { name, rust_name: _, stream, key, place: _ } = aggregate;
    let names = Names { set, context: module.context.as_deref() };
    let mut lines = Lines::default();
    lines.add("id", text(&names.ty(key)));
    lines.add("stream", text(stream));
    if let Some(owner) = &module.owner {
        lines.add("owner", text(owner));
    }
    let name = match &module.context {
        Some(context) => format!("{context}.{name}"),
        None => name.clone(),
    };
    Entry { kind: AGGREGATE, name, parts: lines.part().into_iter().collect() }
}

/// A definition.
pub(super) fn definition(set: &SchemaSet, module: &Module, definition: Definition) -> Entry {
    let names = Names { set, context: module.context.as_deref() };
    let (kind, parts) = match definition {
        Definition::Scalar(id) => ("scalar", without_versions::scalar(names, &set[id])),
        Definition::Enum(id) => ("enum", without_versions::enumeration(&set[id])),
        Definition::Record(id) => ("record", versioned::record(names, &set[id])),
        Definition::Union(id) => ("union", versioned::union(names, &set[id])),
        Definition::Event(id) => ("event", versioned::event(names, module, &set[id])),
        Definition::Command(id) => ("command", versioned::command(names, &set[id])),
        Definition::Rejection(id) => ("rejection", without_versions::rejection(names, &set[id])),
        Definition::View(id) => ("view", without_versions::view(names, &set[id])),
        Definition::Query(id) => ("query", versioned::query(names, &set[id])),
        Definition::Process(id) => ("process", without_versions::process(names, &set[id])),
    };
    Entry { kind, name: set.meta(definition).subject.clone(), parts }
}
