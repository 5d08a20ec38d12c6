//! `T?`, lists and maps. Nothing is reserved for a length that somebody else states.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde_core::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_core::ser::{Error as _, SerializeMap, SerializeSeq, Serializer};

use super::codec::{Codec, CodecWrite, Plain};
use super::{Seed, Wire, WireKey, WireWrite, Written};
use crate::violation::Violation;

struct OptionalVisitor<T, C>(PhantomData<(T, C)>);

impl<'de, T, C: Codec<T>> Visitor<'de> for OptionalVisitor<T, C> {
    type Value = Option<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value or null")
    }

    #[inline]
    fn visit_none<E: Error>(self) -> Result<Option<T>, E> {
        Ok(None)
    }

    #[inline]
    fn visit_unit<E: Error>(self) -> Result<Option<T>, E> {
        Ok(None)
    }

    #[inline]
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<T>, D::Error> {
        C::read(deserializer).map(Some)
    }
}

#[inline]
pub(super) fn read_optional<'de, T, C: Codec<T>, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    deserializer.deserialize_option(OptionalVisitor::<T, C>(PhantomData))
}

#[inline]
pub(super) fn write_optional<T, C: CodecWrite<T>, S: Serializer>(
    value: Option<&T>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match value {
        None => serializer.serialize_none(),
        Some(value) => serializer.serialize_some(&Written::<T, C>::new(value)),
    }
}

impl<T: Wire> Wire for Option<T> {
    const SPELLINGS: bool = T::SPELLINGS;

    #[inline]
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_optional::<T, Plain, D>(deserializer)
    }

    #[inline]
    fn validate(&self) -> Result<(), Violation> {
        self.as_ref().map_or(Ok(()), T::validate)
    }

    #[inline]
    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl<T: WireWrite> WireWrite for Option<T> {
    #[inline]
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_optional::<T, Plain, S>(self.as_ref(), serializer)
    }

    #[inline]
    fn is_none(&self) -> bool {
        self.as_ref().is_none_or(T::is_null)
    }
}

struct ListVisitor<T, C>(PhantomData<(T, C)>);

impl<'de, T, C: Codec<T>> Visitor<'de> for ListVisitor<T, C> {
    type Value = Vec<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list")
    }

    #[inline]
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Vec<T>, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(Seed::<T, C>::new())? {
            list.push(item);
        }
        Ok(list)
    }
}

#[inline]
pub(super) fn read_list<'de, T, C: Codec<T>, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    deserializer.deserialize_seq(ListVisitor::<T, C>(PhantomData))
}

#[inline]
pub(super) fn write_list<'a, T: 'a, C: CodecWrite<T>, S: Serializer>(
    items: impl IntoIterator<Item = &'a T, IntoIter: ExactSizeIterator>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    write_each::<T, C, S>(items.into_iter(), serializer)
}

#[inline]
pub(super) fn write_each<'a, T: 'a, C: CodecWrite<T>, S: Serializer>(
    items: impl ExactSizeIterator<Item = &'a T>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut sequence = serializer.serialize_seq(Some(items.len()))?;
    for item in items {
        sequence.serialize_element(&Written::<T, C>::new(item))?;
    }
    sequence.end()
}

pub(super) fn validate_each<'a, T: 'a, C: Codec<T>>(items: impl IntoIterator<Item = &'a T>) -> Result<(), Violation> {
    for (index, item) in items.into_iter().enumerate() {
        C::validate(item).map_err(|violation| violation.at_index(index))?;
    }
    Ok(())
}

impl<T: Wire> Wire for Vec<T> {
    const SPELLINGS: bool = T::SPELLINGS;

    #[inline]
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_list::<T, Plain, D>(deserializer)
    }

    #[inline]
    fn validate(&self) -> Result<(), Violation> {
        validate_each::<T, Plain>(self)
    }
}

impl<T: WireWrite> WireWrite for Vec<T> {
    #[inline]
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_list::<T, Plain, S>(self, serializer)
    }
}

struct KeySeed<K>(PhantomData<K>);

impl<'de, K: WireKey> DeserializeSeed<'de> for KeySeed<K> {
    type Value = K;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<K, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<K: WireKey> Visitor<'_> for KeySeed<K> {
    type Value = K;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key")
    }

    #[inline]
    fn visit_str<E: Error>(self, text: &str) -> Result<K, E> {
        K::read_key(text).map_err(E::custom)
    }
}

struct MapVisitor<K, V, C>(PhantomData<(K, V, C)>);

impl<'de, K: WireKey, V, C: Codec<V>> Visitor<'de> for MapVisitor<K, V, C> {
    type Value = BTreeMap<K, V>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<BTreeMap<K, V>, A::Error> {
        let mut map = BTreeMap::new();
        while let Some(key) = entries.next_key_seed(KeySeed::<K>(PhantomData))? {
            if map.contains_key(&key) {
                let key = key.key().unwrap_or(Cow::Borrowed("?")).into_owned();
                return Err(A::Error::custom(format_args!("the key `{key}` is repeated")));
            }
            let value = entries.next_value_seed(Seed::<V, C>::new())?;
            map.insert(key, value);
        }
        Ok(map)
    }
}

#[inline]
pub(super) fn read_map<'de, K: WireKey, V, C: Codec<V>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeMap<K, V>, D::Error> {
    deserializer.deserialize_map(MapVisitor::<K, V, C>(PhantomData))
}

pub(super) fn write_map<K: WireKey, V, C: CodecWrite<V>, S: Serializer>(
    map: &BTreeMap<K, V>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut entries = serializer.serialize_map(Some(map.len()))?;
    for (key, value) in map {
        let key = key.key().map_err(S::Error::custom)?;
        entries.serialize_entry(&*key, &Written::<V, C>::new(value))?;
    }
    entries.end()
}

pub(super) fn validate_map<K: WireKey, V, C: Codec<V>>(map: &BTreeMap<K, V>) -> Result<(), Violation> {
    for (key, value) in map {
        let text = key.key()?;
        key.validate().map_err(|violation| violation.at_key(&text))?;
        C::validate(value).map_err(|violation| violation.at_key(&text))?;
    }
    Ok(())
}

impl<K: WireKey, V: Wire> Wire for BTreeMap<K, V> {
    const SPELLINGS: bool = V::SPELLINGS;

    #[inline]
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_map::<K, V, Plain, D>(deserializer)
    }

    #[inline]
    fn validate(&self) -> Result<(), Violation> {
        validate_map::<K, V, Plain>(self)
    }
}

impl<K: WireKey, V: WireWrite> WireWrite for BTreeMap<K, V> {
    #[inline]
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_map::<K, V, Plain, S>(self, serializer)
    }
}
