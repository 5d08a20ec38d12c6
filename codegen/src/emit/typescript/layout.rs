//! Lines of TypeScript, and objects of members in several lines.

use super::WIDTH;
use crate::emit::rust::text::literal;

/// The text of a file in the making.
#[derive(Debug, Default)]
pub(super) struct Lines {
    text: String,
}

impl Lines {
    /// Adds a line.
    pub(super) fn line(&mut self, line: impl AsRef<str>) {
        self.text.push_str(line.as_ref());
        self.text.push('\n');
    }

    /// Adds lines.
    pub(super) fn all(&mut self, lines: &[String]) {
        lines.iter().for_each(|line| self.line(line));
    }

    /// Adds an empty line.
    pub(super) fn blank(&mut self) {
        self.text.push('\n');
    }

    /// Whether nothing was added.
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The whole text.
    pub(super) fn finish(self) -> String {
        self.text
    }
}

/// A member of an object type.
#[derive(Debug)]
pub(super) struct Member {
    /// The comment above it.
    pub(super) docs: Vec<String>,
    /// The key with its `?`, as it is printed.
    pub(super) key: String,
    /// The type, in one line or more.
    pub(super) value: Vec<String>,
}

impl Member {
    /// A member that must be there, without a comment.
    pub(super) fn plain(name: &str, value: impl Into<String>) -> Self {
        Self { docs: Vec::new(), key: key(name), value: vec![value.into()] }
    }
}

/// A key of an object type: quoted where it is no identifier. Words that the language keeps are good keys.
pub(super) fn key(name: &str) -> String {
    let mut letters = name.chars();
    let starts = letters.next().is_some_and(|first| first.is_ascii_alphabetic() || matches!(first, '_' | '$'));
    if starts && letters.all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '$')) {
        name.to_owned()
    } else {
        literal(name)
    }
}

/// An object type, one line a member.
pub(super) fn object(members: &[Member]) -> Vec<String> {
    if members.is_empty() {
        return vec!["{ [key: string]: never }".to_owned()];
    }
    let mut lines = vec!["{".to_owned()];
    for Member { docs, key, value } in members {
        lines.extend(docs.iter().map(|line| format!("  {line}")));
        for (index, line) in value.iter().enumerate() {
            let start = if index == 0 { format!("  {key}: {line}") } else { format!("  {line}") };
            lines.push(if index + 1 == value.len() { start + ";" } else { start });
        }
    }
    lines.push("}".to_owned());
    lines
}

/// An object type in one line if it is short, beside what stands before and after it.
pub(super) fn short_object(members: &[Member], beside: usize) -> Vec<String> {
    let plain = members.iter().all(|member| member.docs.is_empty() && member.value.len() == 1);
    if plain && !members.is_empty() {
        let members: Vec<String> =
            members.iter().map(|member| format!("{}: {}", member.key, member.value.concat())).collect();
        let line = format!("{{ {} }}", members.join("; "));
        if line.chars().count() + beside <= WIDTH {
            return vec![line];
        }
    }
    object(members)
}

/// A choice: types of one line or more, each with the comment above it.
#[derive(Debug)]
pub(super) struct Choice {
    /// The comment above it.
    pub(super) docs: Vec<String>,
    /// The type.
    pub(super) value: Vec<String>,
}

/// `export type NAME = …;` as lines.
pub(super) fn alias(name: &str, choices: &[Choice]) -> Vec<String> {
    let plain = choices.iter().all(|choice| choice.docs.is_empty() && choice.value.len() == 1);
    let joined = || choices.iter().flat_map(|choice| &choice.value).map(String::as_str).collect::<Vec<_>>().join(" | ");
    let mut lines = match choices {
        [] => vec![format!("export type {name} = never")],
        [Choice { docs, value }] if docs.is_empty() => {
            let mut lines = value.clone();
            if let Some(first) = lines.first_mut() {
                *first = format!("export type {name} = {first}");
            }
            lines
        }
        _ if plain && name.len() + "export type  = ;".len() + joined().chars().count() <= WIDTH => {
            vec![format!("export type {name} = {}", joined())]
        }
        _ if plain && "  ;".len() + joined().chars().count() <= WIDTH => {
            vec![format!("export type {name} ="), format!("  {}", joined())]
        }
        _ => {
            let mut lines = vec![format!("export type {name} =")];
            for Choice { docs, value } in choices {
                lines.extend(docs.iter().map(|line| format!("  {line}")));
                for (index, line) in value.iter().enumerate() {
                    lines.push(if index == 0 { format!("  | {line}") } else { format!("    {line}") });
                }
            }
            lines
        }
    };
    if let Some(last) = lines.last_mut() {
        last.push(';');
    }
    lines
}
