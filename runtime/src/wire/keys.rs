//! Keys of maps: text, integers in canonical digits, UUIDs, dates, enums and newtypes of these.

use std::borrow::Cow;

use jiff::civil::Date;
use uuid::Uuid;

use super::{Text, Wire, Wraps};
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
                let expected = concat!("the digits of an integer that fits `", stringify!($ty), "`");
                integer(text).ok_or_else(|| Violation::unreadable(text, expected))
            }

            fn key(&self) -> Result<Cow<'_, str>, Violation> {
                Ok(Cow::Owned(self.to_string()))
            }
        }
    )*};
}

text_keys!(Uuid Date);
integer_keys!(u8 u16 u32 u64 i8 i16 i32 i64);

impl<T: Wraps<Inner: WireKey> + Ord> WireKey for T {
    fn read_key(text: &str) -> Result<Self, Violation> {
        T::wrap(T::Inner::read_key(text)?)
    }

    fn key(&self) -> Result<Cow<'_, str>, Violation> {
        self.inner().key()
    }
}
