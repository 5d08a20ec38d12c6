//! Questions about JSON text that need no types: how deep it is nested, what it is in canonical form, what an error
//! says without its place.

use serde_json::Value;

/// The deepest nesting of a value that waits as text: with the object or list around it, serde_json's own bound.
pub(crate) const DEPTH: usize = 126;

/// How deep JSON is nested: 0 for a scalar, 1 for `[]`.
pub(crate) fn depth(json: &str) -> usize {
    let mut deepest = 0;
    let mut depth = 0_usize;
    let mut bytes = json.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b'[' | b'{' => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            b'"' => {
                // To the end of the string; an escaped byte is skipped.
                while let Some(byte) = bytes.next() {
                    match byte {
                        b'"' => break,
                        b'\\' => {
                            bytes.next();
                        }
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    deepest
}

/// One text for all JSON texts that mean the same: keys sorted, numbers that are equal written alike.
pub(crate) fn canonical(json: &str) -> serde_json::Result<String> {
    let mut text = String::new();
    write_canonical(&serde_json::from_str(json)?, &mut text);
    Ok(text)
}

fn write_canonical(value: &Value, text: &mut String) {
    match value {
        Value::Null => text.push_str("null"),
        Value::Bool(boolean) => text.push_str(if *boolean { "true" } else { "false" }),
        Value::Number(number) => match number.as_f64() {
            // Whole numbers that integers and doubles share are written as integers.
            Some(float) if number.is_f64() && float.trunc() == float && float.abs() < 1e19 => {
                text.push_str(&(float as i128).to_string());
            }
            _ => text.push_str(&number.to_string()),
        },
        Value::String(string) => text.push_str(&Value::from(string.as_str()).to_string()),
        Value::Array(items) => {
            text.push('[');
            for item in items {
                write_canonical(item, text);
                text.push(',');
            }
            text.push(']');
        }
        Value::Object(entries) => {
            // serde_json keeps the order of the text if another crate asked it to.
            let mut entries: Vec<_> = entries.iter().collect();
            entries.sort_by_key(|(key, _)| *key);
            text.push('{');
            for (key, value) in entries {
                text.push_str(&Value::from(key.as_str()).to_string());
                text.push(':');
                write_canonical(value, text);
                text.push(',');
            }
            text.push('}');
        }
    }
}

/// What an error says, without ` at line 1 column 7`.
pub(crate) fn without_place(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    text.strip_suffix(&place).map_or_else(|| text.clone(), str::to_owned)
}
