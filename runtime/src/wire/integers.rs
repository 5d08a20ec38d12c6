//! Integers: any JSON number without a fraction that fits, so `1.0`, `1e2` and `-0` read. Beyond 2^53 a spelling
//! with a fraction or an exponent is as exact as a double is, as in every JSON reader that has no other numbers.

use std::fmt;
use std::marker::PhantomData;

use serde_core::de::{Deserializer, Error, Unexpected, Visitor};
use serde_core::ser::Serializer;

use super::{Wire, WireWrite};
use crate::violation::Violation;

/// An integer type of the language.
pub(crate) trait Integer: Copy + TryFrom<u64> + TryFrom<i64> {
    const EXPECTING: &'static str;
    fn from_i128(value: i128) -> Option<Self>;
}

struct IntegerVisitor<T>(PhantomData<T>);

impl<T: Integer> Visitor<'_> for IntegerVisitor<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(T::EXPECTING)
    }

    #[inline]
    fn visit_u64<E: Error>(self, value: u64) -> Result<T, E> {
        T::try_from(value).map_err(|_| E::invalid_value(Unexpected::Unsigned(value), &self))
    }

    #[inline]
    fn visit_i64<E: Error>(self, value: i64) -> Result<T, E> {
        T::try_from(value).map_err(|_| E::invalid_value(Unexpected::Signed(value), &self))
    }

    #[cold]
    fn visit_f64<E: Error>(self, value: f64) -> Result<T, E> {
        whole(value).and_then(T::from_i128).ok_or_else(|| E::invalid_value(Unexpected::Float(value), &self))
    }
}

/// The integer that a double is, if it is one that 64 bits can hold. The bounds themselves are left out: a reader of
/// JSON rounds integers that are too large to them.
pub(super) fn whole(value: f64) -> Option<i128> {
    const LOWEST: f64 = -9_223_372_036_854_775_808.0;
    const HIGHEST: f64 = 18_446_744_073_709_551_616.0;
    // The cast is exact: a whole double within these bounds is an integer of at most 64 bits.
    (value > LOWEST && value < HIGHEST && value.trunc() == value).then_some(value as i128)
}

macro_rules! integers {
    ($($ty:ident $deserialize:ident $serialize:ident;)*) => {$(
        impl Integer for $ty {
            const EXPECTING: &'static str = concat!("an integer that fits `", stringify!($ty), "`");

            fn from_i128(value: i128) -> Option<Self> {
                value.try_into().ok()
            }
        }

        impl Wire for $ty {
            #[inline]
            fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.$deserialize(IntegerVisitor::<$ty>(PhantomData))
            }

            #[inline]
            fn validate(&self) -> Result<(), Violation> {
                Ok(())
            }
        }

        impl WireWrite for $ty {
            #[inline]
            fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.$serialize(*self)
            }
        }
    )*};
}

integers! {
    u8 deserialize_u8 serialize_u8;
    u16 deserialize_u16 serialize_u16;
    u32 deserialize_u32 serialize_u32;
    u64 deserialize_u64 serialize_u64;
    i8 deserialize_i8 serialize_i8;
    i16 deserialize_i16 serialize_i16;
    i32 deserialize_i32 serialize_i32;
    i64 deserialize_i64 serialize_i64;
}
