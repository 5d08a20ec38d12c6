//! CloudEvents 1.0 in structured mode: which version of the payload a line holds, which stream, and where its
//! attributes go. Source: <https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md>.

use std::borrow::Cow;
use std::ops::Range;

use serde_core::de::DeserializeSeed;
use serde_json::Value;
use serde_json::value::RawValue;
use uuid::Uuid;

use crate::metadata::Metadata;
use crate::wire::{Seed, Text};

/// The attributes of a CloudEvent that are not of a line of our own.
#[derive(Clone, Debug, Default)]
pub(super) struct Cloud<'a> {
    pub(super) attributes: Vec<(Cow<'a, str>, &'a RawValue)>,
}

impl<'a> Cloud<'a> {
    /// The version, from `dataversion`, else what the line says as lines of our own do, else from the end of
    /// `dataschema`; and the stream, which is the `subject`.
    pub(super) fn settle(&self, version: Option<u32>) -> Result<(u32, Option<Cow<'a, str>>), String> {
        for (index, (name, _)) in self.attributes.iter().enumerate() {
            if self.attributes[..index].iter().any(|(other, _)| other == name) {
                return Err(format!("duplicate field `{}`", name.escape_debug()));
            }
        }
        if self.attribute("data_base64").is_some() {
            return Err("`data_base64` is not read: the payload must be JSON".to_owned());
        }
        if let Some(kind) = self.text("datacontenttype")? {
            let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
            if kind != "application/json" && !kind.ends_with("+json") {
                return Err(format!("`datacontenttype` is `{kind}`: the payload must be JSON"));
            }
        }
        Ok((self.version(version)?, self.text("subject")?))
    }

    fn version(&self, version: Option<u32>) -> Result<u32, String> {
        let stated = self.attribute("dataversion").map(number).transpose()?;
        match (stated, version) {
            (Some(stated), Some(version)) if stated != version => {
                return Err(format!("`dataversion` is {stated}, and `version` is {version}"));
            }
            (Some(version), _) | (None, Some(version)) => return Ok(version),
            (None, None) => {}
        }
        match self.text("dataschema")? {
            None => Ok(1),
            Some(schema) => at_end(&schema).ok_or_else(|| {
                format!("no version at the end of `dataschema`, as in `…/shop.ItemAdded.v2.schema.json`: `{schema}`")
            }),
        }
    }

    /// Attributes that are well known go to their fields, the others are kept as entries.
    pub(super) fn add_to(&self, metadata: &mut Metadata) -> Result<(), String> {
        for (name, raw) in &self.attributes {
            match &**name {
                "subject" | "dataversion" | "dataschema" | "datacontenttype" => {}
                "traceparent" => metadata.traceparent = self.text("traceparent")?.map(Cow::into_owned),
                "correlationid" => add_id(name, raw, &mut metadata.correlation, &mut metadata.entries),
                "causationid" => add_id(name, raw, &mut metadata.causation, &mut metadata.entries),
                _ => {
                    metadata.entries.insert(name.as_ref().to_owned(), value(raw));
                }
            }
        }
        Ok(())
    }

    fn attribute(&self, name: &str) -> Option<&'a RawValue> {
        self.attributes.iter().find(|(key, raw)| key == name && raw.get() != "null").map(|(_, raw)| *raw)
    }

    fn text(&self, name: &str) -> Result<Option<Cow<'a, str>>, String> {
        let Some(raw) = self.attribute(name) else { return Ok(None) };
        serde_json::from_str::<String>(raw.get())
            .map(|text| Some(Cow::Owned(text)))
            .map_err(|_| format!("`{name}` is not a text"))
    }
}

/// The number of a version: as a number, or as a text of digits.
fn number(raw: &RawValue) -> Result<u32, String> {
    let number = match serde_json::from_str::<String>(raw.get()) {
        Ok(text) => {
            Some(text).filter(|text| text.bytes().all(|byte| byte.is_ascii_digit())).and_then(|text| text.parse().ok())
        }
        Err(_) => {
            let mut reader = serde_json::Deserializer::from_str(raw.get());
            Seed::<u32>::new().deserialize(&mut reader).ok()
        }
    };
    number.ok_or_else(|| "`dataversion` is not the number of a version".to_owned())
}

fn add_id(name: &str, raw: &RawValue, place: &mut Option<Uuid>, entries: &mut serde_json::Map<String, Value>) {
    let value = value(raw);
    match value.as_str().and_then(Uuid::parse) {
        Some(id) => *place = Some(id),
        None => {
            entries.insert(name.to_owned(), value);
        }
    }
}

/// Text that is already known to be JSON.
fn value(raw: &RawValue) -> Value {
    serde_json::from_str(raw.get()).unwrap_or(Value::Null)
}

/// The last number in a URI that stands alone or after a `v`: `…/v2`, `…#2`, `….v2.schema.json`.
fn at_end(schema: &str) -> Option<u32> {
    schema.get(version_at(schema)?)?.parse().ok()
}

/// Where it stands.
pub(super) fn version_at(schema: &str) -> Option<Range<usize>> {
    let mut end = schema.len();
    loop {
        let start = schema[..end].rfind(['/', '.', '#', '?', '=', ':', '-', '_']).map_or(0, |before| before + 1);
        let part = &schema[start..end];
        let number = part.strip_prefix(['v', 'V']).unwrap_or(part);
        if number.parse::<u32>().is_ok() {
            return Some(end - number.len()..end);
        }
        end = start.checked_sub(1)?;
    }
}
