//! The words of a finding about two bodies.

use serde_json::Value;

use super::bodies::Context;
use super::differences::Kind;
use super::sides::Newer;
use crate::model::Field;
use crate::rules::Direction;

/// Message, label and help.
pub(super) struct Words {
    pub(super) message: String,
    pub(super) label: String,
    pub(super) help: Vec<String>,
}

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

/// Where in it: `$.qty` of …, or the whole.
fn place(path: &str, what: &str) -> String {
    if path == "$" { what.to_owned() } else { format!("`{path}` of {what}") }
}

fn new_version(context: &Context<'_>) -> String {
    match context.version {
        Some(version) => format!("or leave v{version} as it was, and make the change in a new version"),
        None => "or keep what was there, and add the new one beside it under a name of its own".to_owned(),
    }
}

fn of_reader(context: &Context<'_>, kind: &Kind<'_>, path: &str) -> Words {
    let (what, written) = (what(context), written(context));
    let place = place(path, &what);
    let (message, label, mut help): (String, &str, Vec<String>) = match kind {
        Kind::Missing(field) => (
            format!("{what} needs `{}` now, which {written} does not have", field.wire_name),
            "needed, and nobody wrote it",
            vec![format!("say what an absent one is: `default: …`, or make it optional: `{}`", optional(field))],
        ),
        Kind::Lost { field, reserved: true } => (
            format!("`{}` is reserved in {what}: its values in {written} are not read any more", field.wire_name),
            "",
            Vec::new(),
        ),
        Kind::Lost { field, reserved: false } => (
            format!("`{}` is gone from {what}, and {written} has it", field.wire_name),
            "it is not read any more",
            vec![reserve(context, field)],
        ),
        Kind::Renamed { from, to } => (
            format!("`{}` is gone from {what} and `{}` is new: is it the same field?", from.wire_name, to.wire_name),
            "the same, under a new name?",
            vec![
                format!("if it is, add `aliases: [{}]` to `{}`", from.wire_name, to.name),
                format!("if it is not, {}, and say what an absent `{}` is", reserve(context, from), to.wire_name),
            ],
        ),
        Kind::Name { field, name } => (
            format!("`{name}` does not read as `{}` in {what} any more, and {written} may have it", field.wire_name),
            "it was read under that name as well",
            vec![format!("add it again: `aliases: [{name}]`")],
        ),
        Kind::Needed(field) => (
            format!("{what} needs `{}` now, which may be absent or null in {written}", field.wire_name),
            "needed now",
            vec![format!("say what an absent one is: `default: …`, or keep it optional: `{}`", optional(field))],
        ),
        Kind::Type { from, to } => (
            format!("{place} was `{from}` and is `{to}`, which does not read all of {written}"),
            "another type",
            vec![],
        ),
        Kind::Constraint => (
            format!("{place} asks for more than {written} had to meet"),
            "tighter than before",
            vec!["keep the constraint as it was".to_owned()],
        ),
        Kind::EnumValue(text) => (
            format!("`{text}` is gone, and {written} in {place} may have it"),
            "it is not a value any more",
            vec![
                format!("keep `{text}`, with `deprecated: …` if nobody should write it any more"),
                format!("if it is called otherwise now, add `aliases: [{text}]` to that value"),
            ],
        ),
        Kind::Variant(name) => (
            format!("the variant `{name}` is gone, and {written} in {place} may have it"),
            "it is not a variant any more",
            vec![format!("keep `{name}`, or make the change in a new version of the union")],
        ),
        Kind::Closed(name) => (
            format!("`{name}` keeps no unknown values any more, and {written} in {place} may have some"),
            "closed now",
            vec!["keep `open: true`".to_owned()],
        ),
        Kind::Default { before, after } => (
            format!(
                "{place} read as {} where it is absent, and reads as {} now",
                shown(before.as_ref()),
                shown(after.as_ref())
            ),
            "another value than before",
            vec![format!("keep the default as it was: {written} means that value")],
        ),
        Kind::Meaning(text) => (
            format!("`{text}` in {place} reads as another value than before"),
            "another meaning",
            vec![format!("let `{text}` stand for what it stood for when it was written")],
        ),
        Kind::Precision { from, to } => (
            format!("`{to}` does not hold every `{from}` exactly, and {written} in {place} may have such a number"),
            "less exact",
            vec![],
        ),
        Kind::Order => {
            (format!("{place} is read as a set now, and the order of {written} is lost"), "in sorted order now", vec![])
        }
        Kind::Tag { from, to } => (
            format!("{place} was told by {from}, and is told by {to} now"),
            "told by another key or name",
            vec!["keep the key and the name on the wire as they were".to_owned()],
        ),
        Kind::Unit { from, to } => (
            format!(
                "{place} counted {}, and counts {} now: nothing on the wire tells them apart",
                unit(from),
                unit(to)
            ),
            "another unit",
            vec![],
        ),
        Kind::Pii { now: true } => (
            format!("{place} is marked as personal data now"),
            "",
            vec!["what is stored was written without the mark".to_owned()],
        ),
        Kind::Pii { now: false } => (
            format!("{place} is not marked as personal data any more"),
            "",
            vec!["keep `pii: true` as long as stored data is personal".to_owned()],
        ),
        Kind::Other => (format!("{what} does not read all of {written}"), "", vec![]),
    };
    if !matches!(kind, Kind::Pii { .. } | Kind::Lost { reserved: true, .. }) {
        help.push(new_version(context));
    }
    Words { message, label: label.to_owned(), help: alternatives(help) }
}

