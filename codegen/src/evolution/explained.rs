//! The words of a finding about two bodies.

use super::bodies::Context;
use super::differences::Kind;
use super::sides::Newer;
use crate::model::Field;
use crate::rules::Direction;
use crate::wording::{About, Said, Words, otherwise};

/// What stands on the older side.
pub(super) fn other_side(context: &Context<'_>, newer: Newer) -> &'static str {
    match (newer, context.stored) {
        (Newer::Reader, _) => "written by this",
        (Newer::Writer, _) => "read by this",
    }
}

/// What a finding is about: `v1 of shop.ItemAdded`, or the definition alone.
fn what(context: &Context<'_>) -> String {
    let answer = if context.kind == "answer" { "the answer of " } else { "" };
    match context.version {
        Some(version) => format!("v{version} of `{}`", context.subject),
        None => format!("{answer}`{}`", context.subject),
    }
}

/// What was written, on the older side.
fn written(context: &Context<'_>) -> &'static str {
    match (context.kind, context.stored) {
        ("event", _) => "what is stored",
        (_, true) => "what clients still send",
        (_, false) => "what running services answer",
    }
}

/// Who reads on the older side.
fn readers(context: &Context<'_>) -> &'static str {
    match (context.kind, context.direction) {
        ("event", _) => "readers that run the old schema",
        (_, Direction::Forward) => "services that run the old schema",
        (_, Direction::Backward) => "old clients",
    }
}

pub(super) fn words(context: &Context<'_>, newer: Newer, kind: &Kind<'_>, path: &str) -> Words {
    let mut words = match newer {
        Newer::Reader => of_reader(context, kind, path),
        Newer::Writer => of_writer(context, kind, path),
    };
    if context.both_added && newer == Newer::Reader {
        let version = context.version.unwrap_or(1);
        words.help.push(format!(
            "if v{version} came from another branch and this is a different v{version}, make this one v{}",
            version + 1
        ));
    }
    words
}

fn new_version(context: &Context<'_>) -> String {
    match context.version {
        Some(version) => format!("or leave v{version} as it was, and make the change in a new version"),
        None => "or keep what was there, and add the new one beside it under a name of its own".to_owned(),
    }
}

/// A difference in the words of all types, where there are some.
fn said<'a>(kind: &'a Kind<'_>) -> Option<Said<'a>> {
    Some(match kind {
        Kind::Missing(field) => Said::Missing(&field.wire_name),
        Kind::Lost { field, .. } => Said::Lost(&field.wire_name),
        Kind::Renamed { from, to } => Said::Renamed { from: &from.wire_name, to: &to.wire_name },
        Kind::Name { field, name } => Said::Alias { key: &field.wire_name, name },
        Kind::Needed(field) => Said::Needed(&field.wire_name),
        Kind::Type { from, to } => Said::Type { from, to },
        Kind::Constraint => Said::Constraint(None),
        Kind::EnumValue(text) => Said::EnumValue(text),
        Kind::Variant(name) => Said::Variant(name),
        Kind::Default { before, after } => Said::Default { before: before.as_ref(), after: after.as_ref() },
        Kind::Precision { from, to } => Said::Precision { from, to },
        Kind::Closed(_)
        | Kind::Meaning(_)
        | Kind::Order
        | Kind::Tag { .. }
        | Kind::Unit { .. }
        | Kind::Pii { .. }
        | Kind::Other => return None,
    })
}

fn of_reader(context: &Context<'_>, kind: &Kind<'_>, path: &str) -> Words {
    let (what, written) = (what(context), written(context));
    let about = About { what: &what, path, older: written };
    let place = about.place();
    let own = || match kind {
        Kind::Closed(name) => {
            (format!("`{name}` keeps no unknown values any more, and {written} in {place} may have some"), "closed now")
        }
        Kind::Meaning(text) => (format!("`{text}` in {place} reads as another value than before"), "another meaning"),
        Kind::Order => {
            (format!("{place} is read as a set now, and the order of {written} is lost"), "in sorted order now")
        }
        Kind::Tag { from, to } => {
            (format!("{place} was told by {from}, and is told by {to} now"), "told by another key or name")
        }
        Kind::Unit { from, to } => (
            format!(
                "{place} counted {}, and counts {} now: nothing on the wire tells them apart",
                unit(from),
                unit(to)
            ),
            "another unit",
        ),
        Kind::Pii { now: true } => (format!("{place} is marked as personal data now"), ""),
        Kind::Pii { now: false } => (format!("{place} is not marked as personal data any more"), ""),
        _ => (format!("{what} does not read all of {written}"), ""),
    };
    let said = match kind {
        Kind::Lost { field, reserved: true } => {
            (format!("`{}` is reserved in {what}: its values in {written} are not read any more", field.wire_name), "")
        }
        kind => said(kind).map_or_else(own, |said| said.to_reader(about)),
    };
    let mut help = match kind {
        Kind::Missing(field) => {
            vec![format!("say what an absent one is: `default: …`, or make it optional: `{}`", optional(field))]
        }
        Kind::Lost { field, reserved: false } => vec![reserve(context, field)],
        Kind::Renamed { from, to } => vec![
            format!("if it is, add `aliases: [{}]` to `{}`", from.wire_name, to.name),
            format!("if it is not, {}, and say what an absent `{}` is", reserve(context, from), to.wire_name),
        ],
        Kind::Name { name, .. } => vec![format!("add it again: `aliases: [{name}]`")],
        Kind::Needed(field) => {
            vec![format!("say what an absent one is: `default: …`, or keep it optional: `{}`", optional(field))]
        }
        Kind::Constraint => vec!["keep the constraint as it was".to_owned()],
        Kind::EnumValue(text) => vec![
            format!("keep `{text}`, with `deprecated: …` if nobody should write it any more"),
            format!("if it is called otherwise now, add `aliases: [{text}]` to that value"),
        ],
        Kind::Variant(name) => vec![format!("keep `{name}`, or make the change in a new version of the union")],
        Kind::Closed(_) => vec!["keep `open: true`".to_owned()],
        Kind::Default { .. } => vec![format!("keep the default as it was: {written} means that value")],
        Kind::Meaning(text) => vec![format!("let `{text}` stand for what it stood for when it was written")],
        Kind::Tag { .. } => vec!["keep the key and the name on the wire as they were".to_owned()],
        Kind::Pii { now: true } => vec!["what is stored was written without the mark".to_owned()],
        Kind::Pii { now: false } => vec!["keep `pii: true` as long as stored data is personal".to_owned()],
        Kind::Lost { reserved: true, .. }
        | Kind::Type { .. }
        | Kind::Precision { .. }
        | Kind::Order
        | Kind::Unit { .. }
        | Kind::Other => vec![],
    };
    if !matches!(kind, Kind::Pii { .. } | Kind::Lost { reserved: true, .. }) {
        help.push(new_version(context));
    }
    Words::new(said, help)
}

fn of_writer(context: &Context<'_>, kind: &Kind<'_>, path: &str) -> Words {
    let (what, readers) = (what(context), readers(context));
    let about = About { what: &what, path, older: readers };
    let place = about.place();
    let order = match (context.kind, context.direction) {
        ("event", _) => "or deploy what reads it first, everywhere, and then what writes it",
        (_, Direction::Forward) => "or deploy what handles it first, everywhere, and then what sends it",
        (_, Direction::Backward) => "or deploy the clients first, everywhere, and then what answers them",
    };
    let own = || match kind {
        Kind::Closed(name) => {
            (format!("`{name}` in {place} keeps unknown values now, and {readers} refuse them"), "open now")
        }
        Kind::Meaning(text) => {
            (format!("`{text}` in {place} means another value now than {readers} take it for"), "another meaning")
        }
        Kind::Order => (format!("{place} is ordered now, and {readers} read it as a set"), "a list now"),
        Kind::Tag { from, to } => {
            (format!("{place} is told by {from} now, and {readers} look for {to}"), "told otherwise")
        }
        Kind::Unit { from, to } => {
            (format!("{place} counts {} now, and {readers} take it for {}", unit(from), unit(to)), "another unit")
        }
        Kind::Pii { .. } => ("a mark of personal data differs".to_owned(), ""),
        _ => (format!("{readers} do not read all that {what} writes"), ""),
    };
    let said = match kind {
        Kind::Renamed { from: field, .. } => Said::Lost(&field.wire_name).to_writer(about),
        kind => said(kind).map_or_else(own, |said| said.to_writer(about)),
    };
    let mut help = match kind {
        Kind::Missing(field) => {
            vec![format!("keep `{}`, with `deprecated: …`, until nobody needs it", field.wire_name)]
        }
        Kind::Name { field, .. } => vec![format!("keep the name on the wire: `wire: {}`", field.wire_name)],
        Kind::Needed(_) => vec!["keep writing it: leave it without `?` and without a default".to_owned()],
        Kind::EnumValue(_) => vec!["an enum with `open: true` keeps values that it does not know".to_owned()],
        Kind::Variant(_) => vec!["a union with `open: true` keeps variants that it does not know".to_owned()],
        Kind::Lost { .. }
        | Kind::Renamed { .. }
        | Kind::Type { .. }
        | Kind::Constraint
        | Kind::Closed(_)
        | Kind::Default { .. }
        | Kind::Meaning(_)
        | Kind::Precision { .. }
        | Kind::Order
        | Kind::Tag { .. }
        | Kind::Unit { .. }
        | Kind::Pii { .. }
        | Kind::Other => vec![],
    };
    help.push(order.to_owned());
    Words::new(said, help)
}

/// A difference in a few words, inside of a sentence.
pub(super) fn short(kind: &Kind<'_>, path: &str) -> String {
    match kind {
        Kind::Closed(name) => format!("`{name}` keeps values that it does not know"),
        Kind::Unit { from, to } => format!("`{path}` counts {}, and not {}", unit(from), unit(to)),
        Kind::Renamed { .. } => otherwise(path),
        other => said(other).map_or_else(|| otherwise(path), |said| said.short(path)),
    }
}

fn optional(field: &Field) -> String {
    format!("{}: …?", field.name)
}

fn reserve(context: &Context<'_>, field: &Field) -> String {
    match context.version {
        Some(version) if field.aliases.is_empty() => {
            format!("reserve its name: `reserved: {{ v{version}: [{}] }}`", field.wire_name)
        }
        Some(version) => {
            let names: Vec<&str> = field.names().collect();
            format!("reserve its names: `reserved: {{ v{version}: [{}] }}`", names.join(", "))
        }
        None => format!("keep `{}`", field.name),
    }
}

fn unit(unit: &Option<String>) -> String {
    unit.as_ref().map_or("nothing that is named".to_owned(), |unit| format!("`{unit}`"))
}
