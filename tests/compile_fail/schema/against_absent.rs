//! What an absent field reads as, what is written only sometimes, and names inside of the payload.

use retold::Event;
use serde::{Deserialize, Serialize};

#[derive(Event, Deserialize, Serialize)]
#[event(name = "shop.Counted", version = 1, schema = "schemas/hand/set/absent.yaml")]
struct Counted {
    #[serde(default)]
    plain: u32,
    zero: u32,
    five: u32,
    #[serde(with = "form")]
    none: Option<u32>,
    old: u32,
    #[serde(skip_deserializing)]
    written: u32,
}

#[derive(Default, Event, Deserialize, Serialize)]
#[event(name = "shop.Counted", version = 1, schema = "schemas/hand/set/absent.yaml")]
#[serde(default, rename_all(serialize = "camelCase", deserialize = "snake_case"))]
struct CountedByDefault {
    plain: u32,
    zero: u32,
    five: u32,
    none: Option<u32>,
    #[serde(alias = "older")]
    old: u32,
    written: u32,
}

#[derive(Event, Deserialize, Serialize)]
#[event(name = "shop.Tagged", version = 1, schema = "schemas/hand/set/absent.yaml")]
#[serde(tag = "type", rename = "tagged")]
struct Tagged {}

#[derive(Event, Deserialize, Serialize)]
#[event(name = "shop.Untagged", version = 1, schema = "schemas/hand/set/absent.yaml")]
#[serde(tag = "type")]
struct Untagged {}

#[derive(Event, Deserialize, Serialize)]
#[event(name = "shop.Nothing", version = 1, schema = "schemas/hand/set/absent.yaml")]
struct Nothing;

#[derive(Clone, Event, Deserialize, Serialize)]
#[event(name = "shop.Nothing", version = 1, schema = "schemas/hand/set/absent.yaml")]
#[serde(from = "u32", into = "u32")]
struct AnotherType {}

impl From<u32> for AnotherType {
    fn from(_: u32) -> Self {
        Self {}
    }
}

impl From<AnotherType> for u32 {
    fn from(_: AnotherType) -> Self {
        0
    }
}

mod form {
    use serde::{Deserializer, Serializer};

    pub fn serialize<S: Serializer>(_: &Option<u32>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_none()
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(_: D) -> Result<Option<u32>, D::Error> {
        Ok(None)
    }
}

fn main() {}
