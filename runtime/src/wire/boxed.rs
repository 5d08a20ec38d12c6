//! Boxes: types that contain themselves are boxed, and a box is nothing on the wire.

use serde_core::de::Deserializer;
use serde_core::ser::Serializer;

use super::{Wire, WireWrite};
use crate::violation::Violation;

impl<T: Wire> Wire for Box<T> {
    const SPELLINGS: bool = T::SPELLINGS;

    #[inline]
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::read(deserializer).map(Box::new)
    }

    #[inline]
    fn validate(&self) -> Result<(), Violation> {
        T::validate(self)
    }

    #[inline]
    fn absent() -> Option<Self> {
        T::absent().map(Box::new)
    }
}

impl<T: WireWrite> WireWrite for Box<T> {
    #[inline]
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        T::write(self, serializer)
    }

    #[inline]
    fn is_none(&self) -> bool {
        T::is_none(self)
    }

    #[inline]
    fn is_null(&self) -> bool {
        T::is_null(self)
    }
}
