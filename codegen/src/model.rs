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
    Union, UnionBody, Upcast, Variant, View, ViewCount, WireNames,
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
}
