//! The definitions of a schema set, resolved.

use serde_json::Value;

use super::{
    CommandId, Constraints, EnumId, EventId, ModuleId, ProcessId, QueryId, RecordId, RejectionId, ScalarId, Type,
    UnionId, Versions, ViewId,
};
use crate::source::{FileId, Place};

/// A schema file as a module.
#[derive(Clone, Debug, PartialEq)]
pub struct Module {
    /// The file it was made from.
    pub file: FileId,
    /// The segments of the Rust module path, such as `["shop", "cart"]`: snake case, not yet escaped for keywords.
    pub path: Vec<String>,
    /// The context, if the file names one.
    pub context: Option<String>,
    /// The documentation of the file.
    pub doc: Option<String>,
    /// The aggregate, if the file describes one.
    pub aggregate: Option<Aggregate>,
    /// Who may write the events of the file.
    pub owner: Option<String>,
    /// The definitions in the order of the file.
    pub definitions: Vec<Definition>,
}

/// An aggregate: one per file at most.
#[derive(Clone, Debug, PartialEq)]
pub struct Aggregate {
    /// The name as written, such as `Cart`.
    pub name: String,
    /// The name in Rust, which derived names (`CartEvent`) start with.
    pub rust_name: String,
    /// What its streams are called before the `/` and the key: `shop.Cart`, or what `stream:` says.
    pub stream: String,
    /// The type of the stream's key.
    pub key: Type,
    /// Where the name stands.
    pub place: Place,
}

/// A definition of any kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Definition {
    /// A newtype.
    Scalar(ScalarId),
    /// An enum.
    Enum(EnumId),
    /// A record.
    Record(RecordId),
    /// A union.
    Union(UnionId),
    /// An event.
    Event(EventId),
    /// A command.
    Command(CommandId),
    /// A rejection.
    Rejection(RejectionId),
    /// A view.
    View(ViewId),
    /// A query.
    Query(QueryId),
    /// A process manager.
    Process(ProcessId),
}

/// What every definition has.
#[derive(Clone, Debug, PartialEq)]
pub struct Meta {
    /// The file.
    pub module: ModuleId,
    /// The name as written.
    pub name: String,
    /// The name of the current version's type in Rust; older ones append `V1`, `V2`, ….
    pub rust_name: String,
    /// `context.Name`, or the name alone without a context: how messages and the allow list call it.
    pub subject: String,
    /// Documentation.
    pub doc: Option<String>,
    /// Why it should not be used any more.
    pub deprecated: Option<String>,
    /// `policy: frozen`: a published body never changes in place.
    pub frozen: bool,
    /// Where the name stands.
    pub place: Place,
}

/// The names of an event, command or query on the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WireNames {
    /// The whole name.
    pub name: String,
    /// Earlier whole names that still read as this.
    pub aliases: Vec<String>,
}

impl WireNames {
    /// All names that read as this, today's first.
    pub(crate) fn all(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.name).chain(&self.aliases).map(String::as_str)
    }
}

/// A key inside the payload that holds the name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// The key, such as `eventType`.
    pub key: String,
    /// What is written, and read.
    pub value: String,
    /// What is read as well: names that an alias once had.
    pub also: Vec<String>,
}

/// How none is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoneForm {
    /// The key is left out.
    Absent,
    /// `null`.
    Null,
}

/// The fields of one version of an event, command, query or record.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// The fields in the order of the file.
    pub fields: Vec<Field>,
    /// How none is written in this body.
    pub none: NoneForm,
    /// The key that holds the name; events and commands only.
    pub tag: Option<Tag>,
    /// Why this version came to be.
    pub note: Option<String>,
    /// JSON names that were once fields of this body and must not come back.
    pub reserved: Vec<String>,
    /// The function that makes this version from the whole previous one, if a person writes the step.
    pub upcast: Option<Upcast>,
    /// Where `v1` stands.
    pub place: Place,
}

/// A whole step that a person writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upcast {
    /// `fn(Previous) -> Next`.
    pub function: FunctionPath,
    /// Where it is named.
    pub place: Place,
}

/// The path of a function of the user's.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FunctionPath {
    /// A Rust path such as `crate::split`; every segment is an identifier.
    pub path: String,
    /// Whether it returns a `Result`: it was written with a trailing `?`.
    pub fallible: bool,
}

