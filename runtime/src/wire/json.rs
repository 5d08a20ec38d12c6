//! `json`: any value, as [`Value`] keeps it.

use serde_core::de::{Deserialize, Deserializer};
use serde_core::ser::{Serialize, Serializer};
use serde_json::Value;

use super::{Wire, WireWrite};
use crate::violation::Violation;

impl Wire for Value {
    #[inline]
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Value::deserialize(deserializer)
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
}
