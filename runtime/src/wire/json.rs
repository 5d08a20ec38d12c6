//! `json`: any value, as [`Value`] keeps it. A repeated key is refused at any depth, where [`Value`]'s own reader would
//! keep the last value and drop the others: the text is looked through once before.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

use serde_core::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_core::ser::{Serialize, Serializer};
use serde_json::Value;

use super::offered::{TextSeed, Waiting, placeless, read_json};
use super::{Wire, WireWrite};
use crate::violation::Violation;

impl Wire for Value {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = Waiting.deserialize(deserializer)?;
        // Most values are scalars, and have no keys.
        if json.starts_with(['{', '[']) {
            read_json(DistinctKeys, &json).map_err(placeless)?;
        }
        serde_json::from_str(&json).map_err(placeless)
    }

    #[inline]
    fn validate(&self) -> Result<(), Violation> {
        Ok(())
    }
}

impl WireWrite for Value {
    #[inline]
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.serialize(serializer)
    }

    #[inline]
    fn is_null(&self) -> bool {
        self.is_null()
    }
}

/// Passes over a value whose objects have each key once.
struct DistinctKeys;

impl<'de> DeserializeSeed<'de> for DistinctKeys {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for DistinctKeys {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while items.next_element_seed(DistinctKeys)?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let mut keys: HashSet<Cow<'de, str>> = HashSet::new();
        while let Some(key) = entries.next_key_seed(TextSeed)? {
            if keys.contains(&key) {
                let key = crate::path::shortened(&key);
                return Err(A::Error::custom(format_args!("the key `{key}` is repeated")));
            }
            keys.insert(key);
            entries.next_value_seed(DistinctKeys)?;
        }
        Ok(())
    }
}
