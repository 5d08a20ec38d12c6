//! Bridges that are there without anybody writing them: of a type that is its own, and through a type's text.

use std::error::Error;
use std::fmt::Display;
use std::str::FromStr;

use super::{Bridge, Refused};
use crate::wire::Text;

/// The bridge of a type that is one itself.
#[derive(Clone, Copy, Debug)]
pub struct Itself;

impl<Scalar, T: Bridge<Scalar>> Bridge<Scalar, T> for Itself {
    #[inline]
    fn from_scalar(scalar: Scalar) -> Result<T, Refused> {
        T::from_scalar(scalar)
    }

    #[inline]
    fn to_scalar(value: &T) -> Result<Scalar, Refused> {
        T::to_scalar(value)
    }
}

/// The bridge of a type that reads, with `FromStr`, the text that stands on the wire, and shows itself as such a text:
/// `{ type = "crate::Sku", with = "retold::ByText" }`.
///
/// ```
/// use retold::scalar::Decimal;
/// use retold::{Bridge, ByText};
///
/// let price: f64 = <ByText as Bridge<Decimal, f64>>::from_scalar(Decimal::new(1250, 2)).unwrap();
/// assert_eq!(price, 12.5);
/// assert_eq!(<ByText as Bridge<Decimal, f64>>::to_scalar(&price).unwrap(), Decimal::new(125, 1));
/// assert!(<ByText as Bridge<Decimal, f64>>::to_scalar(&f64::NAN).is_err());
/// ```
#[derive(Clone, Copy, Debug)]
pub struct ByText;

impl<Scalar, T> Bridge<Scalar, T> for ByText
where
    Scalar: Text,
    T: FromStr<Err: Into<Refused>> + Display,
{
    fn from_scalar(scalar: Scalar) -> Result<T, Refused> {
        scalar.text()?.parse().map_err(Into::into)
    }

    fn to_scalar(value: &T) -> Result<Scalar, Refused> {
        let text = value.to_string();
        Scalar::parse(&text)
            .ok_or_else(|| Box::<dyn Error + Send + Sync>::from(format!("`{text}` is not {}", Scalar::EXPECTING)))
    }
}

/// A type of the library stands for itself: a newtype of the schema that a project does not want to have.
macro_rules! itself {
    ($($ty:ty)*) => {$(
        impl Bridge<$ty> for $ty {
            #[inline]
            fn from_scalar(scalar: $ty) -> Result<Self, Refused> {
                Ok(scalar)
            }

            #[inline]
            fn to_scalar(value: &Self) -> Result<$ty, Refused> {
                Ok(value.clone())
            }
        }
    )*};
}

itself! {
    bool u8 u16 u32 u64 i8 i16 i32 i64 f32 f64 String crate::Bytes serde_json::Value uuid::Uuid
    jiff::civil::Date jiff::civil::Time jiff::Timestamp jiff::SignedDuration
}
#[cfg(feature = "decimal")]
itself!(rust_decimal::Decimal);
