//! Where types stand in a file, and references in them that get another version.

use super::Refusal;
use crate::layout::double_quoted;
use crate::source::{FileId, Place};
use crate::written::{TypeExpression, TypeKind, parse_type, version_number};
use crate::yaml::{Entry, Node, NodeKind, ScalarNode, ScalarStyle};

/// Calls `found` with every type that a definition mentions, and with the version of the body that it stands in.
pub(super) fn of_definition<'n>(section: &str, value: &'n Node, found: &mut impl FnMut(Option<u32>, &'n Node)) {
    if let ("scalars", NodeKind::Scalar(_)) = (section, &value.kind) {
        return found(None, value);
    }
    for entry in value.as_map().unwrap_or(&[]) {
        match (section, entry.key.as_str()) {
            ("scalars", "type") | ("views", "type" | "key") | ("queries", "returns") | ("processes", "key") => {
                found(None, &entry.value);
            }
            ("rejections" | "views", "fields") | ("processes", "state") => of_fields(&entry.value, None, found),
            ("unions", key) if version_number(key).is_some() => {
                for variant in entry.value.as_map().unwrap_or(&[]) {
                    of_fields(&variant.value, version_number(key), found);
                }
            }
            ("records" | "events" | "commands" | "queries", key) if version_number(key).is_some() => {
                of_fields(&entry.value, version_number(key), found);
            }
            _ => {}
        }
    }
}

fn of_fields<'n>(fields: &'n Node, version: Option<u32>, found: &mut impl FnMut(Option<u32>, &'n Node)) {
    for field in fields.as_map().unwrap_or(&[]) {
        if let Some(ty) = of_field(field) {
            found(version, ty);
        }
    }
}

/// The type of a field.
pub(super) fn of_field(field: &Entry) -> Option<&Node> {
    match &field.value.kind {
        NodeKind::Map(_) => field.value.entry("type").map(|entry| &entry.value),
        NodeKind::Scalar(_) => Some(&field.value),
        NodeKind::List(_) => None,
    }
}

/// The names in a type, with their pins.
pub(super) fn names(text: &str) -> Vec<(String, Option<u32>)> {
    let mut names = Vec::new();
    if let Ok(ty) = parsed(text) {
        each_name(&ty, &mut |name, pin, _| names.push((name.to_owned(), pin)));
    }
    names
}

/// The type with other pins: `pin` says for a name and its pin which one it gets, `None` leaves it. `None` if all stay.
pub(super) fn with_pins(text: &str, pin: impl Fn(&str, Option<u32>) -> Option<u32>) -> Option<String> {
    let ty = parsed(text).ok()?;
    let mut changes = Vec::new();
    each_name(&ty, &mut |name, old, place| {
        if let Some(new) = pin(name, old).filter(|&new| Some(new) != old) {
            changes.push((place.range(), format!("{name}@{new}")));
        }
    });
    if changes.is_empty() {
        return None;
    }
    let mut changed = text.to_owned();
    // From the last on, so that the places of those before stay.
    for (range, new) in changes.into_iter().rev() {
        changed.replace_range(range, &new);
    }
    Some(changed)
}

fn parsed(text: &str) -> Result<TypeExpression, Refusal> {
    parse_type(text, Place::new(FileId(0), 0..text.len())).map_err(|_| Refusal::asked("a type cannot be read"))
}

fn each_name(ty: &TypeExpression, found: &mut impl FnMut(&str, Option<u32>, Place)) {
    match &ty.kind {
        TypeKind::Name { name, pin } => found(name, *pin, ty.place),
        TypeKind::List(inner) | TypeKind::Set(inner) | TypeKind::Optional(inner) => each_name(inner, found),
        TypeKind::Map(key, value) => {
            if let Some(key) = key {
                each_name(key, found);
            }
            each_name(value, found);
        }
    }
}

/// How a scalar is written with another text: in its quotes, if it has some.
pub(super) fn rewritten(scalar: &ScalarNode, written: &str, new: &str) -> String {
    match scalar.style {
        ScalarStyle::Plain if !written.contains('\n') => new.to_owned(),
        ScalarStyle::Quoted if written.starts_with('\'') && !written.contains('\n') => format!("'{new}'"),
        ScalarStyle::Plain | ScalarStyle::Quoted | ScalarStyle::Block => double_quoted(new),
    }
}
