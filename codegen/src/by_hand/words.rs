//! The words of a finding about two versions of a type written by hand: what changed, and what to write in Rust.

use super::Kind as Of;
use super::differences::{Kind, Newer};
use crate::rules::{self, Rule};
use crate::wording::{About, Said, Words, otherwise};

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

/// A difference in the words of all types, where there are some.
fn said(kind: &Kind) -> Option<Said<'_>> {
    Some(match kind {
        Kind::Missing(key) => Said::Missing(key),
        Kind::Lost(key) => Said::Lost(key),
        Kind::Renamed { from, to } => Said::Renamed { from, to },
        Kind::Alias { key, name } => Said::Alias { key, name },
        Kind::Needed(key) => Said::Needed(key),
        Kind::Type { from, to } => Said::Type { from, to },
        Kind::Constraint(keyword) => Said::Constraint(Some(keyword)),
        Kind::EnumValue(text) => Said::EnumValue(text),
        Kind::Variant(name) => Said::Variant(name),
        Kind::Default { before, after } => Said::Default { before: before.as_ref(), after: after.as_ref() },
        Kind::Precision { from, to } => Said::Precision { from, to },
        Kind::Unknown(_) | Kind::Tag { .. } | Kind::Other(_) => return None,
    })
}

fn of_reader(context: &Context<'_>, kind: &Kind, path: &str) -> Words {
    let (what, written) = (what(context), written(context.kind));
    let about = About { what: &what, path, older: written };
    let own = || match kind {
        Kind::Unknown(key) => (
            format!("`{key}` is gone from {what}, which refuses keys that it does not know, and {written} has it"),
            "refused now",
        ),
        Kind::Tag { from, to } => (
            format!("the variants in {} were told by {from}, and are told by {to} now", about.place()),
            "told by another key",
        ),
        other => (format!("{what} does not read all of {written}{}", because(other)), ""),
    };
    let said = said(kind).map_or_else(own, |said| said.to_reader(about));
    let mut help = match kind {
        Kind::Missing(key) => {
            vec![format!("say what an absent one is: `#[serde(default)]` on `{key}`, or make it an `Option`")]
        }
        Kind::Lost(key) => vec![format!("keep `{key}`, as an `Option` if it is not written any more")],
        Kind::Renamed { from, to } => vec![
            format!("if it is, add `#[serde(alias = \"{from}\")]` to `{to}`"),
            format!("if it is not, keep `{from}`, and say what an absent `{to}` is: `#[serde(default)]`"),
        ],
        Kind::Alias { name, .. } => vec![format!("add it again: `#[serde(alias = \"{name}\")]`")],
        Kind::Needed(key) => vec![format!("keep `{key}` an `Option`")],
        Kind::Constraint(_) => vec!["keep the constraint as it was".to_owned()],
        Kind::EnumValue(kept) | Kind::Variant(kept) => vec![format!("keep `{kept}`")],
        Kind::Unknown(key) => vec![format!("keep `{key}`, or take `deny_unknown_fields` away")],
        Kind::Default { .. } => vec![format!("keep the default as it was: {written} means that value")],
        Kind::Tag { .. } => vec!["keep the key on the wire as it was: `#[serde(tag = \"…\")]`".to_owned()],
        Kind::Type { .. } | Kind::Precision { .. } | Kind::Other(_) => vec![],
    };
    help.push(format!(
        "or leave `{}` as it was, and make the change in a struct for v{}",
        context.type_name,
        context.newest + 1
    ));
    Words::new(said, help)
}

fn of_writer(context: &Context<'_>, kind: &Kind, path: &str) -> Words {
    let (what, readers) = (what(context), readers(context.kind));
    let about = About { what: &what, path, older: readers };
    let own = || match kind {
        Kind::Unknown(key) => (
            format!("`{key}` is new in {what}, and {readers} refuse keys that they do not know"),
            "refused by what runs",
        ),
        Kind::Tag { from, to } => (
            format!("the variants in {} are told by {from} now, and {readers} look for {to}", about.place()),
            "told otherwise",
        ),
        other => (format!("{readers} do not read all that {what} writes{}", because(other)), ""),
    };
    let said = said(kind).map_or_else(own, |said| said.to_writer(about));
    let mut help = match kind {
        Kind::Missing(key) => vec![format!("keep `{key}` until nobody needs it")],
        Kind::Renamed { from: name, .. } | Kind::Alias { key: name, .. } => {
            vec![format!("keep the name on the wire: `#[serde(rename = \"{name}\")]`")]
        }
        Kind::Needed(_) => vec!["keep writing it: leave it without `Option` and without a default".to_owned()],
        Kind::Lost(_)
        | Kind::Type { .. }
        | Kind::Constraint(_)
        | Kind::EnumValue(_)
        | Kind::Variant(_)
        | Kind::Unknown(_)
        | Kind::Default { .. }
        | Kind::Precision { .. }
        | Kind::Tag { .. }
        | Kind::Other(_) => vec![],
    };
    help.push(match context.kind {
        Of::Event => "or deploy what reads it first, everywhere, and then what writes it".to_owned(),
        Of::Command | Of::Query => "or deploy what handles it first, everywhere, and then what sends it".to_owned(),
    });
    Words::new(said, help)
}

/// A difference in a few words, inside of a sentence.
pub(super) fn short(kind: &Kind, path: &str) -> String {
    match kind {
        Kind::Unknown(key) => format!("it refuses `{key}`, which it does not know"),
        Kind::Tag { to, .. } => format!("`{path}` is not told by {to}"),
        other => said(other).map_or_else(|| otherwise(path), |said| said.short(path)),
    }
}

/// Why, where a person said.
fn because(kind: &Kind) -> String {
    let Kind::Other(why) = kind else { return String::new() };
    let why = why.split_once(": ").map_or(why.as_str(), |(_, why)| why);
    if why.is_empty() { String::new() } else { format!(": {why}") }
}
