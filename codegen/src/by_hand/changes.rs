//! What changed between two sets of types written by hand, as Markdown for a changelog.

use std::fmt::Write;

use serde_json::Value;

use super::paths::join;
use super::shown::shown;
use super::{ByHand, Message, Version};
use crate::diagnostic::markdown::code;

/// The changes under a heading of their own; empty if there are none.
#[must_use]
pub fn markdown(old: &ByHand, new: &ByHand) -> String {
    let same = |one: &Message, other: &Message| {
        one.kind == other.kind && one.names().any(|name| other.names().any(|same| same == name))
    };
    let (mut added, mut changed, mut gone) = (String::new(), String::new(), String::new());
    for message in &new.messages {
        match old.messages.iter().find(|before| same(before, message)) {
            None => {
                let _ = writeln!(added, "- {} {}", message.kind.word(), code(&message.name));
                if let Some(current) = message.current() {
                    for (key, what) in fields(current) {
                        let _ = writeln!(added, "  - {}: {what}", code(&key));
                    }
                }
            }
            Some(before) => compared(before, message, &mut changed),
        }
    }
    for message in old.messages.iter().filter(|before| !new.messages.iter().any(|after| same(before, after))) {
        let _ = writeln!(gone, "- {} {}", message.kind.word(), code(&message.name));
    }
    let mut out = String::new();
    for (heading, lines) in [("New", added), ("Changed", changed), ("Gone", gone)] {
        if !lines.is_empty() {
            let _ = write!(out, "\n### {heading}\n\n{lines}");
        }
    }
    if out.is_empty() { out } else { format!("\n## Types written by hand\n{out}") }
}

fn compared(before: &Message, after: &Message, out: &mut String) {
    let mut lines = String::new();
    for (number, new) in &after.versions {
        match before.versions.get(number) {
            None => {
                let _ = writeln!(lines, "  - v{number} is new");
                if let Some(previous) = after.versions.get(&(number - 1)) {
                    differences(previous, new, "    ", &mut lines);
                }
            }
            Some(old) if old.schema != new.schema => {
                let _ = writeln!(lines, "  - v{number} changed in place");
                differences(old, new, "    ", &mut lines);
            }
            Some(_) => {}
        }
    }
    for number in before.versions.keys().filter(|number| !after.versions.contains_key(number)) {
        let _ = writeln!(lines, "  - v{number} is gone");
    }
    for alias in after.aliases.iter().filter(|alias| !before.names().any(|name| name == *alias)) {
        let _ = writeln!(lines, "  - also read as {}", code(alias));
    }
    for alias in before.names().filter(|name| !after.names().any(|known| known == *name)) {
        let _ = writeln!(lines, "  - not read as {} any more", code(alias));
    }
    if before.becomes != after.becomes {
        let _ = match after.becomes {
            Some(becomes) => writeln!(lines, "  - up to v{becomes} it is read as other events"),
            None => writeln!(lines, "  - it is not read as other events any more"),
        };
    }
    if before.name != after.name || !lines.is_empty() {
        let _ = write!(out, "- {} {}", after.kind.word(), code(&after.name));
        if before.name != after.name {
            let _ = write!(out, ", which was {}", code(&before.name));
        }
        let _ = writeln!(out);
        out.push_str(&lines);
    }
}

/// Fields that came, went, or are others.
fn differences(old: &Version, new: &Version, indent: &str, out: &mut String) {
    let (before, after) = (fields(old), fields(new));
    let start = out.len();
    for (key, what) in &after {
        let _ = match before.iter().find(|(other, _)| other == key) {
            None => writeln!(out, "{indent}- {} is new: {what}", code(key)),
            Some((_, was)) if was != what => writeln!(out, "{indent}- {}: {what}, was {was}", code(key)),
            Some(_) => Ok(()),
        };
    }
    for (key, was) in before.iter().filter(|(key, _)| !after.iter().any(|(other, _)| other == key)) {
        let _ = writeln!(out, "{indent}- {} is gone: {was}", code(key));
    }
    if out.len() == start && old.schema != new.schema {
        let _ = writeln!(out, "{indent}- in what its fields hold");
    }
}

/// The fields of a version, and what each is.
fn fields(version: &Version) -> Vec<(String, String)> {
    let schema = &version.schema;
    let Some(Value::Object(properties)) = schema.get("properties") else { return Vec::new() };
    let is_required = |key: &str| {
        let required = schema.get("required").and_then(Value::as_array);
        required.is_some_and(|all| all.iter().any(|name| name == key))
    };
    let field = |(key, property): (&String, &Value)| {
        let mut what = code(&shown(schema, &join("/properties", key)));
        match property.get("default") {
            Some(default) => {
                let _ = write!(what, ", default {}", code(&default.to_string()));
            }
            None if !is_required(key) && !what.ends_with("?`") => what.push_str(", may be absent"),
            None => {}
        }
        for alias in super::prepared::aliases(property) {
            let _ = write!(what, ", also read as {}", code(alias));
        }
        (key.clone(), what)
    };
    properties.iter().map(field).collect()
}
