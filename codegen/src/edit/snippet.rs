//! Definitions as text, before they go into a file.

use crate::layout::{Style, double_quoted, laid_out, misread_by_any};
use crate::source::FileId;
use crate::yaml::{self, ScalarStyle};

/// A value that is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// A text, in quotes if it needs them.
    Text(String),
    /// What is no text, such as `true`.
    Plain(&'static str),
    /// A list in brackets.
    List(Vec<Value>),
    /// A mapping in brackets.
    Flow(Vec<(String, Value)>),
    /// A mapping with a line for each key.
    Lines(Vec<(String, Value)>),
}

/// A section with one definition, in the layout of files that indent by `indentation`.
pub(super) fn section_text(section: &str, name: &str, value: &Value, indentation: usize) -> String {
    let mut text = format!("{section}:\n");
    write_entry(&mut text, name, value, indentation, indentation);
    laid_out(&text, Style { indentation }).unwrap_or(text)
}

fn write_entry(text: &mut String, key: &str, value: &Value, column: usize, indentation: usize) {
    text.push_str(&format!("{}{}:", " ".repeat(column), key_text(key, false)));
    match value {
        Value::Lines(entries) if !entries.is_empty() => {
            text.push('\n');
            for (key, value) in entries {
                write_entry(text, key, value, column + indentation, indentation);
            }
        }
        Value::Text(words) => text.push_str(&format!(" {}\n", key_text(words, false))),
        Value::Lines(_) | Value::Plain(_) | Value::List(_) | Value::Flow(_) => {
            text.push_str(&format!(" {}\n", one_line(value)));
        }
    }
}

/// A value on one line, in brackets.
pub(super) fn one_line(value: &Value) -> String {
    match value {
        Value::Text(text) => key_text(text, true),
        Value::Plain(text) => (*text).to_owned(),
        Value::List(items) => format!("[{}]", items.iter().map(one_line).collect::<Vec<_>>().join(", ")),
        Value::Flow(entries) | Value::Lines(entries) if entries.is_empty() => "{}".to_owned(),
        Value::Flow(entries) | Value::Lines(entries) => {
            let entry = |(key, value): &(String, Value)| format!("{}: {}", key_text(key, true), one_line(value));
            format!("{{ {} }}", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
        }
    }
}

/// A text as a scalar: plain where every parser reads it as this text, otherwise in quotes.
pub(super) fn key_text(text: &str, in_brackets: bool) -> String {
    let sample = if in_brackets { format!("{{ a: {text}, b: c }}") } else { format!("a: {text}\n") };
    let (tree, problems) = yaml::parse(FileId(0), &sample);
    let read = tree.as_ref().filter(|_| problems.is_empty()).and_then(|tree| tree.entry("a"));
    let is_plain = read
        .and_then(|entry| entry.value.as_scalar())
        .is_some_and(|scalar| scalar.style == ScalarStyle::Plain && scalar.text == text && !misread_by_any(scalar));
    if is_plain && !text.contains('\n') { text.to_owned() } else { double_quoted(text) }
}
