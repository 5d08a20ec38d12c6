//! Values that wait as JSON text until it is known what they are: borrowed from what is read wherever that can be
//! borrowed from. They are decoded on their own, with serde_json's bound on nesting counted from there. The bound is
//! therefore checked over the whole text before anybody looks into it: what waits inside what waits can only be
//! shallower, so nesting costs neither stack nor memory, and no more than a fixed number of passes.

use std::borrow::Cow;
use std::fmt;
use std::sync::LazyLock;

use serde_core::de::value::Error as ValueError;
use serde_core::de::{Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_core::forward_to_deserialize_any;
use serde_json::Value;
use serde_json::value::RawValue;

use super::{Codec, Seed};
use crate::json::{DEPTH, depth, without_place};

/// Takes a value as its JSON text.
pub(crate) struct Waiting;

impl<'de> DeserializeSeed<'de> for Waiting {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Cow<'de, str>, D::Error> {
        let text = Untried.deserialize(deserializer)?;
        shallow(&text)?;
        Ok(text)
    }
}

/// Whether a text is nested no deeper than can be read.
fn shallow<E: Error>(text: &str) -> Result<(), E> {
    if depth(text) > DEPTH { Err(E::custom("nested deeper than 127 levels")) } else { Ok(()) }
}

/// The same, however deep it is: nobody may look into it.
pub(crate) struct Untried;

impl<'de> DeserializeSeed<'de> for Untried {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Cow<'de, str>, D::Error> {
        deserializer.deserialize_newtype_struct(*RAW, self)
    }
}

impl<'de> Visitor<'de> for Untried {
    type Value = Cow<'de, str>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    /// How serde_json hands over a raw value: an object of one entry, which holds the text.
    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Cow<'de, str>, A::Error> {
        entries.next_key::<IgnoredAny>()?;
        entries.next_value_seed(TextSeed)
    }

    /// How everybody else does: as if nothing had been asked. The text is then made anew.
    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Cow<'de, str>, D::Error> {
        Ok(Cow::Owned(Value::deserialize(deserializer)?.to_string()))
    }
}

/// A text, borrowed where it can be.
pub(crate) struct TextSeed;

impl<'de> DeserializeSeed<'de> for TextSeed {
    type Value = Cow<'de, str>;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Cow<'de, str>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for TextSeed {
    type Value = Cow<'de, str>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a text")
    }

    #[inline]
    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Borrowed(text))
    }

    #[inline]
    fn visit_str<E: Error>(self, text: &str) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Owned(text.to_owned()))
    }

    #[inline]
    fn visit_string<E: Error>(self, text: String) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Owned(text))
    }
}

/// The name by which [`RawValue`] asks for the text. Its own reader would either insist on borrowing or always copy.
static RAW: LazyLock<&'static str> = LazyLock::new(|| {
    let mut name = "";
    // The probe hands over nothing: only what it was asked matters.
    let _: Result<Box<RawValue>, _> = Deserialize::deserialize(Probe(&mut name));
    name
});

/// A deserializer that only notes what it is asked for.
struct Probe<'a>(&'a mut &'static str);

impl<'de> Deserializer<'de> for Probe<'_> {
    type Error = ValueError;

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, _: V) -> Result<V::Value, ValueError> {
        *self.0 = name;
        Err(ValueError::custom("a probe holds nothing"))
    }

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, ValueError> {
        Err(ValueError::custom("a probe holds nothing"))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct seq
        tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// A value that was kept as text. What nobody looks into may be nested as deep as it likes, as where it is passed over
/// at once; the rest is looked into once its levels were counted.
pub(crate) struct Kept<'a>(pub(crate) &'a str);

macro_rules! looked_into {
    ($($method:ident($($parameter:ident: $ty:ty),*);)*) => {$(
        fn $method<V: Visitor<'a>>(self, $($parameter: $ty,)* visitor: V) -> serde_json::Result<V::Value> {
            shallow(self.0)?;
            serde_json::Deserializer::from_str(self.0).$method($($parameter,)* visitor)
        }
    )*};
}

impl<'a> Deserializer<'a> for Kept<'a> {
    type Error = serde_json::Error;

    fn deserialize_ignored_any<V: Visitor<'a>>(self, visitor: V) -> serde_json::Result<V::Value> {
        visitor.visit_unit()
    }

    looked_into! {
        deserialize_any();
        deserialize_bool();
        deserialize_i8();
        deserialize_i16();
        deserialize_i32();
        deserialize_i64();
        deserialize_i128();
        deserialize_u8();
        deserialize_u16();
        deserialize_u32();
        deserialize_u64();
        deserialize_u128();
        deserialize_f32();
        deserialize_f64();
        deserialize_char();
        deserialize_str();
        deserialize_string();
        deserialize_bytes();
        deserialize_byte_buf();
        deserialize_option();
        deserialize_unit();
        deserialize_unit_struct(name: &'static str);
        deserialize_newtype_struct(name: &'static str);
        deserialize_seq();
        deserialize_tuple(length: usize);
        deserialize_tuple_struct(name: &'static str, length: usize);
        deserialize_map();
        deserialize_struct(name: &'static str, fields: &'static [&'static str]);
        deserialize_enum(name: &'static str, variants: &'static [&'static str]);
        deserialize_identifier();
    }
}

/// Decodes what waited.
pub(crate) fn read_waiting<T, C: Codec<T>, E: Error>(json: &str) -> Result<T, E> {
    read_json(Seed::<T, C>::new(), json).map_err(placeless)
}

/// Decodes text.
pub(crate) fn read_json<'de, S: DeserializeSeed<'de>>(seed: S, json: &'de str) -> serde_json::Result<S::Value> {
    seed.deserialize(&mut serde_json::Deserializer::from_str(json))
}

/// An error about a part: the place that it names would be one in that part, so it is left out.
pub(crate) fn placeless<E: Error>(error: serde_json::Error) -> E {
    E::custom(without_place(&error))
}
