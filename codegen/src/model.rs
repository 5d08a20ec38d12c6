//! The resolved model: a schema set in which every reference is bound, versions have no gap, and defaults fit their
//! types. It cannot represent the mistakes of the files it was made from; emitters, plans and evolution checks read
//! it and decide nothing about the language again.

mod builtin;
mod constraints;
mod definitions;
mod ids;
mod types;
mod versions;

pub use builtin::{Builtin, JsonForm, KeyForm};
pub use constraints::{Bound, Constraints, Pattern};
pub use definitions::{
    Aggregate, Becomes, Body, Command, Deadline, Definition, Enum, EnumValue, Event, Field, FunctionPath, Meta, Module,
    NoneForm, Process, Query, Reaction, Record, Rejection, Returns, Scalar, SourcePath, StepSource, Tag, Trigger,
    Union, UnionBody, Upcast, Variant, View, ViewCount, ViewValue, WireNames,
};
pub use ids::{
    CommandId, EnumId, EventId, ModuleId, ProcessId, QueryId, RecordId, RejectionId, ScalarId, UnionId, ViewId,
};
pub use types::{Named, Type};
pub use versions::Versions;

/// A whole schema set, resolved.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SchemaSet {
    /// One module for each file, sorted by path.
    pub modules: Vec<Module>,
    /// Newtypes.
    pub scalars: Vec<Scalar>,
    /// Enums.
    pub enums: Vec<Enum>,
    /// Records.
    pub records: Vec<Record>,
    /// Tagged unions.
    pub unions: Vec<Union>,
    /// Events.
    pub events: Vec<Event>,
    /// Commands.
    pub commands: Vec<Command>,
    /// Rejections.
    pub rejections: Vec<Rejection>,
    /// Views.
    pub views: Vec<View>,
    /// Queries.
    pub queries: Vec<Query>,
    /// Process managers.
    pub processes: Vec<Process>,
}

impl SchemaSet {
    /// What a definition of any kind has.
    #[must_use]
    pub fn meta(&self, definition: Definition) -> &Meta {
        match definition {
            Definition::Scalar(id) => &self[id].meta,
            Definition::Enum(id) => &self[id].meta,
            Definition::Record(id) => &self[id].meta,
            Definition::Union(id) => &self[id].meta,
            Definition::Event(id) => &self[id].meta,
            Definition::Command(id) => &self[id].meta,
            Definition::Rejection(id) => &self[id].meta,
            Definition::View(id) => &self[id].meta,
            Definition::Query(id) => &self[id].meta,
            Definition::Process(id) => &self[id].meta,
        }
    }

    /// The builtin that a newtype wraps, through newtypes.
    pub(crate) fn wrapped(&self, mut named: Named) -> Option<Builtin> {
        while let Named::Scalar(scalar) = named {
            match &self[scalar].inner {
                Type::Builtin(builtin) => return Some(*builtin),
                Type::Named(inner) => named = *inner,
                Type::List(_) | Type::Set(_) | Type::Map(..) | Type::Optional(_) => return None,
            }
        }
        None
    }

    /// A type as a schema spells it, with the version of a record or union that has had several.
    #[must_use]
    pub fn spelled(&self, ty: &Type) -> String {
        let pinned = |meta: &Meta, version: u32, ever: u32| {
            if ever == 1 { meta.name.clone() } else { format!("{}@{version}", meta.name) }
        };
        match ty {
            Type::Builtin(builtin) => builtin.name().to_owned(),
            Type::Named(Named::Scalar(id)) => self[*id].meta.name.clone(),
            Type::Named(Named::Enum(id)) => self[*id].meta.name.clone(),
            Type::Named(Named::Record(id, version)) => pinned(&self[*id].meta, *version, self[*id].versions.ever()),
            Type::Named(Named::Union(id, version)) => pinned(&self[*id].meta, *version, self[*id].versions.ever()),
            Type::List(item) => format!("list<{}>", self.spelled(item)),
            Type::Set(item) => format!("set<{}>", self.spelled(item)),
            Type::Map(key, item) => format!("map<{}, {}>", self.spelled(key), self.spelled(item)),
            Type::Optional(inner) => format!("{}?", self.spelled(inner)),
        }
    }
}
