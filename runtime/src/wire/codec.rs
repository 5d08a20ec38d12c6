//! The form on the wire where it is not the one that the Rust type has by itself: `as: string`, `as: number`, sets
//! of floats, lists without equal items, and all of these inside optionals, lists, sets and maps.

mod bridged;
mod crossing;
mod floats;
mod look;
mod nested;
#[cfg(feature = "decimal")]
mod number;
mod ordered;
mod string;
mod unique;

use serde_core::de::Deserializer;
use serde_core::ser::Serializer;

use super::{Wire, WireWrite};
use crate::violation::Violation;

pub use bridged::{Bridged, Shown, parse, show};
pub use crossing::{AsScalar, cross};
pub use floats::FloatSet;
pub use look::Look;
pub use nested::{List, Map, Opt, Set};
#[cfg(feature = "decimal")]
pub use number::AsNumber;
pub use ordered::{FloatSetBy, MapBy, Ordered, SetBy};
pub use string::AsString;
pub use unique::{Unique, UniqueRead};

/// A form in which a `T` is read.
#[diagnostic::on_unimplemented(message = "`{T}` has no form `{Self}` on the wire")]
pub trait Codec<T> {
    /// As [`Wire::SPELLINGS`].
    const SPELLINGS: bool;

    /// As [`Wire::read`].
    ///
    /// # Errors
    /// When the JSON is not a value in this form.
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error>;

    /// As [`Wire::validate`].
    ///
    /// # Errors
    /// The first constraint that does not hold.
    fn validate(value: &T) -> Result<(), Violation>;

    /// As [`Wire::absent`].
    #[must_use]
    #[inline]
    fn absent() -> Option<T> {
        None
    }
}

/// A form in which a `T` is written.
pub trait CodecWrite<T>: Codec<T> {
    /// As [`WireWrite::write`].
    ///
    /// # Errors
    /// When a constraint does not hold, or JSON has no such value.
    fn write<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error>;

    /// As [`WireWrite::is_none`].
    #[must_use]
    #[inline]
    fn is_none(_value: &T) -> bool {
        false
    }

    /// As [`WireWrite::is_null`].
    #[must_use]
    #[inline]
    fn is_null(_value: &T) -> bool {
        false
    }
}

/// The form that the type has by itself.
#[derive(Clone, Copy, Debug)]
pub struct Plain;

impl<T: Wire> Codec<T> for Plain {
    const SPELLINGS: bool = T::SPELLINGS;

    #[inline]
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        T::read(deserializer)
    }

    #[inline]
    fn validate(value: &T) -> Result<(), Violation> {
        value.validate()
    }

    #[inline]
    fn absent() -> Option<T> {
        T::absent()
    }
}

impl<T: WireWrite> CodecWrite<T> for Plain {
    #[inline]
    fn write<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        value.write(serializer)
    }

    #[inline]
    fn is_none(value: &T) -> bool {
        value.is_none()
    }

    #[inline]
    fn is_null(value: &T) -> bool {
        value.is_null()
    }
}

/// A newtype, as codecs see through it.
pub trait Wraps: Wire {
    /// What it wraps.
    type Inner;
    /// The form of what it wraps.
    type Codec: Codec<Self::Inner>;
    /// Whether it is personal data.
    const PII: bool = false;

    /// Makes one, if its constraints hold.
    ///
    /// # Errors
    /// The first constraint that does not hold.
    fn wrap(inner: Self::Inner) -> Result<Self, Violation>;

    /// Makes one of a value that is known to meet the constraints.
    fn trust(inner: Self::Inner) -> Self;

    /// What is inside.
    fn inner(&self) -> &Self::Inner;

    /// What is inside, taken out.
    fn take(self) -> Self::Inner;
}
