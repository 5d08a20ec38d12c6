//! Keys of maps: text, integers in canonical digits, UUIDs, dates, enums and newtypes of these.

use std::borrow::Cow;

use jiff::civil::Date;
use uuid::Uuid;

use super::{Plain, Text, Wire, Wraps};
use crate::violation::Violation;

/// A type that can be the key of a map.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the key of a map",
    note = "keys are strings, integers, UUIDs, dates, enums or newtypes of these"
)]
pub trait WireKey: Wire + Ord {
    /// Reads a key.
    ///
    /// # Errors
    /// When the text is none of this type's, or breaks one of its constraints.
    fn read_key(text: &str) -> Result<Self, Violation>;

    /// The key as text.
    ///
    /// # Errors
    /// When the value may not be written.
    fn key(&self) -> Result<Cow<'_, str>, Violation>;
}

impl WireKey for String {
    #[inline]
    fn read_key(text: &str) -> Result<Self, Violation> {
        Ok(text.to_owned())
    }

    #[inline]
    fn key(&self) -> Result<Cow<'_, str>, Violation> {
        Ok(Cow::Borrowed(self))
    }
}

/// The integer that canonical digits are: `0|-?[1-9]\d*`, within the type's bounds.
#[inline]
pub(super) fn integer<T: std::str::FromStr>(text: &str) -> Option<T> {
    match text.as_bytes() {
        [b'0'] | [b'1'..=b'9', ..] | [b'-', b'1'..=b'9', ..] => text.parse().ok(),
        _ => None,
    }
}

macro_rules! text_keys {
    ($($ty:ty)*) => {$(
        impl WireKey for $ty {
            fn read_key(text: &str) -> Result<Self, Violation> {
                <$ty as Text>::parse(text).ok_or_else(|| Violation::unreadable(text, <$ty as Text>::EXPECTING))
            }

            fn key(&self) -> Result<Cow<'_, str>, Violation> {
                Text::text(self)
            }
        }
    )*};
}

macro_rules! integer_keys {
    ($($ty:ident)*) => {$(
        impl WireKey for $ty {
            fn read_key(text: &str) -> Result<Self, Violation> {
                integer(text).ok_or_else(|| Violation::unreadable(text, <$ty as Text>::EXPECTING))
            }

            fn key(&self) -> Result<Cow<'_, str>, Violation> {
                Ok(Cow::Owned(self.to_string()))
            }
        }

        impl Text for $ty {
            const EXPECTING: &'static str = concat!("the digits of an integer that fits `", stringify!($ty), "`");

            fn parse(text: &str) -> Option<Self> {
                integer(text)
            }

            fn text(&self) -> Result<Cow<'_, str>, Violation> {
                Ok(Cow::Owned(self.to_string()))
            }
        }
    )*};
}

text_keys!(Uuid Date);
integer_keys!(u8 u16 u32 u64 i8 i16 i32 i64);

impl<T: Wraps<Codec: KeyCodec<T::Inner>> + Ord> WireKey for T {
    fn read_key(text: &str) -> Result<Self, Violation> {
        T::wrap(<T::Codec as KeyCodec<T::Inner>>::read_key(text)?)
    }

    fn key(&self) -> Result<Cow<'_, str>, Violation> {
        <T::Codec as KeyCodec<T::Inner>>::key(self.inner())
    }
}

/// A form in which a `K` is the key of a map.
pub trait KeyCodec<K> {
    /// As [`WireKey::read_key`].
    ///
    /// # Errors
    /// When the text is no key in this form.
    fn read_key(text: &str) -> Result<K, Violation>;

    /// As [`WireKey::key`].
    ///
    /// # Errors
    /// When the value may not be written.
    fn key(key: &K) -> Result<Cow<'_, str>, Violation>;
}

impl<K: WireKey> KeyCodec<K> for Plain {
    #[inline]
    fn read_key(text: &str) -> Result<K, Violation> {
        K::read_key(text)
    }

    #[inline]
    fn key(key: &K) -> Result<Cow<'_, str>, Violation> {
        key.key()
    }
}
