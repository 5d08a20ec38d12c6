//! An event, command or query as it is stored or sent.

use std::error::Error;
use std::fmt;

use serde_core::ser::Serialize;

use crate::versioned::Kind;

/// A payload with what must be stored beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Encoded {
    /// The name on the wire.
    pub name: &'static str,
    /// The version.
    pub version: u32,
    /// The lowest version whose readers can read the payload.
    pub reads_as: u32,
    /// Compact JSON.
    pub payload: Vec<u8>,
}

/// Why an event, a command, a query or its answer could not be written.
#[derive(Debug)]
pub struct EncodeError {
    name: &'static str,
    version: u32,
    answer: bool,
    source: serde_json::Error,
}

impl EncodeError {
    pub(crate) fn answer(name: &'static str, version: u32, source: serde_json::Error) -> Self {
        Self { name, version, answer: true, source }
    }
}

impl fmt::Display for EncodeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = if self.answer { "the answer of " } else { "" };
        write!(formatter, "cannot write {what}`{}` v{}: {}", self.name, self.version, self.source)
    }
}

impl Error for EncodeError {}

/// Encodes one event or command.
///
/// # Errors
/// When a constraint does not hold, or JSON has no such value.
pub fn encode<T: Serialize>(value: &T, kind: &Kind) -> Result<Encoded, EncodeError> {
    let Kind { name, version, reads_as, .. } = *kind;
    match serde_json::to_vec(value) {
        Ok(payload) => Ok(Encoded { name, version, reads_as, payload }),
        Err(source) => Err(EncodeError { name, version, answer: false, source }),
    }
}
