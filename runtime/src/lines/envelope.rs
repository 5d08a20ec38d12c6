//! The object on a line: what stands beside the payload, borrowed from the line wherever it has no escapes. The
//! payload stays text until its version is known; metadata and time do until they are asked for.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde_core::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, Unexpected, Visitor};
use serde_json::value::RawValue;

use super::Line;
use super::cloud_events::Cloud;
use crate::metadata::Metadata;
use crate::wire::offered::TextSeed;
use crate::wire::{Seed, Text};

/// The object on a line.
#[derive(Clone, Debug)]
pub(super) struct Envelope<'a> {
    pub(super) name: Cow<'a, str>,
    pub(super) version: u32,
    /// The same, if the line has the key.
    version_given: Option<u32>,
    pub(super) reads_as: Option<u32>,
    pub(super) data: &'a RawValue,
    pub(super) id: Option<Cow<'a, str>>,
    pub(super) stream: Option<Cow<'a, str>>,
    pub(super) stream_version: Option<u64>,
    pub(super) position: Option<u64>,
    pub(super) time: Option<Cow<'a, str>>,
    pub(super) metadata: Option<&'a RawValue>,
    pub(super) cloud: Option<Box<Cloud<'a>>>,
}

impl<'a> Envelope<'a> {
    /// With a CloudEvent, what its attributes mean; or what is wrong with them.
    pub(super) fn into_line(mut self, number: u64, text: &'a str) -> Result<Line<'a>, String> {
        if let Some(cloud) = &mut self.cloud {
            let (version, stream) = cloud.settle(self.version_given)?;
            self.version = version;
            self.stream = stream.or(self.stream);
        }
        if self.version == 0 {
            return Err("`version` is 0: versions count from 1".to_owned());
        }
        Ok(Line { number, text, envelope: self })
    }

    pub(super) fn metadata(&self) -> Result<Metadata, String> {
        let mut metadata = match self.metadata {
            None => Metadata::default(),
            Some(raw) => serde_json::from_str(raw.get())
                .map_err(|error| format!("`metadata`: {}", crate::json::without_place(&error)))?,
        };
        if let Some(cloud) = &self.cloud {
            cloud.add_to(&mut metadata)?;
        }
        match &self.id {
            None => {}
            Some(id) => match uuid::Uuid::parse(id) {
                Some(id) => metadata.event_id = Some(id),
                None if self.cloud.is_some() => {
                    // CloudEvents have ids of any form.
                    metadata.entries.insert("id".to_owned(), id.as_ref().into());
                }
                None => return Err(format!("`id` is not {}", uuid::Uuid::EXPECTING)),
            },
        }
        Ok(metadata)
    }
}

impl<'de> Deserialize<'de> for Envelope<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(EnvelopeVisitor)
    }
}

struct EnvelopeVisitor;

impl<'de> Visitor<'de> for EnvelopeVisitor {
    type Value = Envelope<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object with `type`, `version` and `data`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Envelope<'de>, A::Error> {
        let mut name = None;
        let mut version = None;
        let mut reads_as = None;
        let mut data = None;
        let mut id = None;
        let mut stream = None;
        let mut stream_version = None;
        let mut position = None;
        let mut time = None;
        let mut metadata = None;
        let mut cloud: Option<Box<Cloud<'de>>> = None;
        // Attributes of a CloudEvent that came before the one that says that it is one.
        let mut others: Vec<(Cow<'de, str>, &'de RawValue)> = Vec::new();
        while let Some(key) = entries.next_key_seed(TextSeed)? {
            match &*key {
                "type" => once(&mut name, "type", || entries.next_value_seed(TextSeed))?,
                "data" => once(&mut data, "data", || entries.next_value())?,
                "version" => once(&mut version, "version", || entries.next_value_seed(Seed::<u32>::new()))?,
                "reads_as" => once(&mut reads_as, "reads_as", || entries.next_value_seed(Seed::<Option<u32>>::new()))?,
                "id" => once(&mut id, "id", || entries.next_value_seed(Optional(PhantomData)))?,
                "stream" => once(&mut stream, "stream", || entries.next_value_seed(Optional(PhantomData)))?,
                "stream_version" => {
                    once(&mut stream_version, "stream_version", || entries.next_value_seed(Seed::<Option<u64>>::new()))?
                }
                "position" => once(&mut position, "position", || entries.next_value_seed(Seed::<Option<u64>>::new()))?,
                "time" => once(&mut time, "time", || entries.next_value_seed(Optional(PhantomData)))?,
                "metadata" => once(&mut metadata, "metadata", || entries.next_value())?,
                "specversion" => once(&mut cloud, "specversion", || {
                    let version = entries.next_value_seed(TextSeed)?;
                    if version == "1.0" {
                        Ok(Box::default())
                    } else {
                        Err(A::Error::invalid_value(Unexpected::Str(&version), &"version 1.0 of CloudEvents"))
                    }
                })?,
                _ => others.push((key, entries.next_value()?)),
            }
        }
        if let Some(cloud) = &mut cloud {
            cloud.attributes = others;
        }
        let missing = if cloud.is_some() { "data (JSON; `data_base64` is not read)" } else { "data" };
        Ok(Envelope {
            name: name.ok_or_else(|| A::Error::missing_field("type"))?,
            version: version.unwrap_or(1),
            version_given: version,
            reads_as: reads_as.flatten(),
            data: data.ok_or_else(|| A::Error::missing_field(missing))?,
            id: id.flatten(),
            stream: stream.flatten(),
            stream_version: stream_version.flatten(),
            position: position.flatten(),
            time: time.flatten(),
            metadata: metadata.filter(|raw: &&RawValue| raw.get() != "null"),
            cloud,
        })
    }
}

fn once<T, E: Error>(place: &mut Option<T>, name: &'static str, read: impl FnOnce() -> Result<T, E>) -> Result<(), E> {
    if place.is_some() {
        return Err(E::duplicate_field(name));
    }
    *place = Some(read()?);
    Ok(())
}

/// A text or null, borrowed from the line unless it has escapes.
struct Optional<'de>(PhantomData<&'de ()>);

impl<'de> DeserializeSeed<'de> for Optional<'de> {
    type Value = Option<Cow<'de, str>>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'de> Visitor<'de> for Optional<'de> {
    type Value = Option<Cow<'de, str>>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a text or null")
    }

    fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        TextSeed.deserialize(deserializer).map(Some)
    }
}
