//! What derived readers call: the loop over the entries of an object is theirs, its parts are here, so that what is
//! generated for a field stays small.

use std::fmt;
use std::marker::PhantomData;

use serde_core::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};

use crate::violation::Violation;
use crate::wire::{Codec, Seed};

/// A type that is read from an object.
pub trait Fields: Sized {
    /// What it is called in messages.
    const NAME: &'static str;

    /// Reads the entries.
    ///
    /// # Errors
    /// When an entry cannot be read, is missing or repeated.
    fn visit<'de, A: MapAccess<'de>>(entries: A) -> Result<Self, A::Error>;
}

/// Reads a type from an object where serde asks for a seed.
pub(crate) struct FieldsSeed<T>(PhantomData<T>);

impl<T> FieldsSeed<T> {
    pub(crate) fn new() -> Self {
        Self(PhantomData)
    }
}

impl<'de, T: Fields> DeserializeSeed<'de> for FieldsSeed<T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        read_fields(deserializer)
    }
}

struct FieldsVisitor<T>(PhantomData<T>);

impl<'de, T: Fields> Visitor<'de> for FieldsVisitor<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "an object that holds `{}`", T::NAME)
    }

    #[inline]
    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<T, A::Error> {
        T::visit(entries)
    }
}

/// Reads a type from an object.
///
/// # Errors
/// When the JSON is none, or not one of this type's.
#[inline]
pub fn read_fields<'de, T: Fields, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_map(FieldsVisitor(PhantomData))
}

struct KeySeed<F>(F);

impl<'de, F: Fn(&str) -> usize> DeserializeSeed<'de> for KeySeed<F> {
    type Value = usize;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl<F: Fn(&str) -> usize> Visitor<'_> for KeySeed<F> {
    type Value = usize;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key")
    }

    #[inline]
    fn visit_str<E: Error>(self, key: &str) -> Result<usize, E> {
        Ok((self.0)(key))
    }
}

/// The next key as the index of a field.
///
/// # Errors
/// When the JSON ends or is none.
#[inline]
pub fn next_key<'de, A: MapAccess<'de>>(
    entries: &mut A,
    index: impl Fn(&str) -> usize,
) -> Result<Option<usize>, A::Error> {
    entries.next_key_seed(KeySeed(index))
}

/// Reads a field into its place, which must be empty.
///
/// # Errors
/// When the value cannot be read, or there was one already.
#[inline]
pub fn field<'de, T, C: Codec<T>, A: MapAccess<'de>>(
    entries: &mut A,
    place: &mut Option<T>,
    name: &'static str,
) -> Result<(), A::Error> {
    if place.is_some() {
        return Err(A::Error::duplicate_field(name));
    }
    *place = Some(entries.next_value_seed(Seed::<T, C>::new())?);
    Ok(())
}

/// The same for a field with constraints of its own.
///
/// # Errors
/// As [`field`], and when a constraint does not hold.
#[inline]
pub fn checked_field<'de, T, C: Codec<T>, A: MapAccess<'de>>(
    entries: &mut A,
    place: &mut Option<T>,
    name: &'static str,
    check: impl FnOnce(&T) -> Result<(), Violation>,
) -> Result<(), A::Error> {
    field::<T, C, A>(entries, place, name)?;
    place.as_ref().map_or(Ok(()), check).map_err(A::Error::custom)
}

/// Runs a reader of personal data: its errors do not show the value.
///
/// # Errors
/// When the reader fails.
pub fn concealed<T, E: Error>(read: Result<T, E>) -> Result<T, E> {
    read.map_err(|_| E::custom("personal data that cannot be read; the value is not shown"))
}

/// Passes over the value of a key that is not known.
///
/// # Errors
/// When the JSON ends or is none.
#[inline]
pub fn skip<'de, A: MapAccess<'de>>(entries: &mut A) -> Result<(), A::Error> {
    entries.next_value::<IgnoredAny>().map(|_| ())
}

/// What was read for a field, or what it is when absent.
///
/// # Errors
/// When the field may not be absent.
#[inline]
pub fn present<T, C: Codec<T>, E: Error>(place: Option<T>, name: &'static str) -> Result<T, E> {
    match place {
        Some(value) => Ok(value),
        None => C::absent().ok_or_else(|| E::missing_field(name)),
    }
}

/// Reads the key inside the payload that must hold the name of the event or command.
///
/// # Errors
/// When it holds anything else, or is there twice.
pub fn name_tag<'de, A: MapAccess<'de>>(
    entries: &mut A,
    seen: &mut bool,
    key: &'static str,
    names: &'static [&'static str],
) -> Result<(), A::Error> {
    struct NameVisitor(&'static [&'static str]);

    impl<'de> DeserializeSeed<'de> for NameVisitor {
        type Value = ();

        fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
            deserializer.deserialize_str(self)
        }
    }

    impl Visitor<'_> for NameVisitor {
        type Value = ();

        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(formatter, "`{}`", self.0.join("` or `"))
        }

        fn visit_str<E: Error>(self, name: &str) -> Result<(), E> {
            if self.0.contains(&name) {
                return Ok(());
            }
            Err(E::invalid_value(serde_core::de::Unexpected::Str(name), &self))
        }
    }

    if std::mem::replace(seen, true) {
        return Err(A::Error::duplicate_field(key));
    }
    entries.next_value_seed(NameVisitor(names))
}

/// Fails when the key that must hold the name was not there.
///
/// # Errors
/// When it was not.
#[inline]
pub fn tagged<E: Error>(seen: bool, key: &'static str) -> Result<(), E> {
    if seen { Ok(()) } else { Err(E::missing_field(key)) }
}
