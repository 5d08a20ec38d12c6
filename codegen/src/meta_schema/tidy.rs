//! What derived schemas say too much or too little of: an optional key may be absent, which does not mean that it may
//! be null; a paragraph of a description is one line; and editors read Markdown under a key of their own.

use serde_json::{Map, Value};

/// Tidies a schema and all within it.
pub(super) fn schema(schema: &mut Value) {
    let Some(object) = schema.as_object_mut() else { return };
    if let Some(Value::String(description)) = object.get_mut("description") {
        *description = paragraphs(description);
        if description.contains('`') {
            let markdown = Value::String(description.clone());
            object.insert("markdownDescription".to_owned(), markdown);
        }
    }
    if let Some(Value::Object(properties)) = object.get_mut("properties") {
        properties.values_mut().filter_map(Value::as_object_mut).for_each(without_null);
    }
    for (key, value) in object.iter_mut() {
        match key.as_str() {
            "properties" | "patternProperties" | "$defs" => {
                value.as_object_mut().into_iter().flat_map(Map::values_mut).for_each(self::schema);
            }
            "anyOf" | "oneOf" | "allOf" => value.as_array_mut().into_iter().flatten().for_each(self::schema),
            "items" | "additionalProperties" => self::schema(value),
            _ => {}
        }
    }
}

/// Tidies the schema of a document that is written: what may be absent is never null, the widths of Rust's numbers go,
/// and a paragraph of a description is one line.
pub(super) fn document(schema: &mut Value) {
    match schema {
        Value::Object(object) => {
            if let Some(Value::String(description)) = object.get_mut("description") {
                *description = paragraphs(description);
            }
            if object.get("format").and_then(Value::as_str).is_some_and(|format| format.starts_with("uint")) {
                object.shift_remove("format");
            }
            let required = object.get("required").and_then(Value::as_array).cloned().unwrap_or_default();
            if let Some(Value::Object(properties)) = object.get_mut("properties") {
                let absent = properties.iter_mut().filter(|(name, _)| !required.iter().any(|key| key == name.as_str()));
                absent.filter_map(|(_, property)| property.as_object_mut()).for_each(without_null);
            }
            object.values_mut().for_each(document);
        }
        Value::Array(items) => items.iter_mut().for_each(document),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Takes back what `Option` adds to the schema of a key.
fn without_null(property: &mut Map<String, Value>) {
    if let Some(Value::Array(types)) = property.get_mut("type") {
        types.retain(|kind| kind != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            property.insert("type".to_owned(), only);
        }
    }
    let Some(Value::Array(choices)) = property.get_mut("anyOf") else { return };
    choices.retain(|choice| choice.get("type").is_none_or(|kind| kind != "null"));
    if let [Value::Object(only)] = choices.as_slice() {
        let only = only.clone();
        property.shift_remove("anyOf");
        for (key, value) in only {
            property.entry(key).or_insert(value);
        }
    }
}

/// Joins the lines of each paragraph.
fn paragraphs(text: &str) -> String {
    let joined: Vec<String> =
        text.split("\n\n").map(|paragraph| paragraph.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    joined.join("\n\n")
}
