//! Sets of floats: floats have no total order in Rust, so such a set is a `Vec` that reading sorts.

use std::cmp::Ordering;

use serde_core::de::{Deserializer, Error as _};
use serde_core::ser::{Error as _, Serializer};

use super::{Codec, CodecWrite};
use crate::violation::Violation;
use crate::wire::containers::{read_list, validate_each, write_list};
use crate::wire::{Plain, Wire, WireWrite};

/// A set of floats, or of newtypes of floats, as a sorted `Vec` of distinct numbers.
#[derive(Clone, Copy, Debug)]
pub struct FloatSet;

impl<T: Wire + PartialOrd> Codec<Vec<T>> for FloatSet {
    const SPELLINGS: bool = false;

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
        let mut items = read_list::<T, Plain, D>(deserializer)?;
        items.sort_by(order);
        distinct(&items).map_err(D::Error::custom)?;
        Ok(items)
    }

    fn validate(value: &Vec<T>) -> Result<(), Violation> {
        validate_each::<T, Plain>(value)?;
        let mut sorted: Vec<&T> = value.iter().collect();
        sorted.sort_by(order);
        distinct(&sorted)
    }
}

impl<T: WireWrite + PartialOrd> CodecWrite<Vec<T>> for FloatSet {
    fn write<S: Serializer>(value: &Vec<T>, serializer: S) -> Result<S::Ok, S::Error> {
        <FloatSet as Codec<Vec<T>>>::validate(value).map_err(S::Error::custom)?;
        let mut sorted: Vec<&T> = value.iter().collect();
        sorted.sort_by(order);
        write_list::<T, Plain, S>(sorted, serializer)
    }
}

/// All numbers are finite where this is used.
fn order<T: PartialOrd>(one: &T, other: &T) -> Ordering {
    one.partial_cmp(other).unwrap_or(Ordering::Equal)
}

fn distinct<T: PartialOrd>(sorted: &[T]) -> Result<(), Violation> {
    if sorted.windows(2).any(|pair| order(&pair[0], &pair[1]) == Ordering::Equal) {
        return Err(Violation::repeated());
    }
    Ok(())
}
