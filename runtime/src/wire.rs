//! How the types of the schema language are read from JSON and written to it: one trait for reading, one for
//! writing, one for keys of maps. The language's own scalars and containers implement them here, one file a family;
//! the derives implement them for defined types, and serde's traits by delegating to them.
//!
//! They are traits of their own because the language is stricter than serde's defaults (canonical forms, no
//! repeated keys, finite floats) and more tolerant in one place (`1.0` is an integer).

mod boxed;
mod bytes;
mod civil;
mod codec;
mod containers;
#[cfg(feature = "decimal")]
mod decimal;
mod digits;
mod duration;
mod floats;
mod integers;
mod json;
mod key_by;
mod keys;
pub(crate) mod offered;
mod scalar;
mod sets;
mod text;
mod timestamp;
mod uuid;

use std::marker::PhantomData;

use serde_core::de::{DeserializeSeed, Deserializer};
use serde_core::ser::{Serialize, Serializer};

use crate::violation::Violation;

pub use bytes::Bytes;
#[cfg(feature = "decimal")]
pub use codec::AsNumber;
pub use codec::{
    AsScalar, AsString, Bridged, Codec, CodecWrite, FloatSet, FloatSetBy, List, Look, Map, MapBy, Opt, Ordered, Plain,
    Set, SetBy, Shown, Unique, UniqueRead, Wraps, cross, parse, show,
};
pub use key_by::{KeyBy, RunKey, StreamKey};
pub use keys::{KeyCodec, WireKey};
pub use text::{Text, read_text, write_text};

/// A type that is read from its JSON on the wire.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no type of the schema language",
    note = "derive `Record`, `Union`, `Enum` or `Newtype` for it"
)]
pub trait Wire: Sized {
    /// Whether one value can be spelled in several ways, as a timestamp can; never so where equal values are equal
    /// JSON.
    const SPELLINGS: bool = false;

    /// Reads a value.
    ///
    /// # Errors
    /// When the JSON is not a value of this type, or breaks one of its constraints.
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;

    /// Whether the value is one that JSON can hold and that meets all constraints, its own and those inside it.
    ///
    /// # Errors
    /// The first constraint that does not hold.
    fn validate(&self) -> Result<(), Violation>;

    /// What a field of this type is when its key is absent: none for `T?`, otherwise nothing at all.
    #[must_use]
    #[inline]
    fn absent() -> Option<Self> {
        None
    }
}

/// A type that is written as JSON.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be written",
    note = "older versions of an event only read: `#[retold(read_only)]` leaves writing out"
)]
pub trait WireWrite: Wire {
    /// Writes a value, after checking that it may be written.
    ///
    /// # Errors
    /// When a constraint does not hold, or JSON has no such value.
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;

    /// Whether a field with this value is left out.
    #[must_use]
    #[inline]
    fn is_none(&self) -> bool {
        false
    }

    /// Whether it is written as `null`, so that inside an optional it is read as none.
    #[must_use]
    #[inline]
    fn is_null(&self) -> bool {
        false
    }
}

/// Reads a `T` in its codec `C` where serde asks for a seed.
pub(crate) struct Seed<T, C = Plain>(PhantomData<(T, C)>);

impl<T, C> Seed<T, C> {
    #[inline]
    pub(crate) fn new() -> Self {
        Self(PhantomData)
    }
}

impl<'de, T, C: Codec<T>> DeserializeSeed<'de> for Seed<T, C> {
    type Value = T;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        C::read(deserializer)
    }
}

/// Writes a `T` in its codec `C` where serde asks for something that serializes.
pub(crate) struct Written<'a, T, C = Plain>(&'a T, PhantomData<C>);

impl<'a, T, C> Written<'a, T, C> {
    #[inline]
    pub(crate) fn new(value: &'a T) -> Self {
        Self(value, PhantomData)
    }
}

impl<T, C: CodecWrite<T>> Serialize for Written<'_, T, C> {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        C::write(self.0, serializer)
    }
}
