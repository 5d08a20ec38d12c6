//! The words of a finding about two versions of a type written by hand: what changed, and what to write in Rust.

use serde_json::Value;

use super::Kind as Of;
use super::differences::{Kind, Newer};
use crate::rules::{self, Rule};

/// What two versions are of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Context<'m> {
    pub(super) kind: Of,
    pub(super) name: &'m str,
    pub(super) version: u32,
    /// The newest version of the newer side.
    pub(super) newest: u32,
    /// The type of the newer side.
    pub(super) type_name: &'m str,
}

/// Message, label and help.
pub(super) struct Words {
    pub(super) message: String,
    pub(super) label: String,
    pub(super) help: Vec<String>,
}

/// The rule of a difference.
pub(super) fn rule_of(kind: &Kind, newer: Newer) -> &'static Rule {
    let by_side = |reader: &'static Rule, writer: &'static Rule| match newer {
        Newer::Reader => reader,
        Newer::Writer => writer,
    };
    match kind {
        Kind::Missing(_) => by_side(&rules::field_added_required::RULE, &rules::field_removed::RULE),
        Kind::Lost(_) => &rules::field_removed::RULE,
        Kind::Renamed { .. } => &rules::field_renamed::RULE,
        Kind::Alias { .. } => by_side(&rules::field_alias_removed::RULE, &rules::field_renamed::RULE),
        Kind::Needed(_) => by_side(&rules::field_made_required::RULE, &rules::field_made_optional::RULE),
        Kind::Type { .. } => &rules::type_changed::RULE,
        Kind::Constraint(_) => by_side(&rules::constraint_tightened::RULE, &rules::constraint_loosened::RULE),
        Kind::EnumValue(_) => by_side(&rules::enum_value_removed::RULE, &rules::enum_value_added::RULE),
        Kind::Variant(_) => by_side(&rules::variant_removed::RULE, &rules::variant_added::RULE),
        Kind::Unknown(_) => by_side(&rules::field_removed::RULE, &rules::payload_refused::RULE),
        Kind::Default { .. } => &rules::default_changed::RULE,
        Kind::Precision { .. } => &rules::precision_lost::RULE,
        Kind::Tag { .. } => &rules::tag_changed::RULE,
        Kind::Other(_) => &rules::payload_refused::RULE,
    }
}

/// What was written, on the older side.
pub(super) fn written(kind: Of) -> &'static str {
    match kind {
        Of::Event => "what is stored",
        Of::Command | Of::Query => "what clients still send",
    }
}

/// Who reads on the older side.
fn readers(kind: Of) -> &'static str {
    match kind {
        Of::Event => "readers that run the old types",
        Of::Command | Of::Query => "services that run the old types",
    }
}

/// What a finding is about.
fn what(context: &Context<'_>) -> String {
    format!("v{} of `{}`", context.version, context.name)
}

pub(super) fn words(context: &Context<'_>, newer: Newer, kind: &Kind, path: &str) -> Words {
    match newer {
        Newer::Reader => of_reader(context, kind, path),
        Newer::Writer => of_writer(context, kind, path),
    }
}

