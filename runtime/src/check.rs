//! Constraints: bounds, lengths, patterns, numbers of items. Each reaches through optionals, boxes and newtypes to the
//! value that it is about; none meets every constraint.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

#[cfg(feature = "decimal")]
use rust_decimal::Decimal;

use crate::Bytes;
use crate::violation::Violation;
use crate::wire::{Codec, Look, Wire};

#[cfg(feature = "pattern")]
mod pattern;
#[cfg(feature = "pattern")]
pub use pattern::{Pattern, pattern};

/// A value that constraints are about, perhaps inside an optional, a box or a newtype.
#[diagnostic::on_unimplemented(message = "`{Self}` has no constraints")]
pub trait Reach {
    /// What is inside.
    type Leaf;

    /// Checks what is inside, if it is not none.
    ///
    /// # Errors
    /// What the check says, or that a value is none of the wire.
    fn reach(&self, check: impl FnOnce(&Self::Leaf) -> Result<(), Violation>) -> Result<(), Violation>;
}

impl<T: Reach> Reach for Option<T> {
    type Leaf = T::Leaf;

    #[inline]
    fn reach(&self, check: impl FnOnce(&T::Leaf) -> Result<(), Violation>) -> Result<(), Violation> {
        self.as_ref().map_or(Ok(()), |value| value.reach(check))
    }
}

impl<T: Reach> Reach for Box<T> {
    type Leaf = T::Leaf;

    #[inline]
    fn reach(&self, check: impl FnOnce(&T::Leaf) -> Result<(), Violation>) -> Result<(), Violation> {
        T::reach(self, check)
    }
}

macro_rules! leaves {
    ($(($($generics:tt)*) $ty:ty;)*) => {$(
        impl<$($generics)*> Reach for $ty {
            type Leaf = $ty;

            #[inline]
            fn reach(&self, check: impl FnOnce(&$ty) -> Result<(), Violation>) -> Result<(), Violation> {
                check(self)
            }
        }
    )*};
}

leaves! {
    () bool; () u8; () u16; () u32; () u64; () i8; () i16; () i32; () i64; () f32; () f64;
    () String; () Bytes; () uuid::Uuid; () serde_json::Value;
    () jiff::civil::Date; () jiff::civil::Time; () jiff::Timestamp; () jiff::SignedDuration;
    (T: Wire) Vec<T>; (T: Wire) BTreeSet<T>; (K: Wire, V: Wire) BTreeMap<K, V>;
}

#[cfg(feature = "decimal")]
leaves! {
    () Decimal;
}

/// A bound of a number, as it is written in an attribute.
#[derive(Clone, Copy, Debug)]
pub enum Bound {
    /// An integer.
    Integer(i128),
    /// A number with a fraction.
    Float(f64),
    /// A decimal.
    Decimal(&'static str),
}

/// A number that bounds are about.
pub trait Number: Display {
    /// Whether it is lower than the bound.
    fn is_below(&self, bound: Bound) -> bool;
    /// Whether it is higher than the bound.
    fn is_above(&self, bound: Bound) -> bool;
}

macro_rules! integers {
    ($($ty:ident)*) => {$(
        impl Number for $ty {
            #[inline]
            fn is_below(&self, bound: Bound) -> bool {
                match bound {
                    Bound::Integer(bound) => i128::from(*self) < bound,
                    Bound::Float(_) | Bound::Decimal(_) => (*self as f64) < float(bound),
                }
            }

            #[inline]
            fn is_above(&self, bound: Bound) -> bool {
                match bound {
                    Bound::Integer(bound) => i128::from(*self) > bound,
                    Bound::Float(_) | Bound::Decimal(_) => (*self as f64) > float(bound),
                }
            }
        }
    )*};
}

integers!(u8 u16 u32 u64 i8 i16 i32 i64);

macro_rules! floats {
    ($($ty:ident)*) => {$(
        impl Number for $ty {
            #[inline]
            fn is_below(&self, bound: Bound) -> bool {
                f64::from(*self) < float(bound)
            }

            #[inline]
            fn is_above(&self, bound: Bound) -> bool {
                f64::from(*self) > float(bound)
            }
        }
    )*};
}

floats!(f32 f64);

#[inline]
fn float(bound: Bound) -> f64 {
    match bound {
        Bound::Integer(bound) => bound as f64,
        Bound::Float(bound) => bound,
        Bound::Decimal(bound) => bound.parse().unwrap_or(f64::NAN),
    }
}

#[cfg(feature = "decimal")]
impl Number for Decimal {
    fn is_below(&self, bound: Bound) -> bool {
        decimal(bound).is_some_and(|bound| *self < bound)
    }

