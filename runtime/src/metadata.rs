//! What is known about a recorded event beside its payload. The well-known entries are typed; everything else is kept
//! under its own name, so that nothing is lost between reading and writing.

use serde_core::de::{Deserialize, Deserializer, Error as _, MapAccess, Visitor};
use serde_core::ser::{Error as _, Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::wire::{Seed, Wire, Written};

/// Who, why, and in answer to what.
///
/// Written as one JSON object: `correlation`, `causation`, `command`, `actor`, `traceparent`, and the free entries
/// beside them. The event's own id stands beside that object, not in it.
///
/// ```
/// let mut metadata = retold::Metadata::default();
/// metadata.actor = Some("ann".to_owned());
/// metadata.entries.insert("ip".to_owned(), "192.0.2.7".into());
/// assert_eq!(serde_json::to_string(&metadata)?, r#"{"actor":"ann","ip":"192.0.2.7"}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Metadata {
    /// The event's own id: a `UUIDv7` where Retold makes it.
    pub event_id: Option<Uuid>,
    /// What all events of one undertaking share.
    pub correlation: Option<Uuid>,
    /// The id of the event or command that this one answers.
    pub causation: Option<Uuid>,
    /// The id of the command that led to it.
    pub command_id: Option<Uuid>,
    /// Who asked for it.
    pub actor: Option<String>,
    /// The W3C trace context.
    pub traceparent: Option<String>,
    /// Everything else.
    pub entries: Map<String, Value>,
}

impl Metadata {
    /// Whether there is nothing to write beside the event's id.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.correlation.is_none()
            && self.causation.is_none()
            && self.command_id.is_none()
            && self.actor.is_none()
            && self.traceparent.is_none()
            && self.entries.is_empty()
    }

    /// About how many bytes it takes when it is written.
    #[cfg(feature = "store")]
    pub(crate) fn size(&self) -> usize {
        let ids = [self.correlation, self.causation, self.command_id].into_iter().flatten().count();
        let texts = [&self.actor, &self.traceparent].into_iter().flatten().map(String::len).sum::<usize>();
        let entries: usize = self.entries.iter().map(|(key, value)| key.len() + size_of_json(value)).sum();
        ids * 36 + texts + entries
    }
}

#[cfg(feature = "store")]
fn size_of_json(value: &Value) -> usize {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => 8,
        Value::String(text) => text.len(),
        Value::Array(values) => values.iter().map(size_of_json).sum(),
        Value::Object(entries) => entries.iter().map(|(key, value)| key.len() + size_of_json(value)).sum(),
    }
}

const CORRELATION: &str = "correlation";
const CAUSATION: &str = "causation";
const COMMAND: &str = "command";
const ACTOR: &str = "actor";
const TRACEPARENT: &str = "traceparent";

impl Serialize for Metadata {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        let ids = [(CORRELATION, self.correlation), (CAUSATION, self.causation), (COMMAND, self.command_id)];
        for (key, id) in ids {
            if let Some(id) = id {
                map.serialize_entry(key, &Written::<Uuid>::new(&id))?;
            }
        }
        for (key, text) in [(ACTOR, &self.actor), (TRACEPARENT, &self.traceparent)] {
            if let Some(text) = text {
                map.serialize_entry(key, text)?;
            }
        }
        for (key, value) in &self.entries {
            if [CORRELATION, CAUSATION, COMMAND, ACTOR, TRACEPARENT].contains(&key.as_str()) {
                let message = format_args!("`{key}` is a field of the metadata and cannot be a free entry as well");
                return Err(S::Error::custom(message));
            }
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Metadata {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct MetadataVisitor;

        impl<'de> Visitor<'de> for MetadataVisitor {
            type Value = Metadata;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("an object of metadata")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Metadata, A::Error> {
                let mut metadata = Metadata::default();
                while let Some(key) = entries.next_key::<String>()? {
                    match key.as_str() {
                        CORRELATION => once(&mut entries, &mut metadata.correlation, CORRELATION)?,
                        CAUSATION => once(&mut entries, &mut metadata.causation, CAUSATION)?,
                        COMMAND => once(&mut entries, &mut metadata.command_id, COMMAND)?,
                        ACTOR => once(&mut entries, &mut metadata.actor, ACTOR)?,
                        TRACEPARENT => once(&mut entries, &mut metadata.traceparent, TRACEPARENT)?,
                        _ => {
                            let value = entries.next_value_seed(Seed::<Value>::new())?;
                            if metadata.entries.contains_key(&key) {
                                return Err(A::Error::custom(format_args!("the key `{key}` is repeated")));
                            }
                            metadata.entries.insert(key, value);
                        }
                    }
                }
                Ok(metadata)
            }
        }

        deserializer.deserialize_map(MetadataVisitor)
    }
}

fn once<'de, T: Wire, A: MapAccess<'de>>(
    entries: &mut A,
    place: &mut Option<T>,
    name: &'static str,
) -> Result<(), A::Error> {
    if place.is_some() {
        return Err(A::Error::duplicate_field(name));
    }
    *place = entries.next_value_seed(Seed::<Option<T>>::new())?;
    Ok(())
}
