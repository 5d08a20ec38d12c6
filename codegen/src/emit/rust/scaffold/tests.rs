//! The tests: of a command given, when, then; what is given is the example that the schema leads to.

use std::fmt::Write;

use serde_json::Value;

use super::layout;

/// The event that should come.
pub(super) struct Expected<'e> {
    /// The name of its type.
    pub(super) name: &'e str,
    /// How the type is spelled.
    pub(super) ty: &'e str,
    pub(super) payload: &'e Value,
}

/// The test of a command.
pub(super) fn case(subject: &str, state: &str, ty: &str, command: &Value, expected: Option<Expected<'_>>) -> String {
    let end = match &expected {
        Some(expected) => format!("leads_to_{}", crate::naming::snake(expected.name)),
        None => "leads_to_nothing_yet".to_owned(),
    };
    let mut out = format!("    #[test]\n    fn {subject}_{end}() {{\n");
    out.push_str(&given("command", ty, command));
    let then = match expected {
        Some(Expected { ty, payload, .. }) => {
            out.push_str(&given("event", ty, payload));
            ".then([event])"
        }
        None => ".then(())",
    };
    out.push_str(&layout::chain(&format!("nothing::<{state}>()"), &[".when(command)".to_owned(), then.to_owned()]));
    out.push_str("    }\n");
    out
}

/// What a test is about, of a method whose name begins with this; `_` at the end told it from a word of Rust.
pub(super) fn subject<'m>(method: &'m str, prefix: &str) -> &'m str {
    method.strip_prefix(prefix).unwrap_or(method).trim_end_matches('_')
}

/// `        let name: Type = from_json(…);`
pub(super) fn given(name: &str, ty: &str, payload: &Value) -> String {
    layout::from_json(name, ty, &ascii(&spaced(payload)), &ascii(&pretty(payload)))
}

/// JSON on one line, with a space after every `:` and `,`.
fn spaced(value: &Value) -> String {
    match value {
        Value::Object(members) if members.is_empty() => "{}".to_owned(),
        Value::Object(members) => {
            let members: Vec<String> = members
                .iter()
                .map(|(name, value)| format!("{}: {}", Value::from(name.as_str()), spaced(value)))
                .collect();
            format!("{{ {} }}", members.join(", "))
        }
        Value::Array(items) => format!("[{}]", items.iter().map(spaced).collect::<Vec<_>>().join(", ")),
        other => other.to_string(),
    }
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}

/// JSON with everything but ASCII escaped: nothing invisible can stand in the source.
pub(super) fn ascii(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for character in json.chars() {
        match character {
            '\u{7f}' => out.push_str("\\u007f"),
            character if character.is_ascii() => out.push(character),
            character => {
                let mut units = [0; 2];
                for unit in character.encode_utf16(&mut units) {
                    let _ = write!(out, "\\u{unit:04x}");
                }
            }
        }
    }
    out
}
