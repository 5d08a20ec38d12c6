//! `as: string` on `u64` and `i64`: the digits in quotes, for readers whose numbers are doubles.

use std::borrow::Cow;

use serde_core::de::{Deserializer, Error as _};
use serde_core::ser::Serializer;

use super::{Codec, CodecWrite, Wraps};
use crate::violation::Violation;
use crate::wire::keys::integer;
use crate::wire::{Text, Wire, read_text, write_text};

/// A 64-bit integer as a string of its canonical digits.
#[derive(Clone, Copy, Debug)]
pub struct AsString;

struct Digits<T>(T);

macro_rules! digits {
    ($($ty:ident)*) => {$(
        impl Text for Digits<$ty> {
            const EXPECTING: &'static str = concat!("an integer that fits `", stringify!($ty), "`, in quotes");

            fn parse(text: &str) -> Option<Self> {
                integer(text).map(Self)
            }

            fn text(&self) -> Result<Cow<'_, str>, Violation> {
                Ok(Cow::Owned(self.0.to_string()))
            }
        }

        impl Codec<$ty> for AsString {
            const SPELLINGS: bool = false;

            fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<$ty, D::Error> {
                read_text(deserializer).map(|digits: Digits<$ty>| digits.0)
            }

            fn validate(_value: &$ty) -> Result<(), Violation> {
                Ok(())
            }
        }

        impl CodecWrite<$ty> for AsString {
            fn write<S: Serializer>(value: &$ty, serializer: S) -> Result<S::Ok, S::Error> {
                write_text(&Digits(*value), serializer)
            }
        }
    )*};
}

digits!(u64 i64);

impl<T: Wraps> Codec<T> for AsString
where
    AsString: Codec<T::Inner>,
{
    const SPELLINGS: bool = <AsString as Codec<T::Inner>>::SPELLINGS;

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        T::wrap(<AsString as Codec<T::Inner>>::read(deserializer)?).map_err(D::Error::custom)
    }

    fn validate(value: &T) -> Result<(), Violation> {
        Wire::validate(value)
    }
}

impl<T: Wraps> CodecWrite<T> for AsString
where
    AsString: CodecWrite<T::Inner>,
{
    fn write<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        Wire::validate(value).map_err(serde_core::ser::Error::custom)?;
        <AsString as CodecWrite<T::Inner>>::write(value.inner(), serializer)
    }
}
