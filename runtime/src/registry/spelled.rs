//! A schema as lines of YAML: a line for each keyword, for each property and for each definition's property, so that a
//! change of one field is a change of one line. Below that everything is on its line, with sorted keys.

use serde_json::{Map, Value};

/// Keywords below which each key has a line of its own.
const OPENED: [&str; 3] = ["$defs", "patternProperties", "properties"];

/// Words that some YAML parser takes for another thing than text.
const WORDS: [&str; 12] = ["true", "false", "null", "yes", "no", "on", "off", "y", "n", "nan", "inf", "infinity"];

/// The lines of a schema, without what stands before all of them.
pub(super) fn schema(of: &Value, indent: usize, into: &mut Vec<String>) {
    let Value::Object(members) = of else {
        // `true`: any value. An empty mapping says the same.
        let spelled = if of == &Value::Bool(false) { "not: {}" } else { "{}" };
        into.push(format!("{:indent$}{spelled}", ""));
        return;
    };
    if members.is_empty() {
        into.push(format!("{:indent$}{{}}", ""));
        return;
    }
    for (key, value) in sorted(members) {
        let key_text = text(key);
        match value {
            Value::Object(parts) if OPENED.contains(&key.as_str()) && !parts.is_empty() => {
                into.push(format!("{:indent$}{key_text}:", ""));
                for (name, part) in sorted(parts) {
                    let name = text(name);
                    match part {
                        Value::Object(members) if key == "$defs" && !members.is_empty() => {
                            into.push(format!("{:1$}{name}:", "", indent + 2));
                            schema(part, indent + 4, into);
                        }
                        _ => into.push(format!("{:2$}{name}: {}", "", flow(part), indent + 2)),
                    }
                }
            }
            Value::Array(parts) if ["allOf", "anyOf", "oneOf"].contains(&key.as_str()) && !parts.is_empty() => {
                into.push(format!("{:indent$}{key_text}:", ""));
                into.extend(parts.iter().map(|part| format!("{:2$}- {}", "", flow(part), indent + 2)));
            }
            _ => into.push(format!("{:indent$}{key_text}: {}", "", flow(value))),
        }
    }
}

/// A value on one line.
pub(super) fn flow(of: &Value) -> String {
    match of {
        Value::Null | Value::Bool(_) | Value::Number(_) => of.to_string(),
        Value::String(of) => text(of),
        Value::Array(items) => format!("[{}]", items.iter().map(flow).collect::<Vec<_>>().join(", ")),
        Value::Object(members) => {
            let members = sorted(members).into_iter().map(|(key, value)| format!("{}: {}", text(key), flow(value)));
            format!("{{{}}}", members.collect::<Vec<_>>().join(", "))
        }
    }
}

/// A text: as it is where every YAML parser reads it so, and otherwise as JSON spells it, with all that cannot be seen as
/// a code.
pub(super) fn text(of: &str) -> String {
    let is_word = of.starts_with(|first: char| first.is_ascii_alphabetic() || matches!(first, '_' | '$'))
        && of.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$'))
        && !WORDS.contains(&of.to_ascii_lowercase().as_str());
    if is_word {
        return of.to_owned();
    }
    let mut quoted = String::with_capacity(of.len() + 2);
    quoted.push('"');
    for unit in of.chars() {
        match unit {
            '"' | '\\' => quoted.extend(['\\', unit]),
            ' '..='~' => quoted.push(unit),
            _ if unit.is_alphanumeric() => quoted.push(unit),
            _ => {
                let code = u32::from(unit);
                quoted.push_str(&if code > 0xffff { format!("\\U{code:08x}") } else { format!("\\u{code:04x}") });
            }
        }
    }
    quoted.push('"');
    quoted
}

fn sorted(members: &Map<String, Value>) -> Vec<(&String, &Value)> {
    let mut sorted: Vec<_> = members.iter().collect();
    sorted.sort_by_key(|(key, _)| key.as_str());
    sorted
}
