//! Floats: any number that stays finite in the type. NaN and the infinities have no JSON and are refused when they
//! are written or validated.

use std::fmt;
use std::marker::PhantomData;

use serde_core::de::{Deserializer, Error, Unexpected, Visitor};
use serde_core::ser::{Error as _, Serializer};

use super::{Wire, WireWrite};
use crate::violation::Violation;

trait Float: Copy {
    const EXPECTING: &'static str;
    fn narrow(value: f64) -> Self;
    fn finite(self) -> bool;
}

struct FloatVisitor<T>(PhantomData<T>);

impl<T: Float> FloatVisitor<T> {
    #[inline]
    fn check<E: Error>(self, value: f64) -> Result<T, E> {
        let narrow = T::narrow(value);
        if narrow.finite() { Ok(narrow) } else { Err(E::invalid_value(Unexpected::Float(value), &self)) }
    }
}

impl<T: Float> Visitor<'_> for FloatVisitor<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(T::EXPECTING)
    }

    #[inline]
    fn visit_f64<E: Error>(self, value: f64) -> Result<T, E> {
        self.check(value)
    }

    #[inline]
    fn visit_u64<E: Error>(self, value: u64) -> Result<T, E> {
        self.check(value as f64)
    }

    #[inline]
    fn visit_i64<E: Error>(self, value: i64) -> Result<T, E> {
        self.check(value as f64)
    }
}

macro_rules! floats {
    ($($ty:ident $deserialize:ident $serialize:ident;)*) => {$(
        impl Float for $ty {
            const EXPECTING: &'static str = concat!("a number that fits `", stringify!($ty), "`");

            #[inline]
            fn narrow(value: f64) -> Self {
                value as $ty
            }

            #[inline]
            fn finite(self) -> bool {
                self.is_finite()
            }
        }

        impl Wire for $ty {
            #[inline]
            fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.$deserialize(FloatVisitor::<$ty>(PhantomData))
            }

            #[inline]
            fn validate(&self) -> Result<(), Violation> {
                if self.is_finite() { Ok(()) } else { Err(Violation::unwritable(self, "a finite number")) }
            }
        }

        impl WireWrite for $ty {
            #[inline]
            fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.validate().map_err(S::Error::custom)?;
                serializer.$serialize(*self)
            }
        }
    )*};
}

floats! {
    f32 deserialize_f32 serialize_f32;
    f64 deserialize_f64 serialize_f64;
}
