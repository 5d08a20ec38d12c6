//! Sets: items that are equal as JSON are refused. Items that are different texts for one value, where a type has
//! several, become one.

use std::collections::{BTreeSet, HashSet};
use std::fmt;
use std::marker::PhantomData;

use serde_core::de::value::StrDeserializer;
use serde_core::de::{Deserializer, Error, SeqAccess, Visitor};
use serde_core::ser::Serializer;

use super::codec::{Codec, Plain};
use super::containers::{validate_each, write_list};
use super::{Seed, Wire, WireWrite};
use crate::violation::Violation;

struct SetVisitor<T, C>(PhantomData<(T, C)>);

impl<'de, T: Ord, C: Codec<T>> Visitor<'de> for SetVisitor<T, C> {
    type Value = BTreeSet<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list of distinct items")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<BTreeSet<T>, A::Error> {
        let mut set = BTreeSet::new();
        if C::SPELLINGS {
            let mut seen = HashSet::new();
            while let Some(text) = items.next_element_seed(Seed::<String>::new())? {
                set.insert(C::read(StrDeserializer::<A::Error>::new(&text))?);
                if !seen.insert(text) {
                    return Err(A::Error::custom(Violation::repeated()));
                }
            }
        } else {
            while let Some(item) = items.next_element_seed(Seed::<T, C>::new())? {
                if !set.insert(item) {
                    return Err(A::Error::custom(Violation::repeated()));
                }
            }
        }
        Ok(set)
    }
}

pub(super) fn read_set<'de, T: Ord, C: Codec<T>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeSet<T>, D::Error> {
    deserializer.deserialize_seq(SetVisitor::<T, C>(PhantomData))
}

impl<T: Wire + Ord> Wire for BTreeSet<T> {
    const SPELLINGS: bool = T::SPELLINGS;

    #[inline]
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_set::<T, Plain, D>(deserializer)
    }

    #[inline]
    fn validate(&self) -> Result<(), Violation> {
        validate_each::<T, Plain>(self)
    }
}

impl<T: WireWrite + Ord> WireWrite for BTreeSet<T> {
    #[inline]
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_list::<T, Plain, S>(self, serializer)
    }
}
