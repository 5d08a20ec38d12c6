//! A line whose event is another one: name, version and payload are replaced, and whatever else the line says stays as
//! it is and where it is.

use std::borrow::Cow;
use std::fmt;

use serde_core::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use uuid::Uuid;

use super::Line;
use crate::recorded::RecordedEvent;
use crate::wire::Text;
use crate::wire::offered::TextSeed;

/// What takes the place of a recorded event: the same in another version, or one of the events that it became.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Replacement<'a> {
    /// The name on the wire.
    pub name: &'a str,
    /// The version of the payload.
    pub version: u32,
    /// The lowest version whose readers can read the payload; nothing means this version alone.
    pub reads_as: Option<u32>,
    /// The payload: JSON without line breaks.
    pub payload: &'a str,
    /// How many others come before it in the place of the same event. The first keeps the id of the event; those after
    /// it get one of their own that follows from it, the same each time.
    pub nth: usize,
}

impl Line<'_> {
    /// Writes the line with another event in the place of its own, its end included.
    ///
    /// ```
    /// use retold::{JsonLines, Replacement};
    ///
    /// let file = br#"{"time":"2026-01-01T00:00:00Z","type":"shop.ItemPut","data":{"qty":2},"tenant":7}"#;
    /// let mut lines = JsonLines::new(&file[..]);
    /// let line = lines.next_line()?.unwrap();
    /// let mut text = Vec::new();
    /// let payload = r#"{"quantity":2}"#;
    /// line.write_replaced(&Replacement { name: "shop.ItemAdded", version: 2, reads_as: None, payload, nth: 0 }, &mut text);
    /// assert_eq!(
    ///     String::from_utf8_lossy(&text),
    ///     "{\"time\":\"2026-01-01T00:00:00Z\",\"type\":\"shop.ItemAdded\",\"version\":2,\"data\":{\"quantity\":2},\"tenant\":7}\n",
    /// );
    /// # Ok::<(), retold::LineError>(())
    /// ```
    pub fn write_replaced(&self, replacement: &Replacement<'_>, out: &mut Vec<u8>) {
        // What was read as a line is an object.
        let Members(members) = serde_json::from_str(self.text).unwrap_or_default();
        let is_cloud = self.envelope.cloud.is_some();
        let has = |name: &str| members.iter().any(|(key, raw)| key == name && raw.get() != "null");
        let mut writer = Writer { out, is_first: true };
        for (key, raw) in &members {
            match &**key {
                "type" => {
                    writer.member(key, &json(replacement.name));
                    if !is_cloud && !has("version") {
                        writer.member("version", &replacement.version.to_string());
                    }
                    if is_cloud && !has("version") && !has("dataversion") && !has("dataschema") {
                        writer.member("dataversion", &replacement.version.to_string());
                    }
                    if !has("reads_as") {
                        writer.reads_as(replacement);
                    }
                }
                "version" if has("version") => writer.member(key, &replacement.version.to_string()),
                "reads_as" if has("reads_as") => writer.reads_as(replacement),
                "data" => writer.member(key, replacement.payload),
                "id" if replacement.nth > 0 => {
                    let id: Option<String> = serde_json::from_str(raw.get()).ok();
                    match id {
                        Some(id) => writer.member(key, &json(&id_of(&id, replacement.nth))),
                        None => writer.member(key, raw.get()),
                    }
                }
                "dataversion" if is_cloud && raw.get().starts_with('"') => {
                    writer.member(key, &json(&replacement.version.to_string()));
                }
                "dataversion" if is_cloud && has("dataversion") => {
                    writer.member(key, &replacement.version.to_string());
                }
                // Nothing was said there, and what is to be said now stands behind the type.
                "version" | "reads_as" => {}
                "dataversion" if is_cloud => {}
                "dataschema" if is_cloud => match serde_json::from_str::<String>(raw.get()) {
                    Ok(schema) => writer.member(key, &json(&self.schema(&schema, replacement))),
                    Err(_) => writer.member(key, raw.get()),
                },
                _ => writer.member(key, raw.get()),
            }
        }
        writer.out.extend_from_slice(b"}\n");
    }

    /// The URI of a CloudEvent's schema, with the name and version of another event.
    fn schema(&self, schema: &str, replacement: &Replacement<'_>) -> String {
        let renamed = schema.replace(&*self.envelope.name, replacement.name);
        let Some(range) = super::cloud_events::version_at(&renamed) else { return renamed };
        format!("{}{}{}", &renamed[..range.start], replacement.version, &renamed[range.end..])
    }
}

impl RecordedEvent {
    /// The same with another event in the place of its own.
    #[must_use]
    pub fn replaced(self, replacement: &Replacement<'_>) -> Self {
        let mut event = self;
        replacement.name.clone_into(&mut event.name);
        event.version = replacement.version;
        event.reads_as = replacement.reads_as;
        event.payload = replacement.payload.as_bytes().to_vec();
        if replacement.nth > 0 {
            event.metadata.event_id = event.metadata.event_id.map(|id| derived(id, replacement.nth));
        }
        event
    }
}

/// The id of a further event in the place of one.
fn id_of(id: &str, nth: usize) -> String {
    match Uuid::parse(id) {
        Some(id) => derived(id, nth).to_string(),
        // CloudEvents have ids of any form.
        None => format!("{id}/{nth}"),
    }
}

/// A UUID of version 8 (<https://www.rfc-editor.org/rfc/rfc9562#section-5.8>) that only an id and a number decide, by
/// the mixer of SplitMix64 (<https://doi.org/10.1145/2714064.2660195>).
fn derived(id: Uuid, nth: usize) -> Uuid {
    let mix = |value: u64| {
        let value = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        value ^ (value >> 31)
    };
    let (high, low) = id.as_u64_pair();
    let first = mix(high ^ mix(low ^ mix(nth as u64)));
    let second = mix(low ^ mix(first));
    let mut bytes = [0; 16];
    bytes[..8].copy_from_slice(&first.to_be_bytes());
    bytes[8..].copy_from_slice(&second.to_be_bytes());
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

fn json(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

struct Writer<'o> {
    out: &'o mut Vec<u8>,
    is_first: bool,
}

impl Writer<'_> {
    fn reads_as(&mut self, replacement: &Replacement<'_>) {
        if let Some(reads_as) = replacement.reads_as {
            self.member("reads_as", &reads_as.to_string());
        }
    }

    fn member(&mut self, key: &str, value: &str) {
        self.out.push(if self.is_first { b'{' } else { b',' });
        self.is_first = false;
        self.out.extend_from_slice(json(key).as_bytes());
        self.out.push(b':');
        self.out.extend_from_slice(value.as_bytes());
    }
}

/// The members of an object, in their order and as they are written.
#[derive(Default)]
struct Members<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct MembersVisitor;
        impl<'de> Visitor<'de> for MembersVisitor {
            type Value = Members<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Members<'de>, A::Error> {
                let mut members = Vec::new();
                while let Some(key) = entries.next_key_seed(TextSeed)? {
                    members.push((key, entries.next_value()?));
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(MembersVisitor)
    }
}
