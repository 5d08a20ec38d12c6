//! The meta-schema against the table of keys, and its promise to explain every key.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{schema, text};
use crate::keys;
use crate::model::Builtin;

/// The schema, or what its `$ref` leads to.
fn followed<'a>(root: &'a Value, schema: &'a Value) -> &'a Value {
    match schema.get("$ref").and_then(Value::as_str).and_then(|reference| reference.strip_prefix('#')) {
        Some(pointer) => root.pointer(pointer).expect("a reference leads somewhere"),
        None => schema,
    }
}

/// Calls `visit` with the path and the schema of every key that stands anywhere.
fn every_key(schema: &Value, path: &str, visit: &mut impl FnMut(&str, &Value)) {
    for kind in ["properties", "patternProperties"] {
        for (key, property) in schema.get(kind).and_then(Value::as_object).into_iter().flatten() {
            let path = format!("{path}.{key}");
            visit(&path, property);
            every_key(property, &path, visit);
        }
    }
    for kind in ["anyOf", "oneOf"] {
        for choice in schema.get(kind).and_then(Value::as_array).into_iter().flatten() {
            every_key(choice, path, visit);
        }
    }
    for (name, definition) in schema.get("$defs").and_then(Value::as_object).into_iter().flatten() {
        every_key(definition, name, visit);
    }
}

#[test]
fn every_key_has_a_description_and_an_example() {
    let root = schema();
    let mut bare = BTreeSet::new();
    every_key(&root, "", &mut |path, property| {
        let has = |key: &str| property.get(key).is_some() || followed(&root, property).get(key).is_some();
        for key in ["description", "examples"] {
            if !has(key) {
                bare.insert(format!("{path}: no {key}"));
            }
        }
    });
    assert_eq!(bare, BTreeSet::new());
}

#[test]
fn every_mapping_of_known_keys_is_closed() {
    let root = schema();
    for (name, definition) in root["$defs"].as_object().expect("definitions") {
        if definition.get("properties").is_some() || definition.get("patternProperties").is_some() {
            assert_eq!(definition["additionalProperties"], false, "{name}");
        }
    }
    assert_eq!(root["additionalProperties"], false);
    assert!(!text().contains("unevaluatedProperties"));
}

#[test]
fn the_keys_are_those_of_the_language() {
    let root = schema();
    let table = [
        ("", keys::FILE),
        ("Wire", keys::WIRE),
        ("ScalarMapping", keys::SCALAR),
        ("EnumMapping", keys::ENUM),
        ("EnumValue", keys::ENUM_VALUE),
        ("Record", keys::RECORD),
        ("Union", keys::UNION),
        ("Event", keys::EVENT),
        ("Command", keys::COMMAND),
        ("Query", keys::QUERY),
        ("Rejection", keys::REJECTION),
        ("View", keys::VIEW),
        ("Process", keys::PROCESS),
        ("Reaction", keys::REACTION),
        ("Deadline", keys::DEADLINE),
        ("FieldMapping", keys::FIELD),
    ];
    for (name, expected) in table {
        let definition = if name.is_empty() { &root } else { &root["$defs"][name] };
        let found: BTreeSet<&str> =
            definition["properties"].as_object().expect(name).keys().map(String::as_str).collect();
        assert_eq!(found, expected.iter().copied().collect(), "{name}");
    }
}

#[test]
fn closed_choices_are_those_of_the_language() {
    let root = schema();
    let choices = |name: &str| -> Vec<String> {
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let definition = &root["$defs"][name];
        let listed = definition["enum"].as_array().map(|values| values.iter().filter_map(text).collect());
        let described =
            || definition["oneOf"].as_array().into_iter().flatten().filter_map(|choice| text(&choice["const"]));
        listed.unwrap_or_else(|| described().collect())
    };
    assert_eq!(choices("Case"), keys::CASES);
    assert_eq!(choices("BuiltinType"), Builtin::NAMED.map(Builtin::name));
}
