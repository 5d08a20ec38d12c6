//! A schema as the relation is to read it. What a format asks for is said in keywords: the range of an integer, the
//! pattern of an id. A key with further names (`x-aliases`) is read under any one of them.

use serde_json::{Map, Value, json};

use crate::format::text_pattern;
use crate::model::Builtin;

/// Under which key a condition names the key of the payload that it is about, where one of several names must be there.
pub(super) const ONE_NAME: &str = "x-one-name-of";

/// What stands for a format that nothing is known of: it is the same set in both documents.
const UNKNOWN_FORMAT: &str = "format:";

/// The schema with conditions in place of what only its author understands. Every schema in it keeps its place.
pub(super) fn prepared(schema: &Value) -> Value {
    let Value::Object(members) = schema else { return schema.clone() };
    let mut out = Map::new();
    for (keyword, value) in members {
        let value = match (keyword.as_str(), value) {
            ("properties" | "patternProperties" | "$defs" | "dependentSchemas", Value::Object(parts)) => {
                Value::Object(parts.iter().map(|(key, part)| (key.clone(), prepared(part))).collect())
            }
            ("allOf" | "anyOf" | "oneOf" | "prefixItems" | "items", Value::Array(parts)) => {
                Value::Array(parts.iter().map(prepared).collect())
            }
            (
                "items"
                | "additionalItems"
                | "additionalProperties"
                | "unevaluatedProperties"
                | "not"
                | "contains"
                | "propertyNames"
                | "if"
                | "then"
                | "else",
                part,
            ) => prepared(part),
            (_, value) => value.clone(),
        };
        out.insert(keyword.clone(), value);
    }
    format(&mut out);
    names(&mut out);
    Value::Object(out)
}

/// A prepared schema as one of a writer, who writes of a union the keys of one variant and not those of others.
pub(super) fn written(schema: &Value) -> Value {
    let mut closed = schema.clone();
    close(schema, &mut closed);
    closed
}

fn close(root: &Value, at: &mut Value) {
    let Value::Object(members) = at else { return };
    for (keyword, value) in members.iter_mut() {
        match (keyword.as_str(), value) {
            ("enum" | "const" | "default" | "required", _) => {}
            (_, Value::Array(parts)) => parts.iter_mut().for_each(|part| close(root, part)),
            ("properties" | "patternProperties" | "$defs" | "dependentSchemas", Value::Object(parts)) => {
                parts.values_mut().for_each(|part| close(root, part));
            }
            (_, value) => close(root, value),
        }
    }
    let beside: Vec<String> = keys(at).map(str::to_owned).collect();
    let unions = ["oneOf", "anyOf"].iter().filter(|keyword| at.get(**keyword).is_some_and(Value::is_array)).count();
    // Where several unions are flattened into one object, each allows what the others have.
    if unions != 1 || ["allOf", "$ref", "additionalProperties"].iter().any(|keyword| at.get(*keyword).is_some()) {
        return;
    }
    let parts = ["oneOf", "anyOf"].iter().find_map(|keyword| at.get(*keyword).is_some().then_some(*keyword));
    let Some(Value::Array(parts)) = parts.and_then(|keyword| at.get_mut(keyword)) else { return };
    for part in parts {
        let reference = part.get("$ref").and_then(Value::as_str).and_then(|reference| reference.strip_prefix('#'));
        let meant = reference.and_then(|pointer| root.pointer(pointer)).unwrap_or(part);
        let is_open = ["oneOf", "anyOf", "additionalProperties", "patternProperties", "$ref"]
            .iter()
            .any(|keyword| meant.get(*keyword).is_some());
        if is_open || meant.get("properties").is_none() {
            continue;
        }
        let known: Vec<String> = keys(meant).map(str::to_owned).chain(beside.iter().cloned()).collect();
        if let Value::Object(part) = part {
            part.insert("propertyNames".to_owned(), json!({ "enum": known }));
        }
    }
}

/// The keys that a schema lists itself.
fn keys(schema: &Value) -> impl Iterator<Item = &str> {
    schema.get("properties").and_then(Value::as_object).into_iter().flat_map(|all| all.keys().map(String::as_str))
}

/// Whether a schema may be of this type.
fn may_be(schema: &Map<String, Value>, ty: &str) -> bool {
    match schema.get("type") {
        Some(Value::String(one)) => one == ty,
        Some(Value::Array(several)) => several.iter().any(|one| one == ty),
        _ => false,
    }
}

