//! The shape of a type: its JSON Schema as serde reads it, without what says nothing about the values, and the same for
//! types that differ only in docs, in the order of fields and variants, or in how schemars words it.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value};

use super::spelled;

/// Keywords whose value is a schema.
const ONE: [&str; 9] = [
    "additionalItems",
    "additionalProperties",
    "contains",
    "else",
    "if",
    "not",
    "propertyNames",
    "then",
    "unevaluatedProperties",
];
/// Keywords whose value is a list of schemas, in any order.
const ANY_ORDER: [&str; 3] = ["allOf", "anyOf", "oneOf"];
/// Keywords whose value has a schema for each of its keys.
const KEYED: [&str; 4] = ["$defs", "dependentSchemas", "patternProperties", "properties"];
/// Keywords whose value is a list of texts or values, in any order.
const SETS: [&str; 4] = ["enum", "required", "type", "x-aliases"];
/// Keywords whose value is taken as it is.
const PLAIN: [&str; 22] = [
    "$ref",
    "const",
    "contentEncoding",
    "default",
    "dependentRequired",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "format",
    "maxContains",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minContains",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "pattern",
    "unevaluatedItems",
    "uniqueItems",
];

/// The JSON Schema of a type, as schemars has it.
pub(crate) fn schema_of<T: JsonSchema>() -> Value {
    let settings = SchemaSettings::draft2020_12().with(|settings| settings.meta_schema = None);
    settings.into_generator().into_root_schema_for::<T>().to_value()
}

/// The shape of a version whose JSON Schema this is.
pub(super) fn of(mut schema: Value, key_aliases: &[(&str, &[&str])]) -> Value {
    for (key, aliases) in key_aliases {
        let property = schema.get_mut("properties").and_then(|properties| properties.get_mut(*key));
        let Some(property) = property else { continue };
        if property == &Value::Bool(true) {
            // Anything: the keyword needs a place to stand.
            *property = Value::Object(Map::new());
        }
        if let Value::Object(property) = property {
            let known = property.entry("x-aliases").or_insert_with(|| Value::Array(Vec::new()));
            if let Value::Array(known) = known {
                known.extend(aliases.iter().map(|alias| Value::from(*alias)));
            }
        }
    }
    let mut schema = bare(schema);
    let used = reached(&schema);
    if let Some(Value::Object(definitions)) = schema.get_mut("$defs") {
        definitions.retain(|name, _| used.contains(name));
    }
    if schema.get("$defs").and_then(Value::as_object).is_some_and(Map::is_empty)
        && let Value::Object(members) = &mut schema
    {
        members.remove("$defs");
    }
    schema
}

/// A schema with the keywords alone that say which values it takes, and what an absent one is.
fn bare(schema: Value) -> Value {
    let Value::Object(members) = schema else { return schema };
    let mut out = Map::new();
    for (keyword, value) in members {
        let key = keyword.as_str();
        let value = match value {
            value if ONE.contains(&key) => bare(value),
            Value::Array(parts) if key == "items" || key == "prefixItems" => {
                Value::Array(parts.into_iter().map(bare).collect())
            }
            value if key == "items" => bare(value),
            Value::Array(parts) if key == "allOf" => sorted(parts.into_iter().map(bare).collect()),
            Value::Array(parts) if ANY_ORDER.contains(&key) => alternatives(parts),
            Value::Object(parts) if KEYED.contains(&key) => {
                Value::Object(parts.into_iter().map(|(key, value)| (key, bare(value))).collect())
            }
            Value::Array(values) if SETS.contains(&key) => sorted(values),
            value if SETS.contains(&key) || PLAIN.contains(&key) => value,
            _ => continue,
        };
        out.insert(keyword, value);
    }
    for keyword in ANY_ORDER {
        match out.get(keyword) {
            Some(Value::Array(parts)) if parts.is_empty() => {
                out.remove(keyword);
            }
            Some(Value::Array(parts)) if parts.len() == 1 && out.len() == 1 => return parts[0].clone(),
            _ => {}
        }
    }
    Value::Object(out)
}

/// Alternatives in an order of their own; texts that schemars lists apart, because one of them has docs, as one list.
fn alternatives(parts: Vec<Value>) -> Value {
    let mut texts: Vec<Value> = Vec::new();
    let mut others = Vec::new();
    for part in parts.into_iter().map(bare) {
        match texts_of(&part) {
            Some(found) => texts.extend(found),
            None => others.push(part),
        }
    }
    if !texts.is_empty() {
        let mut of_texts = Map::new();
        of_texts.insert("enum".to_owned(), sorted(texts));
        of_texts.insert("type".to_owned(), Value::from("string"));
        others.push(Value::Object(of_texts));
    }
    sorted(others)
}

/// The texts of a schema that lists some and says nothing else.
fn texts_of(schema: &Value) -> Option<Vec<Value>> {
    let members = schema.as_object()?;
    if members.get("type") != Some(&Value::from("string")) || members.len() != 2 {
        return None;
    }
    match (members.get("const"), members.get("enum")) {
        (Some(text), None) => Some(vec![text.clone()]),
        (None, Some(Value::Array(texts))) => Some(texts.clone()),
        _ => None,
    }
}

fn sorted(mut values: Vec<Value>) -> Value {
    values.sort_by_cached_key(spelled::flow);
    values.dedup();
    Value::Array(values)
}

/// The definitions that are referred to, directly or through others.
fn reached(schema: &Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let Value::Object(members) = schema else { return found };
    let mut open: Vec<&Value> = members.iter().filter(|(key, _)| *key != "$defs").map(|(_, value)| value).collect();
    while let Some(value) = open.pop() {
        match value {
            Value::Object(members) => open.extend(members.values()),
            Value::Array(items) => open.extend(items),
            Value::String(text) => {
                // A text that only looks like a reference keeps a definition that nobody needs, which does no harm.
                let name = text.strip_prefix("#/$defs/").map(|name| name.replace("~1", "/").replace("~0", "~"));
                if let Some(name) = name
                    && let Some(definition) = schema.get("$defs").and_then(|all| all.get(&name))
                    && found.insert(name)
                {
                    open.push(definition);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
    found
}
