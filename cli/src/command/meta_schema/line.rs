//! The form of a recorded event on a line, for its JSON Schema: what [`retold::JsonLines`] reads and
//! [`retold::RecordedEvent::write_line`] writes, which a test holds against it.

// The types are never made: they are read by `JsonSchema` alone.
#![allow(dead_code)]

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};

/// A recorded event: a line that `log`, `tail` and `upcast` print, and that `validate`, `upcast` and `check --events` read.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Line {
    /// The name of the event on the wire.
    #[serde(rename = "type")]
    name: String,
    /// The version of the payload, from 1; 1 if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1))]
    version: Option<u32>,
    /// The lowest version whose readers read the payload as well.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1))]
    reads_as: Option<u32>,
    /// The event's own id, a UUID.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    /// The stream, such as `shop.Cart/7`.
    #[serde(skip_serializing_if = "Option::is_none")]
    stream: Option<String>,
    /// The version of the stream that the event made, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    stream_version: Option<u64>,
    /// The position in the store.
    #[serde(skip_serializing_if = "Option::is_none")]
    position: Option<u64>,
    /// When it was recorded, in RFC 3339.
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<String>,
    /// What is known beside it.
    #[serde(skip_serializing_if = "Option::is_none")]
    metadata: Option<Metadata>,
    /// The payload.
    data: Value,
}

/// What is known of an event beside its payload; further entries are free.
#[derive(Debug, Serialize, JsonSchema)]
struct Metadata {
    /// What the event belongs to, a UUID.
    #[serde(skip_serializing_if = "Option::is_none")]
    correlation: Option<String>,
    /// What caused the event, a UUID.
    #[serde(skip_serializing_if = "Option::is_none")]
    causation: Option<String>,
    /// The command that made it, a UUID.
    #[serde(skip_serializing_if = "Option::is_none")]
    command: Option<String>,
    /// Who did it.
    #[serde(skip_serializing_if = "Option::is_none")]
    actor: Option<String>,
    /// The trace that it is part of, in the form of W3C Trace Context.
    #[serde(skip_serializing_if = "Option::is_none")]
    traceparent: Option<String>,
    /// Whatever else.
    #[serde(flatten)]
    entries: Map<String, Value>,
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_line_has_every_key_of_an_event_and_no_other() {
        let id = "0190163d-8694-739b-aea5-966c26f8ad91";
        let known = json!({ "correlation": id, "causation": id, "command": id, "actor": "ann", "traceparent": "00" });
        let mut event = retold::RecordedEvent::new("shop.ItemAdded", 2, "{}");
        event.reads_as = Some(1);
        event.stream = Some("shop.Cart/7".to_owned());
        (event.stream_version, event.position) = (Some(1), Some(1));
        event.time = "2026-01-01T00:00:00Z".parse().ok();
        event.metadata = serde_json::from_value(known.clone()).expect("metadata");
        event.metadata.event_id = id.parse().ok();
        let mut written = Vec::new();
        event.write_line(&mut written).expect("a line");
        let written: Value = serde_json::from_slice(&written).expect("JSON");
        let keys = |object: &Value| {
            let mut keys: Vec<String> = object.as_object().into_iter().flatten().map(|(key, _)| key.clone()).collect();
            keys.sort();
            keys
        };
        let schema = retold_codegen::meta_schema::of_document::<Line>("urn:x", "x");
        assert_eq!(keys(&schema["properties"]), keys(&written));
        assert_eq!(keys(&schema["$defs"]["Metadata"]["properties"]), keys(&known));
        assert_eq!(schema["$defs"]["Metadata"]["additionalProperties"], true);
        assert!(jsonschema::draft202012::new(&schema).expect("a schema").is_valid(&written));
    }
}
