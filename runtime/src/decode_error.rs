//! Why a recorded event or a command could not be decoded: what it was, where it was found, what is known instead.

use std::error::Error;
use std::fmt;
use std::str::Utf8Error;

use crate::json::without_place;
use crate::path;
use crate::read::ReadError;
use crate::recorded::Recorded;
use crate::suggest::closest;
use crate::versioned::Kind;

/// Why a recorded event could not be decoded; with its name, its version and where it was found.
///
/// ```
/// use retold::{EventSet, Recorded};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(retold::Event, Serialize, Deserialize)]
/// # #[event(name = "shop.ItemAdded", version = 1)]
/// # struct ItemAdded { qty: u32 }
/// # #[derive(retold::EventSet)]
/// # enum CartEvent { ItemAdded(ItemAdded) }
/// let recorded = Recorded::new("shop.ItemAdded", 1, r#"{"qty":-1}"#).in_stream("shop.Cart/7").at_position(12);
/// let Err(error) = CartEvent::decode(recorded) else { panic!() };
/// assert!(error.is_wrong_shape());
/// assert_eq!(error.path(), Some("$.qty"));
/// assert_eq!(
///     error.to_string(),
///     "`shop.ItemAdded` v1 in stream `shop.Cart/7` at position 12: `$.qty`: \
///      invalid value: integer `-1`, expected u32",
/// );
/// ```
#[derive(Debug)]
pub struct DecodeError(Box<Inner>);

#[derive(Debug)]
struct Inner {
    name: String,
    version: u32,
    stream: Option<String>,
    position: Option<u64>,
    /// Whether it is the answer of a query.
    answer: bool,
    cause: Cause,
}

#[derive(Debug)]
enum Cause {
    UnknownName { known: Vec<&'static str> },
    UnknownVersion { reads_as: Option<u32>, known: Vec<(u32, u32)> },
    NotUtf8(Utf8Error),
    NotJson { path: String, message: String },
    WrongShape { path: String, message: String },
    Step { to: Option<u32>, source: Box<dyn Error + Send + Sync> },
    Undeclared(&'static str),
}

impl DecodeError {
    #[cold]
    pub(crate) fn not_utf8(recorded: &Recorded<'_>, error: Utf8Error) -> Self {
        Self::caused(recorded, Cause::NotUtf8(error))
    }

    /// `kinds` are those of the set, what it once had included.
    #[cold]
    pub(crate) fn new(recorded: &Recorded<'_>, json: &str, error: ReadError, kinds: &[&'static [Kind]]) -> Self {
        let kinds = || kinds.iter().copied().flatten();
        let cause = match error {
            ReadError::NoName => {
                let mut known: Vec<_> = kinds().map(|kind| kind.name).collect();
                known.sort_unstable();
                known.dedup();
                Cause::UnknownName { known }
            }
            ReadError::NoVersion => {
                let mut known: Vec<_> = kinds()
                    .filter(|kind| kind.has_name(recorded.name))
                    .map(|kind| (kind.oldest, kind.version))
                    .collect();
                known.sort_unstable();
                known.dedup();
                Cause::UnknownVersion { reads_as: recorded.reads_as, known }
            }
            ReadError::Shape(error) => {
                let path = path::at(json, error.line(), error.column());
                let message = without_place(&error);
                match error.classify() {
                    serde_json::error::Category::Data => Cause::WrongShape { path, message },
                    _ => Cause::NotJson { path, message },
                }
            }
            ReadError::Step { to, source } => Cause::Step { to, source },
            ReadError::Undeclared(name) => Cause::Undeclared(name),
        };
        Self::caused(recorded, cause)
    }

    fn caused(recorded: &Recorded<'_>, cause: Cause) -> Self {
        Self(Box::new(Inner {
            name: recorded.name.to_owned(),
            version: recorded.version,
            stream: recorded.stream.map(str::to_owned),
            position: recorded.position,
            answer: false,
            cause,
        }))
    }

    /// The same about the answer of a query.
    #[cold]
    pub(crate) fn in_answer(mut self) -> Self {
        self.0.answer = true;
        self
    }

    /// The name on the wire.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// The version that was written.
    #[must_use]
    pub fn version(&self) -> u32 {
        self.0.version
    }

    /// The stream, if that was known.
    #[must_use]
    pub fn stream(&self) -> Option<&str> {
        self.0.stream.as_deref()
    }

    /// The position, if that was known.
    #[must_use]
    pub fn position(&self) -> Option<u64> {
        self.0.position
    }

    /// Where in the payload the problem is, such as `$.lines[3].quantity`; only for payloads that are not JSON or not
    /// of the shape of their version.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        match &self.0.cause {
            Cause::NotJson { path, .. } | Cause::WrongShape { path, .. } => Some(path),
            _ => None,
        }
    }

    /// Whether the set has no event of this name.
    #[must_use]
    pub fn is_unknown_name(&self) -> bool {
        matches!(self.0.cause, Cause::UnknownName { .. })
    }

    /// Whether the set knows the name and not the version.
    #[must_use]
    pub fn is_unknown_version(&self) -> bool {
        matches!(self.0.cause, Cause::UnknownVersion { .. })
    }

    /// Whether the payload is not JSON at all, or not UTF-8.
    #[must_use]
    pub fn is_not_json(&self) -> bool {
        matches!(self.0.cause, Cause::NotJson { .. } | Cause::NotUtf8(_))
    }

    /// Whether the payload is JSON and not of the shape of its version.
    #[must_use]
    pub fn is_wrong_shape(&self) -> bool {
        matches!(self.0.cause, Cause::WrongShape { .. })
    }

    /// Whether a step between versions failed, or the function of a `becomes`; the [`source`](Error::source) is what
    /// that function said.
    #[must_use]
    pub fn is_upcast(&self) -> bool {
        matches!(self.0.cause, Cause::Step { .. } | Cause::Undeclared(_))
    }
}

