//! An event or command as it is stored or sent.

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

/// Why an event or command could not be written.
#[derive(Debug)]
pub struct EncodeError {
    name: &'static str,
    version: u32,
    source: serde_json::Error,
}

impl fmt::Display for EncodeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "cannot write `{}` v{}: {}", self.name, self.version, self.source)
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
        Err(source) => Err(EncodeError { name, version, source }),
    }
}
