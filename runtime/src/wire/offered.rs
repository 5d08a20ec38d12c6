//! Values that wait as JSON text until it is known what they are: they are decoded on their own, with serde_json's
//! bound on nesting counted from there. The bound is therefore checked over the whole text before: what waits inside
//! what waits can only be shallower, so nesting costs neither stack nor more than a fixed number of passes.

use serde_core::de::{Deserialize, DeserializeSeed, Deserializer, Error};
use serde_json::value::RawValue;

use super::{Codec, Seed};
use crate::json::{DEPTH, depth};
use crate::violation::Violation;

/// A value as its JSON text.
pub(crate) struct Raw;

impl Codec<Box<RawValue>> for Raw {
    const SPELLINGS: bool = true;

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Box<RawValue>, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        if depth(raw.get()) > DEPTH { Err(D::Error::custom("nested deeper than 127 levels")) } else { Ok(raw) }
    }

    fn validate(_value: &Box<RawValue>) -> Result<(), Violation> {
        Ok(())
    }
}

/// Decodes what waited.
pub(crate) fn read_raw<T, C: Codec<T>, E: Error>(raw: &RawValue) -> Result<T, E> {
    read_json::<Seed<T, C>, E>(Seed::new(), raw.get())
}

/// Decodes text; the place that the error names would be one in this part, so it is left out.
pub(crate) fn read_json<'de, S: DeserializeSeed<'de>, E: Error>(seed: S, json: &'de str) -> Result<S::Value, E> {
    let mut deserializer = serde_json::Deserializer::from_str(json);
    seed.deserialize(&mut deserializer).map_err(|error| E::custom(crate::json::without_place(&error)))
}
