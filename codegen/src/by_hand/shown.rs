//! A schema in a word or two, as the schema language would call the type.

use serde_json::Value;

use super::paths::resolved;

/// What a schema is.
pub(super) fn shown(root: &Value, pointer: &str) -> String {
    within(root, pointer, 4)
}

fn within(root: &Value, pointer: &str, depth: u32) -> String {
    let Some(schema) = root.pointer(pointer) else { return "anything".to_owned() };
    if let Some(name) =
        schema.get("$ref").and_then(Value::as_str).and_then(|reference| reference.strip_prefix("#/$defs/"))
    {
        // A name says no more than the word for a scalar does.
        let target = within(root, &resolved(root, pointer), depth.saturating_sub(1));
        let is_scalar = depth > 0 && !["object", "enum", "union", "tuple"].contains(&target.as_str());
        return if is_scalar { target } else { name.to_owned() };
    }
    if depth == 0 {
        return "…".to_owned();
    }
    for keyword in ["anyOf", "oneOf"] {
        let Some(parts) = schema.get(keyword).and_then(Value::as_array) else { continue };
        let is_null = |part: &Value| part.get("type").is_some_and(|ty| ty == "null");
        let others: Vec<usize> = (0..parts.len()).filter(|part| !is_null(&parts[*part])).collect();
        let mark = if others.len() < parts.len() { "?" } else { "" };
        return match others.as_slice() {
            [one] => format!("{}{mark}", within(root, &format!("{pointer}/{keyword}/{one}"), depth - 1)),
            _ => format!("union{mark}"),
        };
    }
    let types: Vec<&str> = match schema.get("type") {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).collect(),
        _ if schema.get("enum").is_some() || schema.get("const").is_some() => vec!["enum"],
        _ => return "anything".to_owned(),
    };
    let mark = if types.len() > 1 && types.contains(&"null") { "?" } else { "" };
    let words: Vec<String> = types
        .iter()
        .filter(|ty| mark.is_empty() || **ty != "null")
        .map(|ty| word(root, pointer, schema, ty, depth))
        .collect();
    format!("{}{mark}", words.join(" or "))
}

fn word(root: &Value, pointer: &str, schema: &Value, ty: &str, depth: u32) -> String {
    let format = schema.get("format").and_then(Value::as_str);
    let below = |keyword: &str| within(root, &format!("{pointer}/{keyword}"), depth - 1);
    match ty {
        "integer" => match format {
            Some("uint") => "usize".to_owned(),
            Some("int") => "isize".to_owned(),
            Some(format) if format.starts_with("uint") => format!("u{}", &format[4..]),
            Some(format) if format.starts_with("int") => format!("i{}", &format[3..]),
            _ => "integer".to_owned(),
        },
        "number" => match format {
            Some("float") => "f32".to_owned(),
            Some("double") => "f64".to_owned(),
            _ => "number".to_owned(),
        },
        "boolean" => "bool".to_owned(),
        "string" if schema.get("enum").is_some() || schema.get("const").is_some() => "enum".to_owned(),
        "string" => match format {
            Some("date-time") => "timestamp".to_owned(),
            Some("partial-time") => "time".to_owned(),
            Some(format) => format.to_owned(),
            None => "string".to_owned(),
        },
        "array" if schema.get("prefixItems").is_some() => "tuple".to_owned(),
        "array" if schema.get("uniqueItems") == Some(&Value::Bool(true)) => format!("set<{}>", below("items")),
        "array" => format!("list<{}>", below("items")),
        "object"
            if schema.get("properties").is_none()
                && schema.get("additionalProperties").is_some_and(Value::is_object) =>
        {
            format!("map<{}>", below("additionalProperties"))
        }
        other => other.to_owned(),
    }
}