fn of_reader(context: &Context<'_>, kind: &Kind, path: &str) -> Words {
    let (what, written) = (what(context), written(context.kind));
    let place = if path == "$" { what.clone() } else { format!("`{path}` of {what}") };
    let (message, label, mut help): (String, &str, Vec<String>) = match kind {
        Kind::Missing(key) => (
            format!("{what} needs `{key}` now, which {written} does not have"),
            "needed, and nobody wrote it",
            vec![format!("say what an absent one is: `#[serde(default)]` on `{key}`, or make it an `Option`")],
        ),
        Kind::Lost(key) => (
            format!("`{key}` is gone from {what}, and {written} has it"),
            "it is not read any more",
            vec![format!("keep `{key}`, as an `Option` if it is not written any more")],
        ),
        Kind::Renamed { from, to } => (
            format!("`{from}` is gone from {what} and `{to}` is new: is it the same field?"),
            "the same, under a new name?",
            vec![
                format!("if it is, add `#[serde(alias = \"{from}\")]` to `{to}`"),
                format!("if it is not, keep `{from}`, and say what an absent `{to}` is: `#[serde(default)]`"),
            ],
        ),
        Kind::Alias { key, name } => (
            format!("`{name}` does not read as `{key}` in {what} any more, and {written} may have it"),
            "it was read under that name as well",
            vec![format!("add it again: `#[serde(alias = \"{name}\")]`")],
        ),
        Kind::Needed(key) => (
            format!("{what} needs `{key}` now, which may be absent or null in {written}"),
            "needed now",
            vec![format!("keep `{key}` an `Option`")],
        ),
        Kind::Type { from, to } => (
            format!("{place} was `{from}` and is `{to}`, which does not read all of {written}"),
            "another type",
            vec![],
        ),
        Kind::Constraint(keyword) => (
            format!("{place} asks for more than {written} had to meet: `{keyword}`"),
            "tighter than before",
            vec!["keep the constraint as it was".to_owned()],
        ),
        Kind::EnumValue(text) => (
            format!("`{text}` is gone, and {written} in {place} may have it"),
            "it is not a value any more",
            vec![format!("keep `{text}`")],
        ),
        Kind::Variant(name) => (
            format!("the variant `{name}` is gone, and {written} in {place} may have it"),
            "it is not a variant any more",
            vec![format!("keep `{name}`")],
        ),
        Kind::Unknown(key) => (
            format!("`{key}` is gone from {what}, which refuses keys that it does not know, and {written} has it"),
            "refused now",
            vec![format!("keep `{key}`, or take `deny_unknown_fields` away")],
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
        Kind::Precision { from, to } => (
            format!("`{to}` does not hold every `{from}` exactly, and {written} in {place} may have such a number"),
            "less exact",
            vec![],
        ),
        Kind::Tag { from, to } => (
            format!("the variants in {place} were told by {from}, and are told by {to} now"),
            "told by another key",
            vec!["keep the key on the wire as it was: `#[serde(tag = \"…\")]`".to_owned()],
        ),
        Kind::Other(why) => (format!("{what} does not read all of {written}{}", because(why)), "", vec![]),
    };
    help.push(format!(
        "or leave `{}` as it was, and make the change in a struct for v{}",
        context.type_name,
        context.newest + 1
    ));
    Words { message, label: label.to_owned(), help: alternatives(help) }
}

fn of_writer(context: &Context<'_>, kind: &Kind, path: &str) -> Words {
    let (what, readers) = (what(context), readers(context.kind));
    let place = if path == "$" { what.clone() } else { format!("`{path}` of {what}") };
    let (message, label, mut help): (String, &str, Vec<String>) = match kind {
        Kind::Missing(key) => (
            format!("`{key}` is gone from {what}, and {readers} need it"),
            "without it",
            vec![format!("keep `{key}` until nobody needs it")],
        ),
        Kind::Lost(key) => (format!("`{key}` of {what} is not read"), "", vec![]),
        Kind::Renamed { from, to } => (
            format!("`{to}` of {what} is written under this name, and {readers} look for `{from}`"),
            "written under this name",
            vec![format!("keep the name on the wire: `#[serde(rename = \"{from}\")]`")],
        ),
        Kind::Alias { key, name } => (
            format!("`{key}` of {what} may be written as `{name}`, which {readers} do not know"),
            "written under this name",
            vec![format!("keep the name on the wire: `#[serde(rename = \"{key}\")]`")],
        ),
        Kind::Needed(key) => (
            format!("`{key}` of {what} may be absent or null now, and {readers} need it"),
            "may be absent or null",
            vec!["keep writing it: leave it without `Option` and without a default".to_owned()],
        ),
        Kind::Type { from, to } => {
            (format!("{place} was `{to}` and is `{from}`, which {readers} do not read"), "another type", vec![])
        }
        Kind::Constraint(keyword) => (
            format!("{place} allows more than before, and {readers} refuse it: `{keyword}`"),
            "looser than before",
            vec![],
        ),
        Kind::EnumValue(text) => (
            format!("`{text}` may be written in {place}, and {readers} do not know it"),
            "unknown to what runs",
            vec![],
        ),
        Kind::Variant(name) => (
            format!("the variant `{name}` may be written in {place}, and {readers} do not know it"),
            "unknown to what runs",
            vec![],
        ),
        Kind::Unknown(key) => (
            format!("`{key}` is new in {what}, and {readers} refuse keys that they do not know"),
            "refused by what runs",
            vec![],
        ),
        Kind::Default { before, after } => (
            format!(
                "{place} means {} now where it is absent, and {readers} take it for {}",
                shown(before.as_ref()),
                shown(after.as_ref())
            ),
            "another value than before",
            vec![],
        ),
        Kind::Precision { from, to } => (
            format!("{place} writes `{from}`, and {readers} read it into `{to}`, which does not hold it exactly"),
            "more exact than what reads it",
            vec![],
        ),
        Kind::Tag { from, to } => (
            format!("the variants in {place} are told by {from} now, and {readers} look for {to}"),
            "told otherwise",
            vec![],
        ),
        Kind::Other(why) => (format!("{readers} do not read all that {what} writes{}", because(why)), "", vec![]),
    };
    help.push(match context.kind {
        Of::Event => "or deploy what reads it first, everywhere, and then what writes it".to_owned(),
        Of::Command | Of::Query => "or deploy what handles it first, everywhere, and then what sends it".to_owned(),
    });
    Words { message, label: label.to_owned(), help: alternatives(help) }
}

/// A difference in a few words, inside of a sentence.
pub(super) fn short(kind: &Kind, path: &str) -> String {
    match kind {
        Kind::Missing(key) => format!("it needs `{key}`"),
        Kind::Renamed { from, .. } => format!("it looks for `{from}`"),
        Kind::Alias { key, name } => format!("`{name}` is not its name of `{key}`"),
        Kind::Needed(key) => format!("`{key}` may be absent or null"),
        Kind::Type { from, to } => format!("`{path}` is `{from}`, and it reads `{to}`"),
        Kind::Constraint(_) => format!("`{path}` allows more than it reads"),
        Kind::EnumValue(text) => format!("it does not know the value `{text}`"),
        Kind::Variant(name) => format!("it does not know the variant `{name}`"),
        Kind::Unknown(key) => format!("it refuses `{key}`, which it does not know"),
        Kind::Default { .. } => format!("an absent `{path}` is another value there"),
        Kind::Tag { to, .. } => format!("`{path}` is not told by {to}"),
        Kind::Lost(_) | Kind::Precision { .. } | Kind::Other(_) => format!("`{path}` reads as something else there"),
    }
}

fn because(why: &str) -> String {
    let why = why.split_once(": ").map_or(why, |(_, why)| why);
    if why.is_empty() { String::new() } else { format!(": {why}") }
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

fn shown(value: Option<&Value>) -> String {
    value.map_or("none".to_owned(), |value| format!("`{value}`"))
}
