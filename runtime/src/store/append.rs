//! What is appended at once, what must hold for it, and the answer.

use std::borrow::Cow;

use uuid::Uuid;

use super::error::{StoreError, StoreErrorKind};
use crate::encoded::Encoded;
use crate::metadata::Metadata;

/// The bytes of payload and metadata that one event may have, where a store is not told otherwise: 1 MiB.
pub const LARGEST_EVENT: usize = 1 << 20;

/// The bytes that the name of a stream may have.
pub const LONGEST_STREAM_NAME: usize = 512;

/// The version that a stream must have for an append.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Expected {
    /// Whatever it has.
    #[default]
    Any,
    /// None: nothing was ever appended.
    NoStream,
    /// This one; `Exactly(0)` is the same as [`NoStream`](Self::NoStream).
    Exactly(u64),
}

impl Expected {
    /// Whether a stream at this version meets it.
    #[must_use]
    pub fn is_met_by(self, actual: u64) -> bool {
        match self {
            Expected::Any => true,
            Expected::NoStream => actual == 0,
            Expected::Exactly(version) => actual == version,
        }
    }
}

/// An event to append.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct NewEvent {
    /// Its id: a `UUIDv7` of now, unless another is set.
    pub id: Uuid,
    /// The name on the wire.
    pub name: Cow<'static, str>,
    /// The version of the payload.
    pub version: u32,
    /// The lowest version whose readers can read the payload.
    pub reads_as: u32,
    /// The payload: JSON.
    pub payload: Vec<u8>,
    /// Who, why, and in answer to what. An `event_id` in it is not looked at: [`id`](Self::id) is.
    pub metadata: Metadata,
}

impl NewEvent {
    /// A payload of an event's version.
    #[must_use]
    pub fn new(name: impl Into<Cow<'static, str>>, version: u32, payload: impl Into<Vec<u8>>) -> Self {
        Self {
            id: Uuid::now_v7(),
            name: name.into(),
            version,
            reads_as: version,
            payload: payload.into(),
            metadata: Metadata::default(),
        }
    }

    /// The same with metadata.
    #[must_use]
    pub fn with(self, metadata: Metadata) -> Self {
        Self { metadata, ..self }
    }

    /// The metadata as a store keeps it: JSON, or nothing where there is none.
    ///
    /// # Errors
    /// When a free entry has the name of a field.
    pub fn written_metadata(&self) -> Result<String, StoreError> {
        if self.metadata.is_empty() {
            return Ok(String::new());
        }
        serde_json::to_string(&self.metadata)
            .map_err(|error| StoreError::invalid(format!("the metadata of `{}` cannot be written: {error}", self.name)))
    }
}

impl From<Encoded> for NewEvent {
    fn from(encoded: Encoded) -> Self {
        Self { reads_as: encoded.reads_as, ..Self::new(encoded.name, encoded.version, encoded.payload) }
    }
}

/// Events to append to one stream, all or nothing.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Append {
    /// The stream.
    pub stream: String,
    /// The version that it must have.
    pub expected: Expected,
    /// The events, in order: one or more.
    pub events: Vec<NewEvent>,
    /// The id of the command that they come from; appended again with the same id they have their effect once.
    pub command_id: Option<Uuid>,
    /// The service that the stream belongs to, if the schema names one.
    pub owner: Option<Cow<'static, str>>,
}

impl Append {
    /// An append of no event yet, to a stream of any version.
    #[must_use]
    pub fn to(stream: impl Into<String>) -> Self {
        Self { stream: stream.into(), expected: Expected::Any, events: Vec::new(), command_id: None, owner: None }
    }

    /// The same, where the stream must have this version.
    #[must_use]
    pub fn expecting(self, expected: Expected) -> Self {
        Self { expected, ..self }
    }

    /// The same with one more event.
    #[must_use]
    pub fn event(mut self, event: impl Into<NewEvent>) -> Self {
        self.events.push(event.into());
        self
    }

    /// The same with more events.
    #[must_use]
    pub fn events(mut self, events: impl IntoIterator<Item = NewEvent>) -> Self {
        self.events.extend(events);
        self
    }

    /// The same as the effect of a command.
    #[must_use]
    pub fn command(self, id: Uuid) -> Self {
        Self { command_id: Some(id), ..self }
    }

