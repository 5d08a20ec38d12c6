//! The keys that each kind of mapping takes: the one table behind "unknown key" and "did you mean", and the one that
//! the meta-schema for editors is held against.

/// At the top of a file.
pub const FILE: &[&str] = &[
    "context",
    "aggregate",
    "id",
    "owner",
    "stream",
    "doc",
    "wire",
    "scalars",
    "enums",
    "records",
    "unions",
    "events",
    "commands",
    "rejections",
    "views",
    "queries",
    "processes",
];
/// In a `wire` block.
pub const WIRE: &[&str] = &["case", "event_tag", "command_tag", "none"];
/// The cases that `case` takes; the names are serde's.
pub const CASES: &[&str] = &[
    "lowercase",
    "UPPERCASE",
    "PascalCase",
    "camelCase",
    "snake_case",
    "SCREAMING_SNAKE_CASE",
    "kebab-case",
    "SCREAMING-KEBAB-CASE",
];
/// Constraints, on a field and on a newtype.
pub const CONSTRAINTS: &[&str] =
    &["min", "max", "min_length", "max_length", "pattern", "min_items", "max_items", "unique"];
/// On a newtype.
pub const SCALAR: &[&str] =
    &["type", "doc", "deprecated", "policy", "pii", "unit", "min", "max", "min_length", "max_length", "pattern"];
/// On an enum.
pub const ENUM: &[&str] = &["open", "values", "doc", "deprecated", "policy"];
/// On a value of an enum.
pub const ENUM_VALUE: &[&str] = &["wire", "aliases", "doc", "deprecated"];
/// On a record, beside its bodies `v1`, `v2`, ….
pub const RECORD: &[&str] = &["doc", "deprecated", "notes", "wire", "reserved", "retired", "upcast", "policy"];
/// On a union, beside its bodies.
pub const UNION: &[&str] = &[
    "doc",
    "deprecated",
    "notes",
    "wire",
    "reserved",
    "retired",
    "upcast",
    "policy",
    "tag",
    "content",
    "open",
    "variants",
];
/// On an event, beside its bodies.
pub const EVENT: &[&str] = &[
    "doc",
    "deprecated",
    "notes",
    "name",
    "aliases",
    "wire",
    "reserved",
    "retired",
    "upcast",
    "policy",
    "tag",
    "becomes",
];
/// On a command, beside its bodies.
pub const COMMAND: &[&str] = &[
    "doc",
    "deprecated",
    "notes",
    "name",
    "aliases",
    "wire",
    "reserved",
    "retired",
    "upcast",
    "policy",
    "tag",
    "emits",
    "rejects",
];
/// On a query, beside its bodies.
pub const QUERY: &[&str] =
    &["doc", "deprecated", "notes", "name", "aliases", "wire", "reserved", "retired", "upcast", "policy", "returns"];
/// On a rejection.
pub const REJECTION: &[&str] = &["doc", "deprecated", "policy", "message", "fields"];
/// On a view.
pub const VIEW: &[&str] = &["doc", "deprecated", "policy", "key", "type", "fields", "from"];
/// On a process.
pub const PROCESS: &[&str] = &["doc", "deprecated", "policy", "key", "state", "reacts"];
/// On a reaction of a process.
pub const REACTION: &[&str] = &["by", "sends", "undo", "deadline"];
/// On a deadline.
pub const DEADLINE: &[&str] = &["after", "then"];
/// On a field.
pub const FIELD: &[&str] = &[
    "type",
    "doc",
    "example",
    "deprecated",
    "default",
    "fill",
    "from",
    "with",
    "map",
    "aliases",
    "min",
    "max",
    "min_length",
    "max_length",
    "pattern",
    "min_items",
    "max_items",
    "unique",
    "as",
    "pii",
    "unit",
    "wire",
];
