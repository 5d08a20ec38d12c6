//! Sets and maps of types of the user's: in the order of the scalars, and without two of one scalar, whatever the order
//! and the equality of the types are.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fmt;
use std::marker::PhantomData;

use serde_core::de::value::StrDeserializer;
use serde_core::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_core::ser::{Error as _, SerializeMap, Serializer};

use super::bridged::{scalar_of, value_of};
use super::{Bridged, Codec, CodecWrite, Plain};
use crate::bridge::Bridge;
use crate::violation::Violation;
use crate::wire::containers::{validate_each, write_each};
use crate::wire::keys::KeyCodec;
use crate::wire::scalar::Scalar;
use crate::wire::{Seed, Wraps, Written};

/// A form whose values have the order of the scalars that they are.
pub trait Ordered<T>: Codec<T> {
    /// What is compared.
    type Order: PartialOrd;

    /// Reads a value, and what its place is.
    ///
    /// # Errors
    /// As [`Codec::read`].
    fn read_ordered<'de, D: Deserializer<'de>>(deserializer: D) -> Result<(Self::Order, T), D::Error>;

    /// The place of a value.
    ///
    /// # Errors
    /// When it is no scalar.
    fn order(value: &T) -> Result<Self::Order, Violation>;
}

impl<T, W: Scalar<Value: PartialOrd>, B: Bridge<W::Value, T>, C: Codec<W>> Ordered<T> for Bridged<W, B, C> {
    type Order = W::Value;

    fn read_ordered<'de, D: Deserializer<'de>>(deserializer: D) -> Result<(W::Value, T), D::Error> {
        let scalar = C::read(deserializer)?.into_value();
        let value = value_of::<T, W, B>(scalar.clone()).map_err(D::Error::custom)?;
        Ok((scalar, value))
    }

    fn order(value: &T) -> Result<W::Value, Violation> {
        scalar_of::<T, W, B>(value).map(W::into_value)
    }
}

impl<T: Wraps<Codec: Ordered<T::Inner>>> Ordered<T> for Plain {
    type Order = <T::Codec as Ordered<T::Inner>>::Order;

    fn read_ordered<'de, D: Deserializer<'de>>(deserializer: D) -> Result<(Self::Order, T), D::Error> {
        let (order, inner) = <T::Codec as Ordered<T::Inner>>::read_ordered(deserializer)?;
        Ok((order, T::wrap(inner).map_err(D::Error::custom)?))
    }

    fn order(value: &T) -> Result<Self::Order, Violation> {
        <T::Codec as Ordered<T::Inner>>::order(value.inner())
    }
}

struct OrderedSeed<T, C>(PhantomData<(T, C)>);

impl<'de, T, C: Ordered<T>> DeserializeSeed<'de> for OrderedSeed<T, C> {
    type Value = (C::Order, T);

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(C::Order, T), D::Error> {
        C::read_ordered(deserializer)
    }
}

/// Reads all items with their places.
struct ItemsVisitor<T, C>(PhantomData<(T, C)>);

impl<'de, T, C: Ordered<T>> Visitor<'de> for ItemsVisitor<T, C> {
    type Value = Vec<(C::Order, T)>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list of distinct items")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let mut read = Vec::new();
        if C::SPELLINGS {
            let mut seen = HashSet::new();
            while let Some(text) = items.next_element_seed(Seed::<String>::new())? {
                read.push(C::read_ordered(StrDeserializer::<A::Error>::new(&text))?);
                if !seen.insert(text) {
                    return Err(A::Error::custom(Violation::repeated()));
                }
            }
        } else {
            while let Some(item) = items.next_element_seed(OrderedSeed::<T, C>(PhantomData))? {
                read.push(item);
            }
        }
        Ok(read)
    }
}

/// A set whose items are in the form `C`.
#[derive(Clone, Copy, Debug)]
pub struct SetBy<C>(PhantomData<C>);

impl<T: Ord, C: Ordered<T, Order: Ord>> Codec<BTreeSet<T>> for SetBy<C> {
    const SPELLINGS: bool = C::SPELLINGS;

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeSet<T>, D::Error> {
        let items = deserializer.deserialize_seq(ItemsVisitor::<T, C>(PhantomData))?;
        let mut by_place = BTreeMap::new();
        for (order, item) in items {
            if by_place.insert(order, item).is_some() && !C::SPELLINGS {
                return Err(D::Error::custom(Violation::repeated()));
            }
        }
        let count = by_place.len();
        let set: BTreeSet<T> = by_place.into_values().collect();
        if set.len() < count { Err(D::Error::custom(Violation::merged::<T>())) } else { Ok(set) }
    }

    fn validate(value: &BTreeSet<T>) -> Result<(), Violation> {
        validate_each::<T, C>(value)?;
        by_place::<T, C>(value).map(|_| ())
    }
}

impl<T: Ord, C: Ordered<T, Order: Ord> + CodecWrite<T>> CodecWrite<BTreeSet<T>> for SetBy<C> {
    fn write<S: Serializer>(value: &BTreeSet<T>, serializer: S) -> Result<S::Ok, S::Error> {
        let sorted = by_place::<T, C>(value).map_err(S::Error::custom)?;
        write_each::<T, C, S>(sorted.into_values(), serializer)
    }
}

fn by_place<T, C: Ordered<T, Order: Ord>>(set: &BTreeSet<T>) -> Result<BTreeMap<C::Order, &T>, Violation> {
    let mut sorted = BTreeMap::new();
    for (index, item) in set.iter().enumerate() {
        let order = C::order(item).map_err(|violation| violation.at_index(index))?;
        if sorted.insert(order, item).is_some() {
            return Err(Violation::repeated());
        }
    }
    Ok(sorted)
}