    /// The same to a stream that belongs to a service.
    #[must_use]
    pub fn owned_by(self, owner: impl Into<Cow<'static, str>>) -> Self {
        Self { owner: Some(owner.into()), ..self }
    }

    /// Whether a stream at this version takes it.
    ///
    /// # Errors
    /// The lost race, where the stream has another version than the expected one.
    pub fn meets(&self, actual: u64) -> Result<(), StoreError> {
        let expected = match self.expected {
            Expected::Any => return Ok(()),
            Expected::NoStream => 0,
            Expected::Exactly(version) => version,
        };
        if expected == actual { Ok(()) } else { Err(StoreError::conflict(&self.stream, expected, actual)) }
    }

    /// What every store refuses, whatever is in it.
    ///
    /// # Errors
    /// No event; a stream without a name, with one longer than [`LONGEST_STREAM_NAME`], or with control characters in
    /// it; an event without a name, of version 0, with `reads_as` beyond its version, with a payload that is not JSON
    /// or metadata that cannot be written; an event larger than `largest`; a stream that belongs to another service
    /// than `service`, where both are known.
    pub fn check(&self, service: Option<&str>, largest: usize) -> Result<(), StoreError> {
        check_stream(&self.stream)?;
        if let (Some(service), Some(owner)) = (service, &self.owner)
            && service != owner
        {
            return Err(StoreErrorKind::WrongOwner {
                stream: self.stream.clone(),
                owner: owner.clone().into_owned(),
                service: service.to_owned(),
            }
            .into());
        }
        if self.events.is_empty() {
            return Err(StoreError::invalid(format!("nothing to append to `{}`: an append has an event", self.stream)));
        }
        for (index, event) in self.events.iter().enumerate() {
            let fault = |what: String| {
                let place = format!("event {} for `{}`", index + 1, self.stream);
                StoreError::invalid(format!("{place}, `{}` v{}: {what}", event.name, event.version))
            };
            if event.name.is_empty() {
                return Err(fault("it has no name".to_owned()));
            }
            if event.version == 0 || event.reads_as == 0 || event.reads_as > event.version {
                let why = "versions count from 1, and `reads_as` is not beyond the version";
                return Err(fault(format!("its version is {}, it reads as {}: {why}", event.version, event.reads_as)));
            }
            let size = event.payload.len() + event.metadata.size();
            if size > largest {
                return Err(StoreErrorKind::TooLarge { name: event.name.clone().into_owned(), size, largest }.into());
            }
            // Of bytes serde_json would not look at the encoding of text that it passes over.
            let text = std::str::from_utf8(&event.payload)
                .map_err(|error| fault(format!("the payload is not UTF-8: {error}")))?;
            if let Err(error) = serde_json::from_str::<serde_core::de::IgnoredAny>(text) {
                return Err(fault(format!("the payload is not JSON: {error}")));
            }
            if let Err(error) = serde_json::to_writer(std::io::sink(), &event.metadata) {
                return Err(fault(format!("the metadata cannot be written: {error}")));
            }
        }
        Ok(())
    }
}

/// Whether a stream can have the name.
pub(crate) fn check_stream(stream: &str) -> Result<(), StoreError> {
    if stream.is_empty() {
        return Err(StoreError::invalid("a stream has a name, such as `shop.Cart/7`"));
    }
    if stream.len() > LONGEST_STREAM_NAME {
        let length = stream.len();
        let why = format!("the name of a stream has {length} bytes, and at most {LONGEST_STREAM_NAME} are possible");
        return Err(StoreError::invalid(why));
    }
    if let Some(odd) = stream.chars().find(|char| char.is_control()) {
        let why = format!("the name of a stream has no control characters: {odd:?} in {stream:?}");
        return Err(StoreError::invalid(why));
    }
    Ok(())
}

/// What an append did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Appended {
    /// The version that the first of the events has in the stream.
    pub first: u64,
    /// The version that the last of them has, which is the stream's now.
    pub last: u64,
    /// The position of the last of them in the store.
    pub position: u64,
    /// Whether the command had been here before: nothing was appended now, and this is the first answer.
    pub repeated: bool,
}

impl Appended {
    /// The answer to an append that happened now.
    #[must_use]
    pub fn new(first: u64, last: u64, position: u64) -> Self {
        Self { first, last, position, repeated: false }
    }

    /// The same as the answer to a command that comes again.
    #[must_use]
    pub fn repeated(self) -> Self {
        Self { repeated: true, ..self }
    }
}
