//! The differences of two versions that matter to who reads: what the relation shows to be refused, told as what the
//! author did, and what is read but means something else.

use serde_json::Value;

use super::Version;
use super::prepared::{prepared, unknown_format, written};
use super::{refused, walk};
use crate::compat::{self, Mode};
use crate::rules;
use crate::shape::json_schema::Unlisted;

/// Which side of a question is the newer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Newer {
    Reader,
    Writer,
}

/// One difference.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Difference {
    pub(super) kind: Kind,
    /// Where in the payload.
    pub(super) path: String,
    /// Where the writer's schema says it, as a JSON pointer.
    pub(super) writer: String,
    /// Where the reader's schema says it.
    pub(super) reader: String,
    pub(super) shown: Shown,
}

/// What differs.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    /// The reader needs a key that the writer does not have.
    Missing(String),
    /// The writer has a key that the reader does not have.
    Lost(String),
    /// The same, and the reader has a new one of the same type.
    Renamed { from: String, to: String },
    /// The writer may have used a name of the key that the reader does not know.
    Alias { key: String, name: String },
    /// The writer may leave out, or write as null, what the reader needs.
    Needed(String),
    /// The one type does not read all of the other.
    Type { from: String, to: String },
    /// The reader asks for more: the keyword.
    Constraint(String),
    /// A value that the reader does not know.
    EnumValue(String),
    /// A variant that the reader does not know.
    Variant(String),
    /// The reader refuses keys that it does not know, and the writer has this one.
    Unknown(String),
    /// An absent key reads as something else.
    Default { before: Option<Value>, after: Option<Value> },
    /// A number is read into a type that does not hold it.
    Precision { from: String, to: String },
    /// Variants are told in another way.
    Tag { from: String, to: String },
    /// None of these: what the relation says.
    Other(String),
}

impl Kind {
    /// Whether one keyword says it all, so that it is the place to look at.
    pub(super) fn is_about_a_keyword(&self) -> bool {
        match self {
            Kind::Constraint(_) | Kind::Unknown(_) | Kind::Other(_) => true,
            Kind::Missing(_)
            | Kind::Lost(_)
            | Kind::Renamed { .. }
            | Kind::Alias { .. }
            | Kind::Needed(_)
            | Kind::Type { .. }
            | Kind::EnumValue(_)
            | Kind::Variant(_)
            | Kind::Default { .. }
            | Kind::Precision { .. }
            | Kind::Tag { .. } => false,
        }
    }
}

/// How it shows.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Shown {
    /// This may have been written, and the reader refuses it.
    Refused(Value),
    /// This may have been written, and reads as the second and not as the first.
    Read(Value, Value, Value),
    /// No payload shows it.
    Fact,
    /// It was not decided: why.
    Undecided(String),
}

/// Everything that a reader does not read as the writer wrote it.
pub(super) fn differences(writer: &Version, reader: &Version, newer: Newer) -> Vec<Difference> {
    if writer.schema == reader.schema {
        return Vec::new();
    }
    let (from, to) = (prepared(&writer.schema), prepared(&reader.schema));
    let walked = walk::walk(&from, &to, newer);
    let mut found: Vec<Difference> = Vec::new();
    match compat::compare(&written(&from), &to, Mode::Backward, Unlisted::Refused) {
        Ok(report) => {
            for finding in &report.findings {
                if finding.rule == rules::json_schema_undecided::RULE.id {
                    let why = match unknown_format(&finding.message) {
                        Some(format) => format!("what the format `{format}` takes is not known"),
                        None => finding.message.trim_start_matches("not decided: ").to_owned(),
                    };
                    let place = finding.place.trim_start_matches('#').to_owned();
                    found.push(Difference {
                        kind: Kind::Other(String::new()),
                        path: "$".to_owned(),
                        writer: place.clone(),
                        reader: place,
                        shown: Shown::Undecided(why),
                    });
                    continue;
                }
                for difference in refused::told(finding, &from, &to, &walked, newer) {
                    let is_told = |other: &Difference| other.path == difference.path && other.kind == difference.kind;
                    if !found.iter().any(is_told) {
                        found.push(difference);
                    }
                }
            }
        }
        Err(error) => {
            let why = match error {
                compat::Unreadable::Old(why) | compat::Unreadable::New(why) => why.message,
            };
            found.push(Difference {
                kind: Kind::Other(String::new()),
                path: "$".to_owned(),
                writer: String::new(),
                reader: String::new(),
                shown: Shown::Undecided(why),
            });
        }
    }
    for difference in walked.found {
        // What is refused for the same reason was told with it.
        let is_told = found.iter().any(|told| match (&told.kind, &difference.kind) {
            (Kind::Renamed { from, .. }, Kind::Lost(name)) => from == name,
            (Kind::Renamed { from, .. }, Kind::Renamed { from: name, .. }) => from == name,
            (Kind::Alias { name, .. }, Kind::Lost(lost)) => name == lost,
            (Kind::Unknown(name), Kind::Lost(lost)) => name == lost && told.path == difference.path,
            (Kind::Precision { .. } | Kind::Type { .. }, Kind::Precision { .. }) => told.path == difference.path,
            _ => false,
        });
        if !is_told {
            found.push(difference);
        }
    }
    found
}
