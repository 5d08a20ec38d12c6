//! How a tagged union is read. With the tag first, its variant's fields are read straight from the object. With the
//! tag elsewhere, what stands before it is kept as text, the object is put together with the tag first, and read
//! again: nothing is decoded twice, and the reader of the variants exists once.
//!
//! An object inside an object inside … that all have their tag last would be copied once a level: the levels of what
//! is kept are counted before (`wire/offered.rs`), so that is at most 127 times.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde_core::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use crate::de::{self, Fields, FieldsSeed};
use crate::unknown::UnknownVariant;
use crate::wire::Seed;
use crate::wire::offered::{Raw, read_json};

/// A type that is read from an object whose tag says which variant it is.
pub trait Tagged: Sized {
    /// What it is called in messages.
    const NAME: &'static str;
    /// The key of the tag.
    const TAG: &'static str;
    /// The tags of its variants.
    const VARIANTS: &'static [&'static str];

    /// Reads the entries after the tag.
    ///
    /// # Errors
    /// When an entry cannot be read, is missing or repeated.
    fn visit<'de, A: MapAccess<'de>>(variant: usize, entries: A) -> Result<Self, A::Error>;

    /// Keeps a variant that is not known; an open union does.
    #[must_use]
    fn unknown(variant: UnknownVariant) -> Option<Self> {
        let _ = variant;
        None
    }

    /// Whether it keeps a variant that is not known.
    const OPEN: bool = false;
}

/// Reads a tagged union.
///
/// # Errors
/// When the JSON is no object, has no tag, or its variant cannot be read.
#[inline]
pub fn read_tagged<'de, T: Tagged, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_map(TaggedVisitor(PhantomData))
}

struct TaggedVisitor<T>(PhantomData<T>);

impl<'de, T: Tagged> DeserializeSeed<'de> for TaggedVisitor<T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, T: Tagged> Visitor<'de> for TaggedVisitor<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "an object that holds `{}` and says which by `{}`", T::NAME, T::TAG)
    }

    #[inline]
    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<T, A::Error> {
        match entries.next_key_seed(FirstKey(T::TAG))? {
            None => Err(A::Error::missing_field(T::TAG)),
            Some(None) => match entries.next_value_seed(TagSeed(T::VARIANTS))? {
                Tag::Known(variant) => T::visit(variant, entries),
                Tag::Unknown(tag) => read_unknown(tag, entries),
            },
            Some(Some(key)) => read_reordered(key, entries),
        }
    }
}

/// Nothing for the tag, otherwise the key.
struct FirstKey(&'static str);

impl<'de> DeserializeSeed<'de> for FirstKey {
    type Value = Option<String>;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<String>, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for FirstKey {
    type Value = Option<String>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key")
    }

    #[inline]
    fn visit_str<E: Error>(self, key: &str) -> Result<Option<String>, E> {
        Ok(if key == self.0 { None } else { Some(key.to_owned()) })
    }
}

enum Tag {
    Known(usize),
    Unknown(String),
}

struct TagSeed(&'static [&'static str]);

impl<'de> DeserializeSeed<'de> for TagSeed {
    type Value = Tag;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Tag, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for TagSeed {
    type Value = Tag;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the name of a variant")
    }

    #[inline]
    fn visit_str<E: Error>(self, tag: &str) -> Result<Tag, E> {
        Ok(match self.0.iter().position(|variant| *variant == tag) {
            Some(variant) => Tag::Known(variant),
            None => Tag::Unknown(tag.to_owned()),
        })
    }
}

#[cold]
fn read_unknown<'de, T: Tagged, A: MapAccess<'de>>(tag: String, mut entries: A) -> Result<T, A::Error> {
    if !T::OPEN {
        return Err(A::Error::unknown_variant(&tag, T::VARIANTS));
    }
    let mut object = Map::new();
    object.insert(T::TAG.to_owned(), Value::from(tag.as_str()));
    while let Some(key) = entries.next_key::<String>()? {
        let value = entries.next_value_seed(Seed::<Value>::new())?;
        if object.contains_key(&key) {
            return Err(A::Error::custom(format_args!("the key `{key}` is repeated")));
        }
        object.insert(key, value);
    }
    T::unknown(UnknownVariant::new(tag, object))
        .ok_or_else(|| A::Error::custom("an open union keeps what it does not know"))
}

#[cold]
fn read_reordered<'de, T: Tagged, A: MapAccess<'de>>(first: String, mut entries: A) -> Result<T, A::Error> {
    let mut tag = None;
    let mut rest = String::new();
    let mut next = Some(first);
    while let Some(key) = next {
        let raw: Box<RawValue> = entries.next_value_seed(Seed::<Box<RawValue>, Raw>::new())?;
        if key == T::TAG && tag.is_none() {
            tag = Some(raw);
        } else {
            rest.push(',');
            rest.push_str(&Value::from(key).to_string());
            rest.push(':');
            rest.push_str(raw.get());
        }
        next = entries.next_key()?;
    }
    let Some(tag) = tag else { return Err(A::Error::missing_field(T::TAG)) };
    let json = format!("{{{}:{}{rest}}}", Value::from(T::TAG), tag.get());
    read_json(TaggedVisitor::<T>(PhantomData), &json)
}

/// What an older version of an open union did not know, as a newer one takes it: read again where it has the variant,
/// kept otherwise.
///
/// # Panics
/// If `T` is not open; the versions of a union are all open or none is.
#[cold]
#[must_use]
pub fn reread<T: Tagged>(unknown: UnknownVariant) -> T {
    if T::VARIANTS.contains(&unknown.tag()) {
        let json = Value::Object(unknown.object().clone()).to_string();
        if let Ok(known) = read_json::<_, serde_json::Error>(TaggedVisitor::<T>(PhantomData), &json) {
            return known;
        }
    }
    T::unknown(unknown).expect("all versions of an open union are open")
}

/// Reads the value under the key `content`, and passes over everything else.
///
/// # Errors
/// When there is none, it is there twice, or it cannot be read.
pub fn read_content<'de, T: Fields, A: MapAccess<'de>>(
    mut entries: A,
    tag: &'static str,
    content: &'static str,
) -> Result<T, A::Error> {
    let mut held = None;
    while let Some(key) = entries.next_key::<Cow<'de, str>>()? {
        if key == tag {
            return Err(A::Error::duplicate_field(tag));
        } else if key == content {
            if held.is_some() {
                return Err(A::Error::duplicate_field(content));
            }
            held = Some(entries.next_value_seed(FieldsSeed::new())?);
        } else {
            de::skip(&mut entries)?;
        }
    }
    held.ok_or_else(|| A::Error::missing_field(content))
}

/// What a derived reader says for the index of a variant that is not.
#[cold]
pub fn no_variant<E: Error>() -> E {
    E::custom("there is no such variant")
}
