//! How a tagged union is read. With the tag first, its variant's fields are read straight from the object. With the
//! tag elsewhere, the entries are kept as text, borrowed from what is read, until the tag is found.
//!
//! An object inside an object inside … that all have their tag last is passed over once a level: the levels of what
//! is kept are counted before anybody looks into it (`wire/offered.rs`), so that is at most 127 times.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::slice;

use serde_core::de::value::BorrowedStrDeserializer;
use serde_core::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};
use serde_json::{Map, Value};

use crate::de::{self, Fields, FieldsSeed};
use crate::unknown::UnknownVariant;
use crate::violation::Violation;
use crate::wire::Seed;
use crate::wire::offered::{Kept, TextSeed, Untried, placeless, read_json};

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
            Some(Some(key)) => read_kept(key, entries),
        }
    }
}

/// Nothing for the tag, otherwise the key.
struct FirstKey(&'static str);

impl<'de> DeserializeSeed<'de> for FirstKey {
    type Value = Option<Cow<'de, str>>;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl<'de> Visitor<'de> for FirstKey {
    type Value = Option<Cow<'de, str>>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key")
    }

    #[inline]
    fn visit_borrowed_str<E: Error>(self, key: &'de str) -> Result<Self::Value, E> {
        Ok(if key == self.0 { None } else { Some(Cow::Borrowed(key)) })
    }

    #[inline]
    fn visit_str<E: Error>(self, key: &str) -> Result<Self::Value, E> {
        Ok(if key == self.0 { None } else { Some(Cow::Owned(key.to_owned())) })
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
    T::unknown(UnknownVariant::new(tag, object)).ok_or_else(no_variant)
}

#[cold]
fn read_kept<'de, T: Tagged, A: MapAccess<'de>>(first: Cow<'de, str>, mut entries: A) -> Result<T, A::Error> {
    let mut tag = None;
    let mut kept = Vec::new();
    let mut next = Some(first);
    while let Some(key) = next {
        let json = entries.next_value_seed(Untried)?;
        if key == T::TAG && tag.is_none() {
            tag = Some(read_json(TagSeed(T::VARIANTS), &json).map_err(placeless)?);
        } else {
            kept.push((key, json));
        }
        next = entries.next_key_seed(TextSeed)?;
    }
    let kept = Entries { entries: kept.iter(), value: "null" };
    match tag {
        None => Err(A::Error::missing_field(T::TAG)),
        Some(Tag::Known(variant)) => T::visit(variant, kept).map_err(placeless),
        Some(Tag::Unknown(tag)) => read_unknown(tag, kept).map_err(placeless),
    }
}

/// Entries that were kept as text until the tag was found.
struct Entries<'a> {
    entries: slice::Iter<'a, (Cow<'a, str>, Cow<'a, str>)>,
    value: &'a str,
}

impl<'a> MapAccess<'a> for Entries<'a> {
    type Error = serde_json::Error;

    fn next_key_seed<K: DeserializeSeed<'a>>(&mut self, seed: K) -> serde_json::Result<Option<K::Value>> {
        let Some((key, value)) = self.entries.next() else { return Ok(None) };
        self.value = value;
        seed.deserialize(BorrowedStrDeserializer::new(key)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'a>>(&mut self, seed: V) -> serde_json::Result<V::Value> {
        seed.deserialize(Kept(self.value))
    }
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
        if let Ok(known) = read_json(TaggedVisitor::<T>(PhantomData), &json) {
            return known;
        }
    }
    T::unknown(unknown).expect("all versions of an open union are open")
}

/// Whether a variant that was kept is one that this version does not know. Otherwise an older version kept it, and it
/// does not hold what this version asks of it: nobody could read what is written.
///
/// # Errors
/// When this version knows it.
pub fn is_unknown<T: Tagged>(variant: &UnknownVariant) -> Result<(), Violation> {
    if !T::VARIANTS.contains(&variant.tag()) {
        return Ok(());
    }
    let problem = "is a variant of this version, and does not hold what it must".to_owned();
    Err(Violation::new(Some(variant.tag().to_owned()), problem))
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
    while let Some(key) = entries.next_key_seed(TextSeed)? {
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
