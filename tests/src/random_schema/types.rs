//! Types as they are written in a schema, with what is needed to use them: a value, and what they can hold or be.

use serde_json::Value;

/// A type as it is written, with what is needed to use it.
#[derive(Clone, Debug)]
pub(super) struct Type {
    pub(super) text: String,
    /// A value of it, in JSON.
    pub(super) value: Option<Value>,
    /// Whether it can be in a set.
    pub(super) scalar: bool,
    /// Whether it can be the key of a map.
    pub(super) key: bool,
    /// An integer type that this one widens to.
    pub(super) wider: Option<&'static str>,
    /// What it can be constrained by.
    pub(super) family: Family,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    Integer,
    Float,
    Decimal,
    Text,
    Items { list: bool },
    Other,
}

pub(super) fn unconstrained(keys: &[String]) -> bool {
    const CONSTRAINTS: [&str; 6] = ["min", "max", "pattern", "unique", "min_", "max_"];
    !keys.iter().any(|key| CONSTRAINTS.iter().any(|constraint| key.starts_with(constraint)))
}

/// Whether Rust has a default of the type, which is a value of it.
pub(super) fn has_simplest(text: &str) -> bool {
    ["bool", "u8", "u16", "u32", "u64", "i8", "i16", "i32", "i64", "f32", "f64", "string", "decimal"].contains(&text)
}

pub(super) fn other(text: &str) -> Type {
    Type { text: text.to_owned(), value: None, scalar: false, key: false, wider: None, family: Family::Other }
}

pub(super) fn items(text: String, value: Option<Value>, list: bool) -> Type {
    Type { text, value, scalar: false, key: false, wider: None, family: Family::Items { list } }
}

pub(super) fn builtin_named(name: &'static str) -> Type {
    let wider = match name {
        "u8" => Some("u32"),
        "u16" | "i32" => Some("i64"),
        "u32" => Some("u64"),
        "i8" => Some("i16"),
        "f32" => Some("f64"),
        _ => None,
    };
    let (value, family) = match name {
        "bool" => (Value::from(true), Family::Other),
        "f32" | "f64" => (Value::from(0.5), Family::Float),
        "decimal" => (Value::from("1.50"), Family::Decimal),
        "string" => (Value::from("a \"b\" \\ {c}\n\u{202e}"), Family::Text),
        "bytes" => (Value::from("AA=="), Family::Other),
        "uuid" => (Value::from("0188f7a2-3c1d-7e4b-9a6f-5d2c8b1e0f43"), Family::Other),
        "date" => (Value::from("2024-02-29"), Family::Other),
        "time" => (Value::from("08:30:00"), Family::Other),
        "timestamp" => (Value::from("2024-01-29T12:00:00Z"), Family::Other),
        "duration" => (Value::from("PT10M"), Family::Other),
        "json" => (serde_json::json!({ "a": [1, "x", null] }), Family::Other),
        _ => (Value::from(7), Family::Integer),
    };
    let key = matches!(name, "string" | "uuid" | "date") || family == Family::Integer;
    Type { text: name.to_owned(), value: Some(value), scalar: name != "json", key, wider, family }
}

/// The other form on the wire that a type can have, and a value in it.
pub(super) fn written_as(text: &str) -> Option<(&'static str, Option<Value>)> {
    match text {
        "u64" | "i64" => Some(("string", Some(Value::from("7")))),
        "decimal" => Some(("number", Some(Value::from(1.5)))),
        "list<u64>" | "list<i64>" => Some(("string", Some(serde_json::json!(["7"])))),
        "list<decimal>" => Some(("number", Some(serde_json::json!([1.5])))),
        _ => None,
    }
}
