//! Recorded events: what a store keeps, and the borrowed part of it that decoding needs.

use std::str::Utf8Error;

use jiff::Timestamp;

use crate::encoded::Encoded;
use crate::metadata::Metadata;

/// An event as it was recorded, in whatever version it was written.
///
/// ```
/// use retold::{EventSet, RecordedEvent};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(retold::Event, Serialize, Deserialize)]
/// # #[event(name = "shop.ItemAdded", version = 1)]
/// # struct ItemAdded { qty: u32 }
/// # #[derive(retold::EventSet)]
/// # enum CartEvent { ItemAdded(ItemAdded) }
/// let event = CartEvent::from(ItemAdded { qty: 2 });
/// let mut recorded = RecordedEvent::from(event.encode()?);
/// recorded.stream = Some("shop.Cart/7".to_owned());
/// recorded.position = Some(1);
///
/// let mut line = Vec::new();
/// recorded.write_line(&mut line)?;
/// assert_eq!(
///     String::from_utf8(line)?,
///     "{\"type\":\"shop.ItemAdded\",\"version\":1,\"stream\":\"shop.Cart/7\",\"position\":1,\"data\":{\"qty\":2}}\n",
/// );
/// assert_eq!(CartEvent::decode(&recorded)?.len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct RecordedEvent {
    /// The name on the wire.
    pub name: String,
    /// The version of the payload.
    pub version: u32,
    /// The lowest version whose readers can read the payload; nothing means this version alone.
    pub reads_as: Option<u32>,
    /// The payload: JSON.
    pub payload: Vec<u8>,
    /// The stream, such as `shop.Cart/0190163d-8694-739b-aea5-966c26f8ad91`.
    pub stream: Option<String>,
    /// Which version of the stream it made, from 1.
    pub stream_version: Option<u64>,
    /// Where it stands in the store, or in the stream, as whoever recorded it counts.
    pub position: Option<u64>,
    /// When it was recorded.
    pub time: Option<Timestamp>,
    /// Who, why, and in answer to what.
    pub metadata: Metadata,
}

impl RecordedEvent {
    /// A payload with its name and version, and nothing else known yet.
    #[must_use]
    pub fn new(name: impl Into<String>, version: u32, payload: impl Into<Vec<u8>>) -> Self {
        Self {
            name: name.into(),
            version,
            reads_as: None,
            payload: payload.into(),
            stream: None,
            stream_version: None,
            position: None,
            time: None,
            metadata: Metadata::default(),
        }
    }
}

impl From<Encoded> for RecordedEvent {
    fn from(encoded: Encoded) -> Self {
        let reads_as = (encoded.reads_as != encoded.version).then_some(encoded.reads_as);
        Self { reads_as, ..Self::new(encoded.name, encoded.version, encoded.payload) }
    }
}

impl<'a> From<&'a RecordedEvent> for Recorded<'a> {
    fn from(event: &'a RecordedEvent) -> Self {
        Self {
            name: &event.name,
            version: event.version,
            reads_as: event.reads_as,
            payload: Payload::Bytes(&event.payload),
            stream: event.stream.as_deref(),
            position: event.position,
        }
    }
}

/// A recorded event as far as decoding it needs, borrowed from wherever it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
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
    #[inline]
    #[must_use]
    pub fn new(name: &'a str, version: u32, payload: impl Into<Payload<'a>>) -> Self {
        Self { name, version, reads_as: None, payload: payload.into(), stream: None, position: None }
    }

    /// The same, readable by readers of this version and those after it.
    #[must_use]
    pub fn reads_as(self, version: u32) -> Self {
        Self { reads_as: Some(version), ..self }
    }

    /// The same, found in this stream.
    #[must_use]
    pub fn in_stream(self, stream: &'a str) -> Self {
        Self { stream: Some(stream), ..self }
    }

    /// The same, found at this position.
    #[must_use]
    pub fn at_position(self, position: u64) -> Self {
        Self { position: Some(position), ..self }
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
    #[inline]
    fn from(text: &'a str) -> Self {
        Payload::Text(text)
    }
}

impl<'a> From<&'a [u8]> for Payload<'a> {
    #[inline]
    fn from(bytes: &'a [u8]) -> Self {
        Payload::Bytes(bytes)
    }
}

impl<'a> From<&'a Vec<u8>> for Payload<'a> {
    #[inline]
    fn from(bytes: &'a Vec<u8>) -> Self {
        Payload::Bytes(bytes)
    }
}
