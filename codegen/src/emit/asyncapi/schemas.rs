//! JSON Schema of 2020-12 as AsyncAPI's own Schema Object, which is draft-07 with a little more: no keyword stands
//! beside a `$ref`, references lead into `components`, and nothing that is data looks like a reference.

use serde_json::Value;

use super::channels::harmless;
use crate::emit::json_schema::text::{Json, Object};

/// Where the parts of schemas stand.
pub(super) const SCHEMAS: &str = "#/components/schemas/";

/// A schema in AsyncAPI's spelling.
pub(super) fn dialect(schema: Object) -> Object {
    let mut reference = None;
    let mut rest = Object::new();
    let mut all = Vec::new();
    for (key, value) in schema.into_members() {
        match (&*key, value) {
            ("$ref", Json::Text(target)) => reference = Some(target),
            ("allOf", Json::List(list)) => all.extend(list.into_iter().map(any)),
            ("properties", Json::Object(properties)) => members(properties, &mut rest),
            ("oneOf" | "anyOf", Json::List(list)) => {
                rest.add(key, list.into_iter().map(any).collect::<Vec<_>>());
            }
            ("items" | "additionalProperties" | "propertyNames" | "not", value) => rest.add(key, any(value)),
            ("description", Json::Text(text)) => rest.add(key, harmless(&text)),
            ("default", Json::Value(value)) if is_taken_for_more(&value) => {
                rest.add("x-retold-default", value.to_string());
            }
            ("examples", Json::List(list)) => {
                let tame = |example: &Json| !matches!(example, Json::Value(value) if is_taken_for_more(value));
                let list: Vec<Json> = list.into_iter().filter(tame).collect();
                if !list.is_empty() {
                    rest.add(key, list);
                }
            }
            (_, value) => rest.add(key, value),
        }
    }
    let Some(target) = reference else {
        if !all.is_empty() {
            rest.add("allOf", all);
        }
        return rest;
    };
    let target = format!("{SCHEMAS}{}", target.trim_start_matches("#/$defs/"));
    let reference = Object::new().with("$ref", target);
    if rest.is_empty() && all.is_empty() {
        return reference;
    }
    all.insert(0, reference.into());
    let mut out = Object::new().with("allOf", all);
    out.append(rest);
    out
}

fn any(schema: Json) -> Json {
    match schema {
        Json::Object(object) => dialect(object).into(),
        other => other,
    }
}

/// The properties of an object; those whose names tools take for their own, as patterns that only the name matches.
fn members(properties: Object, out: &mut Object) {
    let (mut plain, mut patterns) = (Object::new(), Object::new());
    for (name, schema) in properties.into_members() {
        match &*name {
            "$ref" => patterns.add("^\\$ref$", any(schema)),
            "__proto__" => patterns.add("^__proto__$", any(schema)),
            _ => plain.add(name, any(schema)),
        }
    }
    if !plain.is_empty() {
        out.add("properties", plain);
    }
    if !patterns.is_empty() {
        out.add("patternProperties", patterns);
    }
}

/// Whether tools that read the document would take something in a value for a reference to follow, or for the
/// prototype of an object.
pub(super) fn is_taken_for_more(value: &Value) -> bool {
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        match value {
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
            Value::Array(items) => open.extend(items),
            Value::Object(members) => {
                if members.contains_key("$ref") || members.contains_key("__proto__") {
                    return true;
                }
                open.extend(members.values());
            }
        }
    }
    false
}