/// A field.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The name as written.
    pub name: String,
    /// The name in Rust: snake case, without escaping for keywords; unique in its body.
    pub rust_name: String,
    /// The key in JSON.
    pub wire_name: String,
    /// Earlier keys that still read.
    pub aliases: Vec<String>,
    /// The type; `as:` is already part of it.
    pub ty: Type,
    /// The field's own constraints; those of a newtype come on top.
    pub constraints: Constraints,
    /// What an absent field reads as, in JSON as on the wire; it fits the type.
    pub default: Option<Value>,
    /// What an upcast gives where the older version had nothing, in JSON as on the wire; it fits the type.
    pub fill: Option<Value>,
    /// Where the upcast takes it from, if the schema says so.
    pub source: Option<StepSource>,
    /// Enum values that the upcast renames: old wire value to new one.
    pub map: Vec<(String, String)>,
    /// Documentation.
    pub doc: Option<String>,
    /// An example, in JSON as on the wire; it fits the type.
    pub example: Option<Value>,
    /// Why it should not be used any more.
    pub deprecated: Option<String>,
    /// Personal data.
    pub pii: bool,
    /// What a number counts.
    pub unit: Option<String>,
    /// Where the name stands.
    pub place: Place,
    /// Where the type stands.
    pub type_place: Place,
}

impl Field {
    /// All keys in JSON that read as this field, today's first.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.wire_name).chain(&self.aliases).map(String::as_str)
    }

    /// Whether it must be in the JSON: an absent one reads as nothing.
    pub(crate) fn is_needed(&self) -> bool {
        self.default.is_none() && !self.ty.is_optional()
    }
}

/// Where an upcast takes a field from.
#[derive(Clone, Debug, PartialEq)]
pub enum StepSource {
    /// `with`: a function of the whole previous version.
    Function(FunctionPath, Place),
    /// `from: item_id` or `from: address.city`.
    Path(SourcePath),
    /// `from: { city: city, zip: zip }`: fields of the previous version become fields of this record; pairs of the
    /// record's field and its source.
    Gather(Vec<(String, SourcePath)>, Place),
}

/// A path of field names into the previous version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourcePath {
    /// Field names as written, at least one.
    pub segments: Vec<String>,
    /// Where it stands.
    pub place: Place,
}

/// A newtype.
#[derive(Clone, Debug, PartialEq)]
pub struct Scalar {
    /// Names, docs, place.
    pub meta: Meta,
    /// What it wraps: a builtin or another newtype.
    pub inner: Type,
    /// Its constraints.
    pub constraints: Constraints,
    /// Personal data.
    pub pii: bool,
    /// What a number counts.
    pub unit: Option<String>,
}

/// An enum.
#[derive(Clone, Debug, PartialEq)]
pub struct Enum {
    /// Names, docs, place.
    pub meta: Meta,
    /// Keeps a value that it does not know.
    pub open: bool,
    /// The values, at least one unless it is open.
    pub values: Vec<EnumValue>,
}

/// A value of an enum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnumValue {
    /// The key as written; the wire value too unless `wire` says otherwise.
    pub name: String,
    /// The variant in Rust: upper camel case, not escaped; unique in its enum.
    pub rust_name: String,
    /// The text on the wire.
    pub wire: String,
    /// Earlier texts that still read as this.
    pub aliases: Vec<String>,
    /// Documentation.
    pub doc: Option<String>,
    /// Why it should not be used any more.
    pub deprecated: Option<String>,
    /// Where it stands.
    pub place: Place,
}

/// A record.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Names, docs, place.
    pub meta: Meta,
    /// The bodies.
    pub versions: Versions<Body>,
}

/// A tagged union.
#[derive(Clone, Debug, PartialEq)]
pub struct Union {
    /// Names, docs, place.
    pub meta: Meta,
    /// The key that names the variant.
    pub tag: String,
    /// The key that holds the variant's fields; without it they stand beside the tag.
    pub content: Option<String>,
    /// Keeps a variant that it does not know, as JSON.
    pub open: bool,
    /// The bodies.
    pub versions: Versions<UnionBody>,
}

/// The variants of one version of a union.
#[derive(Clone, Debug, PartialEq)]
pub struct UnionBody {
    /// The variants in the order of the file.
    pub variants: Vec<Variant>,
    /// Why this version came to be.
    pub note: Option<String>,
    /// Tags that were once variants and must not come back.
    pub reserved: Vec<String>,
    /// The function that makes this version from the whole previous one, if a person writes the step.
    pub upcast: Option<Upcast>,
    /// How none is written in its variants.
    pub none: NoneForm,
    /// Where `v1` stands.
    pub place: Place,
}

