//! Events as they come out of a store: many at a time in one piece of memory, so that reading a million of them does
//! not allocate a million times. What a name or a stream was for the event before is not copied again.

use std::ops::Range;

use jiff::Timestamp;
use uuid::Uuid;

use super::error::{StoreError, StoreErrorKind};
use crate::metadata::Metadata;
use crate::recorded::{Payload, Recorded, RecordedEvent};
use crate::view::{Origin, key_of};

/// Some events of a store, in the order that was asked for.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    text: String,
    events: Vec<Slot>,
    read_to: u64,
    more: bool,
}

#[derive(Clone, Debug)]
struct Slot {
    position: u64,
    stream_version: u64,
    id: Uuid,
    time: Timestamp,
    version: u32,
    reads_as: u32,
    stream: Range<usize>,
    name: Range<usize>,
    payload: Range<usize>,
    metadata: Range<usize>,
}

impl Batch {
    /// A batch without events.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A batch without events, with room for so many of them and so many bytes.
    #[must_use]
    pub fn with_capacity(events: usize, bytes: usize) -> Self {
        Self { text: String::with_capacity(bytes), events: Vec::with_capacity(events), ..Self::default() }
    }

    /// Adds an event.
    pub fn push(&mut self, event: &Stored<'_>) {
        let before = self.events.last();
        let stream = reused(&self.text, before.map(|slot| &slot.stream), event.stream);
        let name = reused(&self.text, before.map(|slot| &slot.name), event.name);
        let slot = Slot {
            position: event.position,
            stream_version: event.stream_version,
            id: event.id,
            time: event.time,
            version: event.version,
            reads_as: event.reads_as,
            stream: stream.unwrap_or_else(|| added(&mut self.text, event.stream)),
            name: name.unwrap_or_else(|| added(&mut self.text, event.name)),
            payload: added(&mut self.text, event.payload),
            metadata: added(&mut self.text, event.metadata),
        };
        self.read_to = self.read_to.max(event.position);
        self.events.push(slot);
    }

    /// Says how far the store has looked, where that is beyond the last event.
    pub fn set_read_to(&mut self, position: u64) {
        self.read_to = position;
    }

    /// Says whether there are more events of what was asked for.
    pub fn set_more(&mut self, more: bool) {
        self.more = more;
    }

    /// The position up to which there is nothing else of what was asked for; of a batch of all streams.
    #[must_use]
    pub fn read_to(&self) -> u64 {
        self.read_to
    }

    /// Whether there are more events of what was asked for.
    #[must_use]
    pub fn more(&self) -> bool {
        self.more
    }

    /// How many events there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.events.len()
    }

    /// Whether there is no event.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    /// The bytes that the events take.
    #[must_use]
    pub fn size(&self) -> usize {
        self.text.len()
    }

    /// The event at an index.
    #[inline]
    #[must_use]
    pub fn at(&self, index: usize) -> Option<Stored<'_>> {
        self.events.get(index).map(|slot| self.stored(slot))
    }

    /// The events in their order.
    #[inline]
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = Stored<'_>> + ExactSizeIterator {
        self.events.iter().map(|slot| self.stored(slot))
    }

    #[inline]
    fn stored(&self, slot: &Slot) -> Stored<'_> {
        Stored {
            position: slot.position,
            stream: &self.text[slot.stream.clone()],
            stream_version: slot.stream_version,
            id: slot.id,
            time: slot.time,
            name: &self.text[slot.name.clone()],
            version: slot.version,
            reads_as: slot.reads_as,
            payload: &self.text[slot.payload.clone()],
            metadata: &self.text[slot.metadata.clone()],
        }
    }
}

fn reused(text: &str, before: Option<&Range<usize>>, wanted: &str) -> Option<Range<usize>> {
    before.filter(|range| text[(*range).clone()] == *wanted).cloned()
}

fn added(text: &mut String, more: &str) -> Range<usize> {
    let start = text.len();
    text.push_str(more);
    start..text.len()
}

/// An event as it stands in a store, borrowed from its [`Batch`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stored<'a> {
    /// Where it stands among all events of the store.
    pub position: u64,
    /// The stream.
    pub stream: &'a str,
    /// Which version of the stream it made, from 1.
    pub stream_version: u64,
    /// Its id.
    pub id: Uuid,
    /// When it was recorded, by the store's clock.
    pub time: Timestamp,
    /// The name on the wire.
    pub name: &'a str,
    /// The version of the payload.
    pub version: u32,
    /// The lowest version whose readers can read the payload.
    pub reads_as: u32,
    /// The payload: JSON.
    pub payload: &'a str,
    /// The metadata: JSON, or nothing where there is none.
    pub metadata: &'a str,
}

impl<'a> Stored<'a> {
    /// The key of the stream's aggregate: what stands behind the first `/` of the stream's name, or nothing where there
    /// is none.
    #[must_use]
    pub fn key(&self) -> &'a str {
        key_of(self.stream)
    }

    /// Where it was found, as a view sees it.
    #[must_use]
    pub fn origin(&self) -> Origin<'a> {
        Origin::of_stored(self)
    }

    /// The metadata, read, with the event's id.
    ///
    /// # Errors
    /// When what is stored is not metadata.
    pub fn metadata(&self) -> Result<Metadata, StoreError> {
        let mut metadata = if self.metadata.is_empty() {
            Metadata::default()
        } else {
            serde_json::from_str(self.metadata).map_err(|error| {
                let what = format!("the metadata of `{}` at position {} is damaged: {error}", self.name, self.position);
                StoreError::from(StoreErrorKind::Damaged(what))
            })?
        };
        metadata.event_id = Some(self.id);
        Ok(metadata)
    }

    /// The event with everything that is known about it, on its own.
    ///
    /// # Errors
    /// When what is stored as metadata is not.
    pub fn to_recorded(&self) -> Result<RecordedEvent, StoreError> {
        let mut event = RecordedEvent::new(self.name, self.version, self.payload);
        event.reads_as = (self.reads_as != self.version).then_some(self.reads_as);
        event.stream = Some(self.stream.to_owned());
        event.stream_version = Some(self.stream_version);
        event.position = Some(self.position);
        event.time = Some(self.time);
        event.metadata = self.metadata()?;
        Ok(event)
    }
}

impl<'a> From<Stored<'a>> for Recorded<'a> {
    #[inline]
    fn from(event: Stored<'a>) -> Self {
        Self {
            name: event.name,
            version: event.version,
            reads_as: (event.reads_as != event.version).then_some(event.reads_as),
            payload: Payload::Text(event.payload),
            stream: Some(event.stream),
            position: Some(event.position),
        }
    }
}
