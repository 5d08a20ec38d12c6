//! `#[event(…)]`, `#[command(…)]` and `#[query(…)]`: the name on the wire, the version, and where it comes from.

use proc_macro2::Span;
use syn::{Attribute, Ident, LitStr, Path, Type};

use super::{Seen, once, read};
use crate::problems::Problems;

/// `#[event(…)]`, `#[command(…)]` or `#[query(…)]`, as far as it was given.
#[derive(Default)]
pub(crate) struct MessageAttr {
    pub(crate) name: Option<LitStr>,
    pub(crate) version: Option<(u32, Span)>,
    pub(crate) step: Option<Step>,
    pub(crate) aliases: Vec<LitStr>,
    pub(crate) oldest: Option<Ident>,
    pub(crate) reads_as: Option<(u32, Span)>,
    pub(crate) emits: Option<Vec<Type>>,
    /// What a query answers.
    pub(crate) answer: Option<Type>,
    /// The form of the answer on the wire, where it is not serde's.
    pub(crate) codec: Option<Type>,
    /// The schema that the type is held against.
    pub(crate) schema: Option<LitStr>,
    pub(crate) krate: Option<Path>,
    /// How far the attribute could be read.
    pub(crate) seen: Seen,
    /// The keys that are there, with a value that could be read or not.
    keys: Vec<String>,
}

/// The step from the version before.
pub(crate) struct Step {
    pub(crate) from: Type,
    pub(crate) fallible: bool,
}

const EVENT: [&str; 9] = ["name", "version", "from", "try_from", "alias", "oldest", "reads_as", "schema", "crate"];
const COMMAND: [&str; 10] =
    ["name", "version", "from", "try_from", "alias", "oldest", "reads_as", "emits", "schema", "crate"];
const QUERY: [&str; 11] =
    ["name", "version", "from", "try_from", "alias", "oldest", "reads_as", "answer", "codec", "schema", "crate"];

impl MessageAttr {
    /// Whether a key is there, or may be, even if its value could not be read: that is a mistake of its own.
    pub(crate) fn tried(&self, key: &str) -> bool {
        self.seen == Seen::Partly || self.keys.iter().any(|found| found == key)
    }

    pub(crate) fn event(attributes: &[Attribute], problems: &mut Problems) -> Self {
        Self::read(attributes, "event", &EVENT, problems)
    }

    pub(crate) fn command(attributes: &[Attribute], problems: &mut Problems) -> Self {
        Self::read(attributes, "command", &COMMAND, problems)
    }

    pub(crate) fn query(attributes: &[Attribute], problems: &mut Problems) -> Self {
        Self::read(attributes, "query", &QUERY, problems)
    }

    fn read(attributes: &[Attribute], attribute: &str, known: &[&str], problems: &mut Problems) -> Self {
        let mut this = Self::default();
        let seen = read(attributes, attribute, known, problems, |entry| {
            let key = &entry.key;
            let text = key.to_string();
            if !known.contains(&text.as_str()) {
                return Ok(false);
            }
            this.keys.push(text.clone());
            match text.as_str() {
                "name" => once(&mut this.name, key, entry.text()?),
                "version" => once(&mut this.version, key, entry.number()?),
                "from" | "try_from" => {
                    let step = Step { from: entry.earlier()?, fallible: text == "try_from" };
                    if this.step.is_some() {
                        return Err(syn::Error::new(key.span(), "a version has one step: `from` or `try_from`, once"));
                    }
                    once(&mut this.step, key, step)
                }
                "alias" => {
                    this.aliases.push(entry.text()?);
                    Ok(true)
                }
                "oldest" => {
                    entry.alone()?;
                    once(&mut this.oldest, key, key.clone())
                }
                "reads_as" => once(&mut this.reads_as, key, entry.number()?),
                "emits" => once(&mut this.emits, key, entry.list()?),
                "answer" => once(&mut this.answer, key, entry.value()?),
                "codec" => once(&mut this.codec, key, entry.value()?),
                "schema" => once(&mut this.schema, key, entry.text()?),
                "crate" => once(&mut this.krate, key, entry.value()?),
                _ => Ok(false),
            }
        });
        this.seen = seen;
        this
    }
}