/// A variant of a union.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// The name as written, which is the tag on the wire.
    pub name: String,
    /// The variant in Rust: upper camel case, not escaped; unique in its union.
    pub rust_name: String,
    /// The variant of the previous version that it comes from (`variants: { v2: { NEW: OLD } }`), if renamed.
    pub renamed_from: Option<String>,
    /// Its fields.
    pub fields: Vec<Field>,
    /// Where the name stands.
    pub place: Place,
}

/// An event.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Names, docs, place.
    pub meta: Meta,
    /// Names on the wire.
    pub wire: WireNames,
    /// The bodies.
    pub versions: Versions<Body>,
    /// What stored data of early versions becomes instead of this event.
    pub becomes: Option<Becomes>,
}

/// Stored data up to a version that becomes other events.
#[derive(Clone, Debug, PartialEq)]
pub struct Becomes {
    /// Data of this version and of all before it.
    pub up_to: u32,
    /// The events, in order; they belong to the same aggregate. Empty drops the data from replay.
    pub into: Vec<EventId>,
    /// `fn(CheckedOutV1) -> Vec<CartEvent>`; absent only where `into` is empty.
    pub function: Option<FunctionPath>,
    /// Where it stands.
    pub place: Place,
}

/// A command.
#[derive(Clone, Debug, PartialEq)]
pub struct Command {
    /// Names, docs, place.
    pub meta: Meta,
    /// Names on the wire.
    pub wire: WireNames,
    /// The bodies.
    pub versions: Versions<Body>,
    /// The events that it can lead to.
    pub emits: Vec<EventId>,
    /// How it can be refused.
    pub rejects: Vec<RejectionId>,
}

/// Why a command is refused.
#[derive(Clone, Debug, PartialEq)]
pub struct Rejection {
    /// Names, docs, place.
    pub meta: Meta,
    /// The message, with `{field}` where a field's value goes, `{{` and `}}` for braces.
    pub message: String,
    /// Its fields.
    pub fields: Vec<Field>,
}

/// A read model.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// Names, docs, place.
    pub meta: Meta,
    /// The type of its key.
    pub key: Type,
    /// What it holds for a key.
    pub value: ViewValue,
    /// The events that keep it up to date.
    pub from: Vec<EventId>,
}

/// A query.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    /// Names, docs, place.
    pub meta: Meta,
    /// Names on the wire.
    pub wire: WireNames,
    /// The bodies of its parameters.
    pub versions: Versions<Body>,
    /// What it answers.
    pub returns: Returns,
}

/// What a view holds for a key.
#[derive(Clone, Debug, PartialEq)]
pub enum ViewValue {
    /// A type.
    Type(Type),
    /// Fields of its own.
    Fields(Vec<Field>),
}

/// What a query answers.
#[derive(Clone, Debug, PartialEq)]
pub enum Returns {
    /// A type.
    Type(Type),
    /// A view.
    View {
        /// The view.
        view: ViewId,
        /// How many entries of it.
        count: ViewCount,
    },
}

/// How many entries of a view a query answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ViewCount {
    /// `View`: always one.
    One,
    /// `View?`: one or none.
    Optional,
    /// `list<View>`.
    List,
}

/// A process manager.
#[derive(Clone, Debug, PartialEq)]
pub struct Process {
    /// Names, docs, place.
    pub meta: Meta,
    /// The type of its key.
    pub key: Type,
    /// What it remembers.
    pub state: Vec<Field>,
    /// What it reacts to.
    pub reacts: Vec<Reaction>,
}

/// A reaction of a process.
#[derive(Clone, Debug, PartialEq)]
pub struct Reaction {
    /// What it reacts to.
    pub trigger: Trigger,
    /// The field of the event that holds the process's key (`by:`), as written.
    pub by: Option<String>,
    /// The commands that it sends.
    pub sends: Vec<CommandId>,
    /// The commands that undo them.
    pub undo: Vec<CommandId>,
    /// What happens when no answer comes.
    pub deadline: Option<Deadline>,
}

/// What a process reacts to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trigger {
    /// An event.
    Event(EventId),
    /// A deadline of this process that has passed.
    Deadline(String),
}

/// A deadline of a process.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// How long, as `PnDTnHnMnS`.
    pub after: String,
    /// The name of what then happens.
    pub then: String,
}
