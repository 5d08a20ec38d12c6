//! The way between versions from one type to another where a type of the user's is on either side: through the scalar.

use super::bridged::{scalar_of, value_of};
use super::{Bridged, Codec, Plain};
use crate::bridge::Bridge;
use crate::violation::Violation;
use crate::wire::Wraps;
use crate::wire::scalar::Scalar;

/// A form whose values are scalars, whatever they are inside.
pub trait Crosses<T> {
    /// The value at the bottom.
    type Value;

    /// The scalar that a value is.
    ///
    /// # Errors
    /// When it is none.
    fn out(value: &T) -> Result<Self::Value, Violation>;

    /// The value that a scalar is.
    ///
    /// # Errors
    /// When a constraint does not hold, or the type cannot hold it.
    fn into(scalar: Self::Value) -> Result<T, Violation>;
}

impl<T, W: Scalar, B: Bridge<W::Value, T>, C> Crosses<T> for Bridged<W, B, C> {
    type Value = W::Value;

    fn out(value: &T) -> Result<W::Value, Violation> {
        scalar_of::<T, W, B>(value).map(W::into_value)
    }

    fn into(scalar: W::Value) -> Result<T, Violation> {
        value_of::<T, W, B>(W::of_value(scalar)?.into_value())
    }
}

/// A scalar as the language has it, of which nothing is bridged.
#[derive(Clone, Copy, Debug)]
pub struct AsScalar;

impl<T: Scalar + Clone> Crosses<T> for AsScalar {
    type Value = T::Value;

    fn out(value: &T) -> Result<T::Value, Violation> {
        Ok(value.clone().into_value())
    }

    fn into(scalar: T::Value) -> Result<T, Violation> {
        T::of_value(scalar)
    }
}

/// A newtype with a type of the user's at its bottom.
impl<T> Crosses<T> for Plain
where
    T: Wraps<Codec: Crosses<T::Inner> + Codec<T::Inner>>,
{
    type Value = <T::Codec as Crosses<T::Inner>>::Value;

    fn out(value: &T) -> Result<Self::Value, Violation> {
        <T::Codec as Crosses<T::Inner>>::out(value.inner())
    }

    fn into(scalar: Self::Value) -> Result<T, Violation> {
        T::wrap(<T::Codec as Crosses<T::Inner>>::into(scalar)?)
    }
}

/// From a value in the form `A` to one in the form `B`.
///
/// # Errors
/// When there is no scalar that both are.
pub fn cross<A, B, T, U>(value: T) -> Result<U, Violation>
where
    A: Crosses<T>,
    B: Crosses<U, Value: From<A::Value>>,
{
    B::into(A::out(&value)?.into())
}
