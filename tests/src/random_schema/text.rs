//! Texts as YAML.

use std::fmt::Write as _;

use serde_json::Value;

/// A text as a quoted scalar of YAML, which takes JSON's escapes.
pub(super) fn quoted(text: &str) -> String {
    yaml(&Value::from(text))
}

/// JSON as YAML in one line; what lies outside ASCII is escaped.
pub(super) fn yaml(value: &Value) -> String {
    let mut text = String::new();
    for character in value.to_string().chars() {
        match character {
            ' '..='~' => text.push(character),
            other => {
                let _ = write!(text, "\\U{:08x}", u32::from(other));
            }
        }
    }
    text
}
