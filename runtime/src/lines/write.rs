//! A recorded event as a line.

use std::io::{self, Write};

use serde_core::ser::{Serialize, SerializeMap, Serializer};
use serde_json::value::RawValue;
use uuid::Uuid;

use crate::recorded::RecordedEvent;
use crate::wire::Written;

impl RecordedEvent {
    /// Writes it as one JSON line, its end included: what [`JsonLines`](crate::JsonLines) reads.
    ///
    /// # Errors
    /// When the writer fails, the payload is not JSON, or the metadata cannot be written.
    pub fn write_line(&self, writer: &mut impl Write) -> io::Result<()> {
        let raw: &RawValue = serde_json::from_slice(&self.payload)?;
        // JSON holds a line feed only between tokens.
        let compact = if raw.get().contains(['\n', '\r']) { Some(compacted(raw.get())?) } else { None };
        let line = LineOf { event: self, payload: compact.as_deref().unwrap_or(raw) };
        serde_json::to_writer(&mut *writer, &line)?;
        writer.write_all(b"\n")
    }
}

struct LineOf<'a> {
    event: &'a RecordedEvent,
    payload: &'a RawValue,
}

impl Serialize for LineOf<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let event = self.event;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("type", &event.name)?;
        map.serialize_entry("version", &event.version)?;
        if let Some(reads_as) = event.reads_as {
            map.serialize_entry("reads_as", &reads_as)?;
        }
        if let Some(id) = &event.metadata.event_id {
            map.serialize_entry("id", &Written::<Uuid>::new(id))?;
        }
        if let Some(stream) = &event.stream {
            map.serialize_entry("stream", stream)?;
        }
        if let Some(version) = event.stream_version {
            map.serialize_entry("stream_version", &version)?;
        }
        if let Some(position) = event.position {
            map.serialize_entry("position", &position)?;
        }
        if let Some(time) = &event.time {
            map.serialize_entry("time", &Written::<jiff::Timestamp>::new(time))?;
        }
        if !event.metadata.is_empty() {
            map.serialize_entry("metadata", &event.metadata)?;
        }
        map.serialize_entry("data", self.payload)?;
        map.end()
    }
}

/// The same JSON, byte for byte but for the space between its tokens.
fn compacted(json: &str) -> serde_json::Result<Box<RawValue>> {
    let mut text = String::with_capacity(json.len());
    let mut in_string = false;
    let mut escaped = false;
    for character in json.chars() {
        if in_string {
            in_string = escaped || character != '"';
            escaped = !escaped && character == '\\';
        } else if character == '"' {
            in_string = true;
        } else if character.is_ascii_whitespace() {
            continue;
        }
        text.push(character);
    }
    RawValue::from_string(text)
}