/// As many names as a message lists.
const LISTED: usize = 20;
/// As much of somebody else's message as is shown, in bytes.
const SHOWN: usize = 400;

impl fmt::Display for DecodeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { name, version, stream, position, answer, cause } = &*self.0;
        if *answer {
            formatter.write_str("the answer of ")?;
        }
        write!(formatter, "`{}` v{version}", path::shortened(name))?;
        if let Some(stream) = stream {
            write!(formatter, " in stream `{}`", path::shortened(stream))?;
        }
        if let Some(position) = position {
            write!(formatter, " at position {position}")?;
        }
        formatter.write_str(": ")?;
        match cause {
            Cause::UnknownName { known } => unknown_name(formatter, name, known),
            Cause::UnknownVersion { reads_as, known } => unknown_version(formatter, *reads_as, known),
            Cause::NotUtf8(error) => write!(formatter, "the payload is not UTF-8: {error}"),
            Cause::NotJson { path, message } => {
                write!(formatter, "the payload is not JSON at `{path}`: {}", truncated(message))
            }
            Cause::WrongShape { path, message } => write!(formatter, "`{path}`: {}", truncated(message)),
            Cause::Step { to: Some(to), source } => {
                write!(formatter, "the step to v{to} failed: {}", truncated(&source.to_string()))
            }
            Cause::Step { to: None, source } => {
                write!(formatter, "what it becomes could not be made: {}", truncated(&source.to_string()))
            }
            Cause::Undeclared(event) => {
                write!(formatter, "it became `{event}`, which its `becomes` does not name")
            }
        }
    }
}

fn unknown_name(formatter: &mut fmt::Formatter<'_>, name: &str, known: &[&'static str]) -> fmt::Result {
    if known.is_empty() {
        return formatter.write_str("the name is not known, and no other is");
    }
    let listed = known.iter().take(LISTED).copied().collect::<Vec<_>>().join("`, `");
    write!(formatter, "the name is not known; known are `{listed}`")?;
    if known.len() > LISTED {
        write!(formatter, " and {} more", known.len() - LISTED)?;
    }
    match closest(name, known) {
        Some(meant) => write!(formatter, "; did you mean `{meant}`?"),
        None => Ok(()),
    }
}

fn unknown_version(formatter: &mut fmt::Formatter<'_>, reads_as: Option<u32>, known: &[(u32, u32)]) -> fmt::Result {
    formatter.write_str("the version is not known")?;
    if let Some(reads_as) = reads_as {
        write!(formatter, ", nor one that reads it from v{reads_as} up")?;
    }
    let ranges = known.iter().map(|(oldest, newest)| match oldest == newest {
        true => format!("v{newest}"),
        false => format!("v{oldest} to v{newest}"),
    });
    write!(formatter, "; known: {}", ranges.collect::<Vec<_>>().join(", "))
}

/// The start of a message that may hold a value of any length.
fn truncated(message: &str) -> &str {
    let end = (0..=SHOWN.min(message.len())).rev().find(|end| message.is_char_boundary(*end)).unwrap_or(0);
    &message[..end]
}

impl Error for DecodeError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &self.0.cause {
            Cause::Step { source, .. } => Some(&**source),
            Cause::NotUtf8(error) => Some(error),
            _ => None,
        }
    }
}
