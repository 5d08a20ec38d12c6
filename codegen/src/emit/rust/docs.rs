//! Documentation on generated items: what the schema says, and where it says nothing, what the item is.

use super::layout::Writer;
use super::scope::Scope;
use super::text;
use crate::model::{Constraints, Field, Meta};

/// Writes documentation: the schema's text first, then further paragraphs.
pub(super) fn write(writer: &mut Writer, doc: Option<&str>, paragraphs: &[String]) {
    let mut empty = true;
    for line in doc.map(text::markdown).unwrap_or_default() {
        writer.line_of(&[if line.is_empty() { "///" } else { "/// " }, &line]);
        empty = false;
    }
    for paragraph in paragraphs {
        if !empty {
            writer.line("///");
        }
        writer.line_of(&["/// ", paragraph]);
        empty = false;
    }
}

/// Writes documentation that explains the item only where the schema does not.
pub(super) fn write_or(writer: &mut Writer, doc: Option<&str>, instead: impl FnOnce() -> String) {
    match doc {
        Some(doc) if !text::markdown(doc).is_empty() => write(writer, Some(doc), &[]),
        _ => write(writer, None, &[instead()]),
    }
}

/// Writes the documentation of a version.
pub(super) fn version(writer: &mut Writer, meta: &Meta, version: u32, current: u32, note: Option<&str>) {
    let mut last = format!("Version {version} of {current} of `{}`", meta.subject);
    match note.map(text::markdown).filter(|lines| !lines.is_empty()) {
        Some(note) => {
            last.push_str(": ");
            last.push_str(&note.join(" "));
        }
        None => last.push('.'),
    }
    write(writer, meta.doc.as_deref(), &[last]);
}

/// Writes the documentation of a field.
pub(super) fn field(writer: &mut Writer, scope: &Scope<'_>, field: &Field) {
    let mut facts = Vec::new();
    let counted = field.unit.as_deref().map(|unit| format!("in {}", text::code(unit)));
    let personal = field.pii.then(|| "personal data".to_owned());
    let mut notes: Vec<String> = counted.into_iter().chain(personal).collect();
    if field.doc.as_deref().is_none_or(|doc| text::markdown(doc).is_empty()) {
        notes.insert(0, format!("`{}`", scope.set().spelled(&field.ty)));
        facts.push(format!("`{}`: {}.", field.name, notes.join(", ")));
    } else if let Some(first) = notes.first_mut() {
        first[..1].make_ascii_uppercase();
        facts.push(format!("{}.", notes.join(", ")));
    }
    if let Some(default) = &field.default {
        facts.push(format!("Where it is absent: {}.", text::code(&default.to_string())));
    }
    if let Some(example) = &field.example {
        facts.push(format!("Example: {}.", text::code(&example.to_string())));
    }
    let facts = if facts.is_empty() { Vec::new() } else { vec![facts.join(" ")] };
    write(writer, field.doc.as_deref(), &facts);
}

/// What a newtype is, in words.
pub(super) fn newtype(scope: &Scope<'_>, scalar: &crate::model::Scalar) -> String {
    let spelled = scope.set().spelled(&scalar.inner);
    let article = if spelled.starts_with(['a', 'e', 'i', 'o', 'A', 'E', 'I', 'O']) { "an" } else { "a" };
    let mut out = format!("`{}`: {article} `{spelled}`", scalar.meta.subject);
    if scalar.constraints != Constraints::default() {
        out.push_str(" with constraints");
    }
    if let Some(unit) = &scalar.unit {
        out.push_str(", in ");
        out.push_str(&text::code(unit));
    }
    if scalar.pii {
        out.push_str(", personal data");
    }
    out.push('.');
    out
}
