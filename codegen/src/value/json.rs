//! JSON values in messages, and compared as JSON compares them.

use std::fmt::Write as _;

use serde_json::Value;

/// The most characters of a value that a message shows.
const SHOWN: usize = 60;

/// A text that is equal for exactly the values that JSON calls equal: `1` and `1.0` are one number, the order of
/// members does not matter.
#[must_use]
pub fn canonical(value: &Value) -> String {
    let mut text = String::new();
    write_canonical(value, &mut text);
    text
}

fn write_canonical(value: &Value, text: &mut String) {
    match value {
        Value::Number(number) => match number.as_f64() {
            // A float without a fraction that an integer of 64 bits could hold is spelled as one.
            #[allow(clippy::cast_possible_truncation)]
            Some(float) if number.is_f64() && float.fract() == 0.0 && float.abs() < 2_f64.powi(64) => {
                let _ = write!(text, "{}", float as i128);
            }
            _ => {
                let _ = write!(text, "{number}");
            }
        },
        Value::Array(items) => {
            text.push('[');
            for item in items {
                write_canonical(item, text);
                text.push(',');
            }
            text.push(']');
        }
        Value::Object(members) => {
            let mut sorted: Vec<_> = members.iter().collect();
            sorted.sort_by_key(|(name, _)| *name);
            text.push('{');
            for (name, member) in sorted {
                let _ = write!(text, "{}:", Value::from(name.as_str()));
                write_canonical(member, text);
                text.push(',');
            }
            text.push('}');
        }
        Value::Null | Value::Bool(_) | Value::String(_) => {
            let _ = write!(text, "{value}");
        }
    }
}

/// A value as a message shows it: JSON, cut where it is long.
pub(crate) fn shown(value: &Value) -> String {
    format!("`{}`", shortened(&value.to_string()))
}

/// A text as JSON, cut where it is long.
pub(super) fn quoted(text: &str) -> String {
    shown(&Value::from(text))
}

pub(super) fn shortened(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", &text[..end]),
    }
}

pub(super) fn expected(what: &str, found: &Value) -> String {
    format!("expected {what}, found {}", shown(found))
}

/// Names in a sentence, cut where there are many.
pub(super) fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.collect();
    let mut text = names.iter().take(12).map(|name| format!("`{}`", shortened(name))).collect::<Vec<_>>().join(", ");
    match names.len() {
        0 => "none".clone_into(&mut text),
        1..=12 => {}
        more => {
            let _ = write!(text, " and {} more", more - 12);
        }
    }
    text
}

/// Adds a key to a JSON path: `.name`, or `["a b"]` where it is not a plain name.
pub(crate) fn push_key(path: &mut String, key: &str) {
    let plain = !key.is_empty()
        && key.chars().all(|character| character.is_ascii_alphanumeric() || character == '_')
        && !key.starts_with(|first: char| first.is_ascii_digit());
    let _ = if plain { write!(path, ".{key}") } else { write!(path, "[{}]", Value::from(shortened(key))) };
}