fn format(schema: &mut Map<String, Value>) {
    let Some(format) = schema.get("format").and_then(Value::as_str).map(str::to_owned) else { return };
    if may_be(schema, "integer") {
        if let Some((least, most)) = range(&format) {
            schema.entry("minimum").or_insert(least);
            if let Some(most) = most {
                schema.entry("maximum").or_insert(most);
            }
        }
    } else if may_be(schema, "number") && format == "float" {
        // What lies closer to the highest `f32` than to infinity is read as it.
        schema.entry("exclusiveMinimum").or_insert(json!(-3.402_823_567_797_336_6e38));
        schema.entry("exclusiveMaximum").or_insert(json!(3.402_823_567_797_336_6e38));
    }
    if !may_be(schema, "string") {
        return;
    }
    let pattern = match format.as_str() {
        "uuid" => text_pattern(Builtin::Uuid),
        "date" => text_pattern(Builtin::Date),
        "date-time" => text_pattern(Builtin::Timestamp),
        "partial-time" => text_pattern(Builtin::Time),
        _ => None,
    };
    let condition = match pattern {
        Some(pattern) => json!({ "pattern": pattern }),
        None => json!({ "anyOf": [
            { "type": ["array", "boolean", "null", "number", "object"] },
            { "$ref": format!("{UNKNOWN_FORMAT}{format}") },
        ] }),
    };
    and(schema, condition);
}

/// The integers of a format of schemars.
fn range(format: &str) -> Option<(Value, Option<Value>)> {
    Some(match format {
        "int8" => (json!(i8::MIN), Some(json!(i8::MAX))),
        "int16" => (json!(i16::MIN), Some(json!(i16::MAX))),
        "int32" => (json!(i32::MIN), Some(json!(i32::MAX))),
        "int64" | "int" => (json!(i64::MIN), Some(json!(i64::MAX))),
        "uint8" => (json!(0), Some(json!(u8::MAX))),
        "uint16" => (json!(0), Some(json!(u16::MAX))),
        "uint32" => (json!(0), Some(json!(u32::MAX))),
        "uint64" | "uint" => (json!(0), Some(json!(u64::MAX))),
        "uint128" => (json!(0), None),
        _ => return None,
    })
}

/// The format that an undecided answer rests on, out of its reason.
pub(super) fn unknown_format(why: &str) -> Option<&str> {
    why.split('`').nth(1)?.strip_prefix(UNKNOWN_FORMAT)
}

/// Keys that have further names.
fn names(schema: &mut Map<String, Value>) {
    let Some(Value::Object(properties)) = schema.get("properties") else { return };
    let named: Vec<(String, Vec<String>, Value)> = properties
        .iter()
        .filter_map(|(key, property)| {
            let aliases: Vec<String> =
                aliases(property).filter(|alias| !properties.contains_key(*alias)).map(str::to_owned).collect();
            (!aliases.is_empty()).then(|| (key.clone(), aliases, property.clone()))
        })
        .collect();
    for (key, aliases, property) in named {
        let mut is_required = false;
        if let Some(Value::Array(required)) = schema.get_mut("required") {
            let before = required.len();
            required.retain(|name| name.as_str() != Some(&key));
            is_required = required.len() < before;
        }
        if let Some(Value::Object(properties)) = schema.get_mut("properties") {
            for alias in &aliases {
                properties.insert(alias.clone(), property.clone());
            }
        }
        let all: Vec<&String> = std::iter::once(&key).chain(&aliases).collect();
        // Of two names of one field, serde refuses the second.
        let mut choices: Vec<Value> = all.iter().map(|name| json!({ "required": [name] })).collect();
        if !is_required {
            choices.push(json!({ "not": { "anyOf": choices } }));
        }
        let mut condition = json!({ "oneOf": choices });
        if is_required {
            condition[ONE_NAME] = json!(key);
        }
        and(schema, condition);
    }
}

/// The further names of a key.
pub(super) fn aliases(property: &Value) -> impl Iterator<Item = &str> {
    property.get("x-aliases").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
}

/// A condition beside all others.
fn and(schema: &mut Map<String, Value>, condition: Value) {
    match schema.entry("allOf").or_insert_with(|| Value::Array(Vec::new())) {
        Value::Array(all) => all.push(condition),
        other => *other = json!([condition]),
    }
}