fn of_writer(context: &Context<'_>, kind: &Kind<'_>, path: &str) -> Words {
    let (what, readers) = (what(context), readers(context));
    let place = place(path, &what);
    let order = match (context.kind, context.direction) {
        ("event", _) => "or deploy what reads it first, everywhere, and then what writes it",
        (_, Direction::Forward) => "or deploy what handles it first, everywhere, and then what sends it",
        (_, Direction::Backward) => "or deploy the clients first, everywhere, and then what answers them",
    };
    let (message, label, mut help): (String, &str, Vec<String>) = match kind {
        Kind::Missing(field) => (
            format!("`{}` is gone from {what}, and {readers} need it", field.wire_name),
            "without it",
            vec![format!("keep `{}`, with `deprecated: …`, until nobody needs it", field.wire_name)],
        ),
        Kind::Lost { field, .. } | Kind::Renamed { from: field, .. } => {
            (format!("`{}` of {what} is not read", field.wire_name), "", vec![])
        }
        Kind::Name { field, name } => (
            format!("`{}` of {what} may be written as `{name}`, which {readers} do not know", field.wire_name),
            "written under this name",
            vec![format!("keep the name on the wire: `wire: {}`", field.wire_name)],
        ),
        Kind::Needed(field) => (
            format!("`{}` of {what} may be absent or null now, and {readers} need it", field.wire_name),
            "may be absent or null",
            vec!["keep writing it: leave it without `?` and without a default".to_owned()],
        ),
        Kind::Type { from, to } => {
            (format!("{place} was `{to}` and is `{from}`, which {readers} do not read"), "another type", vec![])
        }
        Kind::Constraint => {
            (format!("{place} allows more than before, and {readers} refuse it"), "looser than before", vec![])
        }
        Kind::EnumValue(text) => (
            format!("`{text}` may be written in {place}, and {readers} do not know it"),
            "unknown to what runs",
            vec!["an enum with `open: true` keeps values that it does not know".to_owned()],
        ),
        Kind::Variant(name) => (
            format!("the variant `{name}` may be written in {place}, and {readers} do not know it"),
            "unknown to what runs",
            vec!["a union with `open: true` keeps variants that it does not know".to_owned()],
        ),
        Kind::Closed(name) => {
            (format!("`{name}` in {place} keeps unknown values now, and {readers} refuse them"), "open now", vec![])
        }
        Kind::Default { before, after } => (
            format!(
                "{place} means {} now where it is absent, and {readers} take it for {}",
                shown(before.as_ref()),
                shown(after.as_ref())
            ),
            "another value than before",
            vec![],
        ),
        Kind::Meaning(text) => (
            format!("`{text}` in {place} means another value now than {readers} take it for"),
            "another meaning",
            vec![],
        ),
        Kind::Precision { from, to } => (
            format!("{place} writes `{from}`, and {readers} read it into `{to}`, which does not hold it exactly"),
            "more exact than what reads it",
            vec![],
        ),
        Kind::Order => (format!("{place} is ordered now, and {readers} read it as a set"), "a list now", vec![]),
        Kind::Tag { from, to } => {
            (format!("{place} is told by {from} now, and {readers} look for {to}"), "told otherwise", vec![])
        }
        Kind::Unit { from, to } => (
            format!("{place} counts {} now, and {readers} take it for {}", unit(from), unit(to)),
            "another unit",
            vec![],
        ),
        Kind::Pii { .. } => ("a mark of personal data differs".to_owned(), "", vec![]),
        Kind::Other => (format!("{readers} do not read all that {what} writes"), "", vec![]),
    };
    help.push(order.to_owned());
    Words { message, label: label.to_owned(), help: alternatives(help) }
}

/// Ways out, of which each but the first may begin with "or".
fn alternatives(mut help: Vec<String>) -> Vec<String> {
    if let Some(first) = help.first_mut()
        && let Some(rest) = first.strip_prefix("or ")
    {
        *first = rest.to_owned();
    }
    help
}

/// A difference in a few words, inside of a sentence.
pub(super) fn short(kind: &Kind<'_>, path: &str) -> String {
    match kind {
        Kind::Missing(field) => format!("it needs `{}`", field.wire_name),
        Kind::Name { field, name } => format!("`{name}` is not its name of `{}`", field.wire_name),
        Kind::Needed(field) => format!("`{}` may be absent or null", field.wire_name),
        Kind::Type { from, to } => format!("`{path}` is `{from}`, and it reads `{to}`"),
        Kind::Constraint => format!("`{path}` allows more than it reads"),
        Kind::EnumValue(text) => format!("it does not know the value `{text}`"),
        Kind::Variant(name) => format!("it does not know the variant `{name}`"),
        Kind::Closed(name) => format!("`{name}` keeps values that it does not know"),
        Kind::Default { .. } => format!("an absent `{path}` is another value there"),
        Kind::Unit { from, to } => format!("`{path}` counts {}, and not {}", unit(from), unit(to)),
        Kind::Lost { .. }
        | Kind::Renamed { .. }
        | Kind::Meaning(_)
        | Kind::Precision { .. }
        | Kind::Order
        | Kind::Tag { .. }
        | Kind::Pii { .. }
        | Kind::Other => format!("`{path}` reads as something else there"),
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

fn shown(value: Option<&Value>) -> String {
    value.map_or("none".to_owned(), |value| format!("`{value}`"))
}

fn unit(unit: &Option<String>) -> String {
    unit.as_ref().map_or("nothing that is named".to_owned(), |unit| format!("`{unit}`"))
}
