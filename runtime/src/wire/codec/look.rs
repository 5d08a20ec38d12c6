//! What constraints look at: the value as the wire has it, inside optionals, boxes, newtypes and types of the user's.

use std::collections::{BTreeMap, BTreeSet};

use super::bridged::scalar_of;
use super::{AsString, Bridged, FloatSet, FloatSetBy, List, Map, MapBy, Opt, Plain, Set, SetBy, Unique, UniqueRead};
use crate::bridge::Bridge;
use crate::check::Reach;
use crate::violation::Violation;
use crate::wire::scalar::Scalar;

/// A form whose values constraints can look at.
pub trait Look<T> {
    /// What they look at.
    type Leaf;

    /// Checks what is inside, if it is not none.
    ///
    /// # Errors
    /// What the check says, or that the value is none of the wire.
    fn look(value: &T, check: impl FnOnce(&Self::Leaf) -> Result<(), Violation>) -> Result<(), Violation>;
}

macro_rules! as_they_are {
    ($($codec:ty)*) => {$(
        impl<T: Reach> Look<T> for $codec {
            type Leaf = T::Leaf;

            #[inline]
            fn look(value: &T, check: impl FnOnce(&T::Leaf) -> Result<(), Violation>) -> Result<(), Violation> {
                value.reach(check)
            }
        }
    )*};
}

as_they_are!(Plain AsString);
#[cfg(feature = "decimal")]
as_they_are!(super::AsNumber);

impl<T, C: Look<T>> Look<Option<T>> for Opt<C> {
    type Leaf = C::Leaf;

    #[inline]
    fn look(value: &Option<T>, check: impl FnOnce(&C::Leaf) -> Result<(), Violation>) -> Result<(), Violation> {
        value.as_ref().map_or(Ok(()), |value| C::look(value, check))
    }
}

macro_rules! containers {
    ($(($($generics:tt)*) $codec:ty: $ty:ty;)*) => {$(
        impl<$($generics)*> Look<$ty> for $codec {
            type Leaf = $ty;

            #[inline]
            fn look(value: &$ty, check: impl FnOnce(&$ty) -> Result<(), Violation>) -> Result<(), Violation> {
                check(value)
            }
        }
    )*};
}

containers! {
    (T, C) List<C>: Vec<T>;
    (T, C) Unique<C>: Vec<T>;
    (T, C) UniqueRead<C>: Vec<T>;
    (T) FloatSet: Vec<T>;
    (T, C) FloatSetBy<C>: Vec<T>;
    (T, C) Set<C>: BTreeSet<T>;
    (T, C) SetBy<C>: BTreeSet<T>;
    (K, V, C) Map<C>: BTreeMap<K, V>;
    (K, V, D, C) MapBy<D, C>: BTreeMap<K, V>;
}

impl<T, W: Scalar + Reach, B: Bridge<W::Value, T>, C> Look<T> for Bridged<W, B, C> {
    type Leaf = W::Leaf;

    fn look(value: &T, check: impl FnOnce(&W::Leaf) -> Result<(), Violation>) -> Result<(), Violation> {
        scalar_of::<T, W, B>(value)?.reach(check)
    }
}