/// A set of floats whose items are in the form `C`: a `Vec` that reading sorts.
#[derive(Clone, Copy, Debug)]
pub struct FloatSetBy<C>(PhantomData<C>);

impl<T, C: Ordered<T>> Codec<Vec<T>> for FloatSetBy<C> {
    const SPELLINGS: bool = false;

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
        let mut items = deserializer.deserialize_seq(ItemsVisitor::<T, C>(PhantomData))?;
        sort(&mut items).map_err(D::Error::custom)?;
        Ok(items.into_iter().map(|(_, item)| item).collect())
    }

    fn validate(value: &Vec<T>) -> Result<(), Violation> {
        validate_each::<T, C>(value)?;
        sorted::<T, C>(value).map(|_| ())
    }
}

impl<T, C: Ordered<T> + CodecWrite<T>> CodecWrite<Vec<T>> for FloatSetBy<C> {
    fn write<S: Serializer>(value: &Vec<T>, serializer: S) -> Result<S::Ok, S::Error> {
        let sorted = sorted::<T, C>(value).map_err(S::Error::custom)?;
        write_each::<T, C, S>(sorted.into_iter(), serializer)
    }
}

fn sorted<T, C: Ordered<T>>(items: &[T]) -> Result<Vec<&T>, Violation> {
    let mut placed = Vec::with_capacity(items.len());
    for (index, item) in items.iter().enumerate() {
        placed.push((C::order(item).map_err(|violation| violation.at_index(index))?, item));
    }
    sort(&mut placed)?;
    Ok(placed.into_iter().map(|(_, item)| item).collect())
}

/// All numbers are finite where this is used.
fn sort<O: PartialOrd, T>(items: &mut [(O, T)]) -> Result<(), Violation> {
    let order = |one: &(O, T), other: &(O, T)| one.0.partial_cmp(&other.0).unwrap_or(Ordering::Equal);
    items.sort_by(order);
    let twice = items.windows(2).any(|pair| order(&pair[0], &pair[1]) == Ordering::Equal);
    if twice { Err(Violation::repeated()) } else { Ok(()) }
}

/// A map whose keys are in the form `D`, and its values in the form `C`.
#[derive(Clone, Copy, Debug)]
pub struct MapBy<D, C = Plain>(PhantomData<(D, C)>);

struct MapVisitor<K, V, D, C>(PhantomData<(K, V, D, C)>);

struct KeySeed<K, D>(PhantomData<(K, D)>);

impl<'de, K, D: KeyCodec<K>> DeserializeSeed<'de> for KeySeed<K, D> {
    type Value = K;

    fn deserialize<S: Deserializer<'de>>(self, deserializer: S) -> Result<K, S::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<K, D: KeyCodec<K>> Visitor<'_> for KeySeed<K, D> {
    type Value = K;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<K, E> {
        D::read_key(text).map_err(E::custom)
    }
}

impl<'de, K: Ord, V, D: KeyCodec<K>, C: Codec<V>> Visitor<'de> for MapVisitor<K, V, D, C> {
    type Value = BTreeMap<K, V>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<BTreeMap<K, V>, A::Error> {
        let mut map = BTreeMap::new();
        while let Some(key) = entries.next_key_seed(KeySeed::<K, D>(PhantomData))? {
            if map.contains_key(&key) {
                let key = D::key(&key).map_or_else(|_| "?".to_owned(), |key| key.into_owned());
                return Err(A::Error::custom(format_args!("the key `{key}` is repeated")));
            }
            let value = entries.next_value_seed(Seed::<V, C>::new())?;
            map.insert(key, value);
        }
        Ok(map)
    }
}

impl<K: Ord, V, D, C> Codec<BTreeMap<K, V>> for MapBy<D, C>
where
    D: KeyCodec<K> + Ordered<K, Order: Ord>,
    C: Codec<V>,
{
    const SPELLINGS: bool = C::SPELLINGS;

    fn read<'de, R: Deserializer<'de>>(deserializer: R) -> Result<BTreeMap<K, V>, R::Error> {
        deserializer.deserialize_map(MapVisitor::<K, V, D, C>(PhantomData))
    }

    fn validate(value: &BTreeMap<K, V>) -> Result<(), Violation> {
        for (key, value) in entries::<K, V, D>(value)?.into_values() {
            C::validate(value).map_err(|violation| violation.at_key(&key))?;
        }
        Ok(())
    }
}

impl<K: Ord, V, D, C> CodecWrite<BTreeMap<K, V>> for MapBy<D, C>
where
    D: KeyCodec<K> + Ordered<K, Order: Ord>,
    C: CodecWrite<V>,
{
    fn write<S: Serializer>(value: &BTreeMap<K, V>, serializer: S) -> Result<S::Ok, S::Error> {
        let sorted = entries::<K, V, D>(value).map_err(S::Error::custom)?;
        let mut entries = serializer.serialize_map(Some(sorted.len()))?;
        for (key, value) in sorted.into_values() {
            entries.serialize_entry(&key, &Written::<V, C>::new(value))?;
        }
        entries.end()
    }
}

/// The texts of all keys, in their order, with the values.
#[allow(clippy::type_complexity)]
fn entries<K, V, D>(map: &BTreeMap<K, V>) -> Result<BTreeMap<D::Order, (String, &V)>, Violation>
where
    D: KeyCodec<K> + Ordered<K, Order: Ord>,
{
    let mut sorted = BTreeMap::new();
    for (key, value) in map {
        let text = D::key(key)?.into_owned();
        let order = D::order(key)?;
        if sorted.insert(order, (text.clone(), value)).is_some() {
            return Err(Violation::repeated_key(&text));
        }
    }
    Ok(sorted)
}
