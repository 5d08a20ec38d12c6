//! What derived writers call.

use serde_core::ser::{Error, Serialize, SerializeStruct, Serializer};

use crate::union::{Tagged, is_unknown};
use crate::unknown::UnknownVariant;
use crate::violation::Violation;
use crate::wire::{CodecWrite, Wraps, Written};

/// Writes a field; none is left out.
///
/// # Errors
/// When the value may not be written.
#[inline]
pub fn field<T, C: CodecWrite<T>, S: SerializeStruct>(
    object: &mut S,
    name: &'static str,
    value: &T,
) -> Result<(), S::Error> {
    if C::is_none(value) { Ok(()) } else { object.serialize_field(name, &Written::<T, C>::new(value)) }
}

/// Writes a field; none is written as `null`.
///
/// # Errors
/// When the value may not be written.
#[inline]
pub fn field_or_null<T, C: CodecWrite<T>, S: SerializeStruct>(
    object: &mut S,
    name: &'static str,
    value: &T,
) -> Result<(), S::Error> {
    object.serialize_field(name, &Written::<T, C>::new(value))
}

/// Turns a broken constraint into an error of the serializer.
///
/// # Errors
/// When the constraint is broken.
#[inline]
pub fn checked<E: Error>(check: Result<(), Violation>) -> Result<(), E> {
    check.map_err(E::custom)
}

/// Writes a newtype: checks its constraints, then writes what is inside.
///
/// # Errors
/// When a constraint does not hold, or the value may not be written.
#[inline]
pub fn newtype<T, S>(value: &T, serializer: S) -> Result<S::Ok, S::Error>
where
    T: Wraps<Codec: CodecWrite<T::Inner>>,
    S: Serializer,
{
    value.validate().map_err(S::Error::custom)?;
    <T::Codec as CodecWrite<T::Inner>>::write(value.inner(), serializer)
}

/// Writes a variant that this version does not know, as it was read.
///
/// # Errors
/// When this version knows the variant, or the serializer fails.
pub fn unknown_variant<T: Tagged, S: Serializer>(variant: &UnknownVariant, serializer: S) -> Result<S::Ok, S::Error> {
    checked(is_unknown::<T>(variant))?;
    variant.object().serialize(serializer)
}
