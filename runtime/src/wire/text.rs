//! Scalars that are a JSON string: one trait for what their text means, and how they are then read and written.
//! Strings themselves and booleans are here too.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde_core::de::{Deserialize, Deserializer, Error, Unexpected, Visitor};
use serde_core::ser::{Error as _, Serializer};

use super::{Wire, WireWrite};
use crate::violation::Violation;

/// A type whose JSON is a string.
pub trait Text: Sized {
    /// What is expected, for messages: `a date such as 2026-02-28`.
    const EXPECTING: &'static str;

    /// Reads the text, or says that it is none.
    fn parse(text: &str) -> Option<Self>;

    /// The text as written; fails when the value has no text that would be read.
    ///
    /// # Errors
    /// When the value is outside what the wire can hold.
    fn text(&self) -> Result<Cow<'_, str>, Violation>;
}

struct TextVisitor<T>(PhantomData<T>);

impl<T: Text> Visitor<'_> for TextVisitor<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(T::EXPECTING)
    }

    #[inline]
    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        T::parse(text).ok_or_else(|| E::invalid_value(Unexpected::Str(text), &self))
    }
}

/// Reads a type whose JSON is a string.
///
/// # Errors
/// When the JSON is no string, or not one of this type's.
#[inline]
pub fn read_text<'de, T: Text, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_str(TextVisitor(PhantomData))
}

/// Writes a type whose JSON is a string.
///
/// # Errors
/// When the value has no text.
#[inline]
pub fn write_text<T: Text, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&value.text().map_err(S::Error::custom)?)
}

impl Text for String {
    const EXPECTING: &'static str = "a string";

    fn parse(text: &str) -> Option<Self> {
        Some(text.to_owned())
    }

    fn text(&self) -> Result<Cow<'_, str>, Violation> {
        Ok(Cow::Borrowed(self))
    }
}

impl Wire for String {
    #[inline]
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)
    }

    #[inline]
    fn validate(&self) -> Result<(), Violation> {
        Ok(())
    }
}

impl WireWrite for String {
    #[inline]
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

impl Wire for bool {
    #[inline]
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        bool::deserialize(deserializer)
    }

    #[inline]
    fn validate(&self) -> Result<(), Violation> {
        Ok(())
    }
}

impl WireWrite for bool {
    #[inline]
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bool(*self)
    }
}

/// Reads and writes a [`Text`] type through its text.
macro_rules! wire_text {
    ($($ty:ty),*; spellings: $spellings:literal) => {$(
        impl $crate::wire::Wire for $ty {
            const SPELLINGS: bool = $spellings;

            #[inline]
            fn read<'de, D: serde_core::de::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::wire::read_text(deserializer)
            }

            fn validate(&self) -> Result<(), $crate::violation::Violation> {
                $crate::wire::Text::text(self).map(|_| ())
            }
        }

        impl $crate::wire::WireWrite for $ty {
            #[inline]
            fn write<S: serde_core::ser::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::wire::write_text(self, serializer)
            }
        }
    )*};
}
pub(super) use wire_text;
