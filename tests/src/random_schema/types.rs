//! Types as they are written in a schema, with what is needed to use them: a value, what they can hold or be, and what
//! they convert to.

use serde_json::Value;

use super::fields::Field;

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
    /// What it can be constrained by.
    pub(super) family: Family,
    /// The texts of its values, if it is an enum.
    pub(super) values: Vec<String>,
    /// Its fields, if it is a record.
    pub(super) fields: Vec<Field>,
    /// Of a container: the text before what is inside, that, and the text behind.
    pub(super) parts: Option<(String, Box<Type>, String)>,
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
        || ["list<", "set<", "map<"].iter().any(|container| text.starts_with(container))
}

pub(super) fn other(text: &str) -> Type {
    Type {
        text: text.to_owned(),
        value: None,
        scalar: false,
        key: false,
        family: Family::Other,
        values: Vec::new(),
        fields: Vec::new(),
        parts: None,
    }
}

/// A container: what stands before the type inside, that, and what stands behind.
pub(super) fn container(before: &str, inside: Type, after: &str) -> Type {
    let list = before == "list<";
    let value = if before.starts_with("map") { serde_json::json!({}) } else { Value::Array(Vec::new()) };
    let mut ty = other(&format!("{before}{}{after}", inside.text));
    ty.value = Some(value);
    ty.family = Family::Items { list };
    ty.parts = Some((before.to_owned(), Box::new(inside), after.to_owned()));
    ty
}

/// The builtin types that every value of one is a value of.
pub(super) fn wider(name: &str) -> &'static [&'static str] {
    match name {
        "u8" => &["u16", "u32", "u64", "i16", "i32", "i64", "f32", "f64", "decimal"],
        "u16" => &["u32", "u64", "i32", "i64", "f32", "f64", "decimal"],
        "u32" => &["u64", "i64", "f64", "decimal"],
        "u64" | "i64" => &["decimal"],
        "i8" => &["i16", "i32", "i64", "f32", "f64", "decimal"],
        "i16" => &["i32", "i64", "f32", "f64", "decimal"],
        "i32" => &["i64", "f64", "decimal"],
        "f32" => &["f64"],
        _ => &[],
    }
}

pub(super) fn builtin_named(name: &str) -> Type {
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
    Type { value: Some(value), scalar: name != "json", key, family, ..other(name) }
}

/// The other form on the wire that a type can have, and a value in it.
pub(super) fn written_as(ty: &Type) -> Option<(&'static str, Option<Value>)> {
    match &ty.parts {
        None => match ty.text.as_str() {
            "u64" | "i64" => Some(("string", Some(Value::from("7")))),
            "decimal" => Some(("number", Some(Value::from(1.5)))),
            _ => None,
        },
        Some((_, inside, _)) => written_as(inside).map(|(form, _)| (form, ty.value.clone())),
    }
}
