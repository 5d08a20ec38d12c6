//! Scalars seen through their newtypes: the value at the bottom, which is what a [`Bridge`](crate::Bridge) takes and
//! gives, and the scalar that such a value is, with all constraints on the way checked.

use std::fmt::Display;

use super::{Wire, WireWrite, Wraps};
use crate::violation::Violation;

/// A scalar of the schema language.
pub trait Scalar: WireWrite {
    /// The value at the bottom of its newtypes.
    type Value: Clone + Display;
    /// Whether it, or one that it wraps, is personal data.
    const PII: bool = false;
    /// Whether a value of it can be `null`.
    const MAY_BE_NULL: bool = false;

    /// The value at the bottom.
    fn into_value(self) -> Self::Value;

    /// The scalar that a value is.
    ///
    /// # Errors
    /// The first constraint that does not hold.
    fn of_value(value: Self::Value) -> Result<Self, Violation>;
}

macro_rules! leaves {
    ($($ty:ty)*; $may_be_null:literal) => {$(
        impl Scalar for $ty {
            type Value = $ty;
            const MAY_BE_NULL: bool = $may_be_null;

            #[inline]
            fn into_value(self) -> $ty {
                self
            }

            #[inline]
            fn of_value(value: $ty) -> Result<Self, Violation> {
                Ok(value)
            }
        }
    )*};
}

leaves! {
    bool u8 u16 u32 u64 i8 i16 i32 i64 f32 f64 String super::Bytes uuid::Uuid
    jiff::civil::Date jiff::civil::Time jiff::Timestamp jiff::SignedDuration; false
}
leaves!(serde_json::Value; true);
#[cfg(feature = "decimal")]
leaves!(rust_decimal::Decimal; false);

/// A newtype of a type of the library. One around a type of the user's has no scalar inside.
impl<T> Scalar for T
where
    T: Wraps<Inner: Scalar> + WireWrite,
{
    type Value = <T::Inner as Scalar>::Value;
    const PII: bool = T::PII || <T::Inner as Scalar>::PII;
    const MAY_BE_NULL: bool = <T::Inner as Scalar>::MAY_BE_NULL;

    #[inline]
    fn into_value(self) -> Self::Value {
        self.take().into_value()
    }

    fn of_value(value: Self::Value) -> Result<Self, Violation> {
        let inner = <T::Inner as Scalar>::of_value(value)?;
        let scalar = T::wrap(inner).map_err(|violation| if T::PII { violation.without_value() } else { violation })?;
        Wire::validate(&scalar).map(|()| scalar)
    }
}
