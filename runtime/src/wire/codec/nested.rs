//! Codecs inside `T?`, lists, sets and maps.

use std::collections::{BTreeMap, BTreeSet};

use serde_core::de::Deserializer;
use serde_core::ser::Serializer;

use super::{Codec, CodecWrite};
use crate::violation::Violation;
use crate::wire::WireKey;
use crate::wire::containers::{
    read_list, read_map, read_optional, validate_each, validate_map, write_list, write_map, write_optional,
};
use crate::wire::sets::read_set;
use std::marker::PhantomData;

/// `C` inside an optional.
#[derive(Clone, Copy, Debug)]
pub struct Opt<C>(PhantomData<C>);

impl<T, C: Codec<T>> Codec<Option<T>> for Opt<C> {
    const SPELLINGS: bool = C::SPELLINGS;

    #[inline]
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
        read_optional::<T, C, D>(deserializer)
    }

    #[inline]
    fn validate(value: &Option<T>) -> Result<(), Violation> {
        value.as_ref().map_or(Ok(()), C::validate)
    }

    #[inline]
    fn absent() -> Option<Option<T>> {
        Some(None)
    }
}

impl<T, C: CodecWrite<T>> CodecWrite<Option<T>> for Opt<C> {
    #[inline]
    fn write<S: Serializer>(value: &Option<T>, serializer: S) -> Result<S::Ok, S::Error> {
        write_optional::<T, C, S>(value.as_ref(), serializer)
    }

    #[inline]
    fn is_none(value: &Option<T>) -> bool {
        value.as_ref().is_none_or(C::is_null)
    }
}

/// `C` in each item of a list.
#[derive(Clone, Copy, Debug)]
pub struct List<C>(PhantomData<C>);

impl<T, C: Codec<T>> Codec<Vec<T>> for List<C> {
    const SPELLINGS: bool = C::SPELLINGS;

    #[inline]
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
        read_list::<T, C, D>(deserializer)
    }

    #[inline]
    fn validate(value: &Vec<T>) -> Result<(), Violation> {
        validate_each::<T, C>(value)
    }
}

impl<T, C: CodecWrite<T>> CodecWrite<Vec<T>> for List<C> {
    #[inline]
    fn write<S: Serializer>(value: &Vec<T>, serializer: S) -> Result<S::Ok, S::Error> {
        write_list::<T, C, S>(value, serializer)
    }
}

/// `C` in each item of a set.
#[derive(Clone, Copy, Debug)]
pub struct Set<C>(PhantomData<C>);

impl<T: Ord, C: Codec<T>> Codec<BTreeSet<T>> for Set<C> {
    const SPELLINGS: bool = C::SPELLINGS;

    #[inline]
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeSet<T>, D::Error> {
        read_set::<T, C, D>(deserializer)
    }

    #[inline]
    fn validate(value: &BTreeSet<T>) -> Result<(), Violation> {
        validate_each::<T, C>(value)
    }
}

impl<T: Ord, C: CodecWrite<T>> CodecWrite<BTreeSet<T>> for Set<C> {
    #[inline]
    fn write<S: Serializer>(value: &BTreeSet<T>, serializer: S) -> Result<S::Ok, S::Error> {
        write_list::<T, C, S>(value, serializer)
    }
}

/// `C` in each value of a map.
#[derive(Clone, Copy, Debug)]
pub struct Map<C>(PhantomData<C>);

impl<K: WireKey, V, C: Codec<V>> Codec<BTreeMap<K, V>> for Map<C> {
    const SPELLINGS: bool = C::SPELLINGS;

    #[inline]
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<K, V>, D::Error> {
        read_map::<K, V, C, D>(deserializer)
    }

    #[inline]
    fn validate(value: &BTreeMap<K, V>) -> Result<(), Violation> {
        validate_map::<K, V, C>(value)
    }
}

impl<K: WireKey, V, C: CodecWrite<V>> CodecWrite<BTreeMap<K, V>> for Map<C> {
    #[inline]
    fn write<S: Serializer>(value: &BTreeMap<K, V>, serializer: S) -> Result<S::Ok, S::Error> {
        write_map::<K, V, C, S>(value, serializer)
    }
}