    fn is_above(&self, bound: Bound) -> bool {
        decimal(bound).is_some_and(|bound| *self > bound)
    }
}

/// Bounds are literals that the schema has read already: one that is no decimal constrains nothing.
#[cfg(feature = "decimal")]
fn decimal(bound: Bound) -> Option<Decimal> {
    match bound {
        Bound::Integer(bound) => Decimal::try_from_i128_with_scale(bound, 0).ok(),
        Bound::Float(bound) => Decimal::try_from(bound).ok(),
        Bound::Decimal(bound) => bound.parse().ok(),
    }
}

impl Display for Bound {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Bound::Integer(bound) => bound.fmt(formatter),
            Bound::Float(bound) => bound.fmt(formatter),
            Bound::Decimal(bound) => bound.fmt(formatter),
        }
    }
}

/// The lowest value, included.
///
/// # Errors
/// When the number is lower.
#[inline]
pub fn min<T, C: Look<T, Leaf: Number>>(value: &T, bound: Bound) -> Result<(), Violation> {
    C::look(value, |number| match number.is_below(bound) {
        true => Err(broken(number, "is lower than the lowest allowed", &bound)),
        false => Ok(()),
    })
}

/// The highest value, included.
///
/// # Errors
/// When the number is higher.
#[inline]
pub fn max<T, C: Look<T, Leaf: Number>>(value: &T, bound: Bound) -> Result<(), Violation> {
    C::look(value, |number| match number.is_above(bound) {
        true => Err(broken(number, "is higher than the highest allowed", &bound)),
        false => Ok(()),
    })
}

/// The fewest code points of a string.
///
/// # Errors
/// When the string is shorter.
#[inline]
pub fn min_length<T, C: Look<T, Leaf: AsRef<str>>>(value: &T, bound: usize) -> Result<(), Violation> {
    C::look(value, |text| {
        let text = text.as_ref();
        // A code point has at most four bytes: long texts need no counting.
        match text.len() < bound.saturating_mul(4) && text.chars().count() < bound {
            true => Err(broken(&text, "has fewer characters than the fewest allowed", &bound)),
            false => Ok(()),
        }
    })
}

/// The most code points of a string.
///
/// # Errors
/// When the string is longer.
#[inline]
pub fn max_length<T, C: Look<T, Leaf: AsRef<str>>>(value: &T, bound: usize) -> Result<(), Violation> {
    C::look(value, |text| {
        let text = text.as_ref();
        match text.len() > bound && text.chars().count() > bound {
            true => Err(broken(&text, "has more characters than the most allowed", &bound)),
            false => Ok(()),
        }
    })
}

/// A list, set or map.
pub trait Items {
    /// How many items it has.
    fn count(&self) -> usize;
}

impl<T> Items for Vec<T> {
    #[inline]
    fn count(&self) -> usize {
        self.len()
    }
}

impl<T> Items for BTreeSet<T> {
    #[inline]
    fn count(&self) -> usize {
        self.len()
    }
}

impl<K, V> Items for BTreeMap<K, V> {
    #[inline]
    fn count(&self) -> usize {
        self.len()
    }
}

/// The fewest items.
///
/// # Errors
/// When there are fewer.
#[inline]
pub fn min_items<T, C: Look<T, Leaf: Items>>(value: &T, bound: usize) -> Result<(), Violation> {
    C::look(value, |items| match items.count() {
        count if count < bound => Err(broken_count(count, "fewer than the fewest allowed", bound)),
        _ => Ok(()),
    })
}

/// The most items.
///
/// # Errors
/// When there are more.
#[inline]
pub fn max_items<T, C: Look<T, Leaf: Items>>(value: &T, bound: usize) -> Result<(), Violation> {
    C::look(value, |items| match items.count() {
        count if count > bound => Err(broken_count(count, "more than the most allowed", bound)),
        _ => Ok(()),
    })
}

/// What is inside a field.
///
/// # Errors
/// The first constraint that does not hold.
#[inline]
pub fn inside<T, C: Codec<T>>(value: &T, name: &'static str) -> Result<(), Violation> {
    C::validate(value).map_err(|violation| violation.at(name))
}

#[cold]
fn broken(value: &dyn Display, problem: &str, bound: &dyn Display) -> Violation {
    Violation::new(Some(value.to_string()), format!("{problem}, {bound}"))
}

#[cold]
fn broken_count(count: usize, problem: &str, bound: usize) -> Violation {
    Violation::new(None, format!("has {count} items, {problem}, {bound}"))
}
