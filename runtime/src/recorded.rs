//! Recorded events: what a store keeps.

use std::str::Utf8Error;

/// A recorded event as far as decoding it needs, borrowed from wherever it was read.
#[derive(Clone, Copy, Debug)]
pub struct Recorded<'a> {
    /// The name on the wire.
    pub name: &'a str,
    /// The version of the payload.
    pub version: u32,
    /// The lowest version whose readers can read the payload, if that was recorded.
    pub reads_as: Option<u32>,
    /// The payload.
    pub payload: Payload<'a>,
    /// The stream, for messages.
    pub stream: Option<&'a str>,
    /// The position, for messages.
    pub position: Option<u64>,
}

impl<'a> Recorded<'a> {
    /// A payload with its name and version, and nothing else known.
    #[must_use]
    pub fn new(name: &'a str, version: u32, payload: impl Into<Payload<'a>>) -> Self {
        Self { name, version, reads_as: None, payload: payload.into(), stream: None, position: None }
    }
}

/// A payload: bytes, or text that is known to be UTF-8 and not checked again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payload<'a> {
    /// JSON text.
    Text(&'a str),
    /// Bytes that should be JSON.
    Bytes(&'a [u8]),
}

impl<'a> Payload<'a> {
    /// The payload as text.
    ///
    /// # Errors
    /// When it is not UTF-8.
    #[inline]
    pub fn text(self) -> Result<&'a str, Utf8Error> {
        match self {
            Payload::Text(text) => Ok(text),
            Payload::Bytes(bytes) => std::str::from_utf8(bytes),
        }
    }
}

impl<'a> From<&'a str> for Payload<'a> {
    fn from(text: &'a str) -> Self {
        Payload::Text(text)
    }
}

impl<'a> From<&'a [u8]> for Payload<'a> {
    fn from(bytes: &'a [u8]) -> Self {
        Payload::Bytes(bytes)
    }
}
