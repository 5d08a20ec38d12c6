//! The sentences about a difference that are the same wherever the types come from: what changed, seen by who reads it now,
//! and by who still runs the old one. The way out is another one in YAML than in Rust, and is added by each.

use serde_json::Value;

/// Message, label and help of a finding.
pub(crate) struct Words {
    pub(crate) message: String,
    pub(crate) label: String,
    pub(crate) help: Vec<String>,
}

impl Words {
    pub(crate) fn new((message, label): (String, &'static str), help: Vec<String>) -> Self {
        Self { message, label: label.to_owned(), help: alternatives(help) }
    }
}

/// What changed, by names on the wire.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Said<'a> {
    /// The reader needs a key that the writer does not have.
    Missing(&'a str),
    /// The writer has a key that the reader does not have.
    Lost(&'a str),
    /// The same, and there is a new one that it may be.
    Renamed { from: &'a str, to: &'a str },
    /// A name of a key that the reader does not know.
    Alias { key: &'a str, name: &'a str },
    /// What may be absent or null, and must not be.
    Needed(&'a str),
    /// The one type does not read all of the other.
    Type { from: &'a str, to: &'a str },
    /// The reader asks for more; the keyword, where one is to be named.
    Constraint(Option<&'a str>),
    /// A value of an enum.
    EnumValue(&'a str),
    /// A variant of a union.
    Variant(&'a str),
    /// What an absent key reads as.
    Default { before: Option<&'a Value>, after: Option<&'a Value> },
    /// A number is read into a type that does not hold it.
    Precision { from: &'a str, to: &'a str },
}

/// Where it changed, and for whom.
#[derive(Clone, Copy, Debug)]
pub(crate) struct About<'a> {
    /// The version or definition: "v1 of `shop.ItemAdded`".
    pub(crate) what: &'a str,
    /// The path in its payload.
    pub(crate) path: &'a str,
    /// What was written, or who reads, on the older side.
    pub(crate) older: &'a str,
}

impl About<'_> {
    /// `$.qty` of …, or the whole.
    pub(crate) fn place(&self) -> String {
        if self.path == "$" { self.what.to_owned() } else { format!("`{}` of {}", self.path, self.what) }
    }
}

impl Said<'_> {
    /// Message and label where the reader is the newer side.
    pub(crate) fn to_reader(self, about: About<'_>) -> (String, &'static str) {
        let (what, written, place) = (about.what, about.older, about.place());
        match self {
            Said::Missing(key) => {
                (format!("{what} needs `{key}` now, which {written} does not have"), "needed, and nobody wrote it")
            }
            Said::Lost(key) => {
                (format!("`{key}` is gone from {what}, and {written} has it"), "it is not read any more")
            }
            Said::Renamed { from, to } => (
                format!("`{from}` is gone from {what} and `{to}` is new: is it the same field?"),
                "the same, under a new name?",
            ),
            Said::Alias { key, name } => (
                format!("`{name}` does not read as `{key}` in {what} any more, and {written} may have it"),
                "it was read under that name as well",
            ),
            Said::Needed(key) => {
                (format!("{what} needs `{key}` now, which may be absent or null in {written}"), "needed now")
            }
            Said::Type { from, to } => {
                (format!("{place} was `{from}` and is `{to}`, which does not read all of {written}"), "another type")
            }
            Said::Constraint(keyword) => {
                (format!("{place} asks for more than {written} had to meet{}", named(keyword)), "tighter than before")
            }
            Said::EnumValue(text) => {
                (format!("`{text}` is gone, and {written} in {place} may have it"), "it is not a value any more")
            }
            Said::Variant(name) => (
                format!("the variant `{name}` is gone, and {written} in {place} may have it"),
                "it is not a variant any more",
            ),
            Said::Default { before, after } => (
                format!("{place} read as {} where it is absent, and reads as {} now", shown(before), shown(after)),
                "another value than before",
            ),
            Said::Precision { from, to } => (
                format!("`{to}` does not hold every `{from}` exactly, and {written} in {place} may have such a number"),
                "less exact",
            ),
        }
    }

    /// Message and label where the writer is the newer side.
    pub(crate) fn to_writer(self, about: About<'_>) -> (String, &'static str) {
        let (what, readers, place) = (about.what, about.older, about.place());
        match self {
            Said::Missing(key) => (format!("`{key}` is gone from {what}, and {readers} need it"), "without it"),
            Said::Lost(key) => (format!("`{key}` of {what} is not read"), ""),
            Said::Renamed { from, to } => (
                format!("`{to}` of {what} is written under this name, and {readers} look for `{from}`"),
                "written under this name",
            ),
            Said::Alias { key, name } => (
                format!("`{key}` of {what} may be written as `{name}`, which {readers} do not know"),
                "written under this name",
            ),
            Said::Needed(key) => {
                (format!("`{key}` of {what} may be absent or null now, and {readers} need it"), "may be absent or null")
            }
            Said::Type { from, to } => {
                (format!("{place} was `{to}` and is `{from}`, which {readers} do not read"), "another type")
            }
            Said::Constraint(keyword) => (
                format!("{place} allows more than before, and {readers} refuse it{}", named(keyword)),
                "looser than before",
            ),
            Said::EnumValue(text) => {
                (format!("`{text}` may be written in {place}, and {readers} do not know it"), "unknown to what runs")
            }
            Said::Variant(name) => (
                format!("the variant `{name}` may be written in {place}, and {readers} do not know it"),
                "unknown to what runs",
            ),
            Said::Default { before, after } => (
                format!(
                    "{place} means {} now where it is absent, and {readers} take it for {}",
                    shown(before),
                    shown(after)
                ),
                "another value than before",
            ),
            Said::Precision { from, to } => (
                format!("{place} writes `{from}`, and {readers} read it into `{to}`, which does not hold it exactly"),
                "more exact than what reads it",
            ),
        }
    }

    /// In a few words, inside of a sentence about an older reader.
    pub(crate) fn short(self, path: &str) -> String {
        match self {
            Said::Missing(key) => format!("it needs `{key}`"),
            Said::Renamed { from, .. } => format!("it looks for `{from}`"),
            Said::Alias { key, name } => format!("`{name}` is not its name of `{key}`"),
            Said::Needed(key) => format!("`{key}` may be absent or null"),
            Said::Type { from, to } => format!("`{path}` is `{from}`, and it reads `{to}`"),
            Said::Constraint(_) => format!("`{path}` allows more than it reads"),
            Said::EnumValue(text) => format!("it does not know the value `{text}`"),
            Said::Variant(name) => format!("it does not know the variant `{name}`"),
            Said::Default { .. } => format!("an absent `{path}` is another value there"),
            Said::Lost(_) | Said::Precision { .. } => otherwise(path),
        }
    }
}

/// What is short for anything that reads as something else.
pub(crate) fn otherwise(path: &str) -> String {
    format!("`{path}` reads as something else there")
}

fn named(keyword: Option<&str>) -> String {
    keyword.map(|keyword| format!(": `{keyword}`")).unwrap_or_default()
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
