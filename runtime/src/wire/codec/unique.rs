//! Lists with `unique`: no two items are equal as JSON. Items that are different JSON and would be written as the
//! same one (a timestamp in two spellings, an enum's alias) become one, so that what was read can be written.

use std::collections::HashSet;
use std::fmt;
use std::marker::PhantomData;

use serde_core::de::{Deserializer, Error as _, SeqAccess, Visitor};
use serde_core::ser::{Error as _, Serializer};

use super::{Codec, CodecWrite, List, Plain};
use crate::json::canonical;
use crate::violation::Violation;
use crate::wire::Written;
use crate::wire::containers::{validate_each, write_list};
use crate::wire::offered::{Waiting, placeless, read_waiting};

/// A list without equal items, each in the codec `C`.
#[derive(Clone, Copy, Debug)]
pub struct Unique<C = Plain>(PhantomData<C>);

impl<T, C: CodecWrite<T>> Codec<Vec<T>> for Unique<C> {
    const SPELLINGS: bool = C::SPELLINGS;

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
        let mut items = <UniqueRead<C> as Codec<Vec<T>>>::read(deserializer)?;
        let mut seen = HashSet::with_capacity(items.len());
        let mut failed = None;
        items.retain(|item| match written::<T, C>(item) {
            Ok(json) => seen.insert(json),
            Err(error) => {
                failed = Some(error);
                true
            }
        });
        failed.map_or(Ok(items), |error| Err(D::Error::custom(error)))
    }

    fn validate(value: &Vec<T>) -> Result<(), Violation> {
        validate_each::<T, C>(value)?;
        let mut seen = HashSet::with_capacity(value.len());
        for item in value {
            // What cannot be written is not for this check to say.
            if written::<T, C>(item).is_ok_and(|json| !seen.insert(json)) {
                return Err(Violation::repeated());
            }
        }
        Ok(())
    }
}

impl<T, C: CodecWrite<T>> CodecWrite<Vec<T>> for Unique<C> {
    fn write<S: Serializer>(value: &Vec<T>, serializer: S) -> Result<S::Ok, S::Error> {
        <Self as Codec<Vec<T>>>::validate(value).map_err(S::Error::custom)?;
        write_list::<T, C, S>(value, serializer)
    }
}

/// A list without equal items in a body that only reads.
#[derive(Clone, Copy, Debug)]
pub struct UniqueRead<C = Plain>(PhantomData<C>);

impl<T, C: Codec<T>> Codec<Vec<T>> for UniqueRead<C> {
    const SPELLINGS: bool = C::SPELLINGS;

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
        deserializer.deserialize_seq(UniqueVisitor::<T, C>(PhantomData))
    }

    fn validate(value: &Vec<T>) -> Result<(), Violation> {
        <List<C> as Codec<Vec<T>>>::validate(value)
    }
}

struct UniqueVisitor<T, C>(PhantomData<(T, C)>);

impl<'de, T, C: Codec<T>> Visitor<'de> for UniqueVisitor<T, C> {
    type Value = Vec<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list of distinct items")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Vec<T>, A::Error> {
        let mut list = Vec::new();
        let mut seen = HashSet::new();
        while let Some(json) = items.next_element_seed(Waiting)? {
            if !seen.insert(canonical(&json).map_err(placeless)?) {
                return Err(A::Error::custom(Violation::repeated()));
            }
            list.push(read_waiting::<T, C, A::Error>(&json)?);
        }
        Ok(list)
    }
}

fn written<T, C: CodecWrite<T>>(item: &T) -> serde_json::Result<String> {
    canonical(&serde_json::to_string(&Written::<T, C>::new(item))?)
}
