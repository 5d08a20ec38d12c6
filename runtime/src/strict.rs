//! A reader of JSON as writers of events write it: in one pass, with spaces after commas and colons at most, without
//! places for messages. It gives up at the first surprise, and then serde_json reads the whole payload, so that what is
//! accepted, and as what, and why not, is decided there alone. What it accepts it hands to the same visitors in the same
//! way; numbers with a fraction, texts with escapes and values that nobody asks for it leaves to serde_json one by one.

use std::fmt;

use serde_core::de::value::BorrowedStrDeserializer;
use serde_core::de::{Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_core::forward_to_deserialize_any;

/// Objects and lists within each other; serde_json has more.
const DEEPEST: u8 = 100;

/// What is there is for serde_json.
#[derive(Clone, Copy, Debug)]
pub(crate) struct GivenUp;

impl fmt::Display for GivenUp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("given up")
    }
}

impl std::error::Error for GivenUp {}

impl Error for GivenUp {
    #[cold]
    fn custom<T: fmt::Display>(_: T) -> Self {
        GivenUp
    }

    #[cold]
    fn invalid_type(_: serde_core::de::Unexpected<'_>, _: &dyn serde_core::de::Expected) -> Self {
        GivenUp
    }

    #[cold]
    fn invalid_value(_: serde_core::de::Unexpected<'_>, _: &dyn serde_core::de::Expected) -> Self {
        GivenUp
    }

    #[cold]
    fn missing_field(_: &'static str) -> Self {
        GivenUp
    }

    #[cold]
    fn duplicate_field(_: &'static str) -> Self {
        GivenUp
    }

    #[cold]
    fn unknown_field(_: &str, _: &'static [&'static str]) -> Self {
        GivenUp
    }

    #[cold]
    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        GivenUp
    }
}

/// Reads a payload.
///
/// # Errors
/// When serde_json has to read it.
#[inline]
pub(crate) fn read<'de, T: Deserialize<'de>>(json: &'de str) -> Result<T, GivenUp> {
    let mut reader = Reader { json, at: 0, depth: 0, failed: false };
    let value = T::deserialize(&mut reader)?;
    if reader.at == json.len() && !reader.failed { Ok(value) } else { Err(GivenUp) }
}

struct Reader<'de> {
    json: &'de str,
    at: usize,
    depth: u8,
    /// Whether anything has failed: somebody may have put another value in its place and gone on, and serde_json may
    /// have read it.
    failed: bool,
}

/// The reader of a whole text.
type Whole<'de> = serde_json::Deserializer<serde_json::de::StrRead<'de>>;

/// A number, as serde_json hands one over.
enum Number {
    Unsigned(u64),
    Signed(i64),
}

impl<'de> Reader<'de> {
    #[inline]
    fn rest(&self) -> &'de [u8] {
        self.json.as_bytes().get(self.at..).unwrap_or_default()
    }

    #[inline]
    fn peek(&self) -> Option<u8> {
        self.json.as_bytes().get(self.at).copied()
    }

    #[cold]
    fn give_up<T>(&mut self) -> Result<T, GivenUp> {
        self.failed = true;
        Err(GivenUp)
    }

    /// What a visitor said.
    #[inline]
    fn told<T>(&mut self, result: Result<T, GivenUp>) -> Result<T, GivenUp> {
        if result.is_err() {
            self.failed = true;
        }
        result
    }

    #[inline]
    fn expect(&mut self, byte: u8) -> Result<(), GivenUp> {
        if self.peek() == Some(byte) {
            self.at += 1;
            Ok(())
        } else {
            self.give_up()
        }
    }

    #[inline]
    fn spaces(&mut self) {
        while self.peek() == Some(b' ') {
            self.at += 1;
        }
    }

    fn word(&mut self, word: &str) -> Result<(), GivenUp> {
        if self.rest().starts_with(word.as_bytes()) {
            self.at += word.len();
            Ok(())
        } else {
            self.give_up()
        }
    }

    /// A text without escapes; none where it has some, and nothing is read.
    #[inline]
    fn text(&mut self) -> Result<Option<&'de str>, GivenUp> {
        let Some((b'"', bytes)) = self.rest().split_first() else { return self.give_up() };
        let length = plain(bytes);
        match bytes.get(length) {
            Some(b'"') => {}
            Some(b'\\') => return Ok(None),
            _ => return self.give_up(),
        }
        let start = self.at + 1;
        self.at = start + length + 1;
        Ok(self.json.get(start..start + length))
    }

    /// A key: a text, and one with escapes is for serde_json.
    #[inline]
    fn key(&mut self) -> Result<&'de str, GivenUp> {
        match self.text()? {
            Some(text) => Ok(text),
            None => self.give_up(),
        }
    }

    /// Leaves what ends after so many bytes to serde_json.
    fn leave<T>(
        &mut self,
        length: usize,
        read: impl FnOnce(&mut Whole<'de>) -> Result<T, serde_json::Error>,
    ) -> Result<T, GivenUp> {
        let Some(token) = self.json.get(self.at..self.at + length) else { return self.give_up() };
        self.at += length;
        let mut reader = serde_json::Deserializer::from_str(token);
        match read(&mut reader) {
            Ok(value) if reader.end().is_ok() => Ok(value),
            Ok(_) | Err(_) => self.give_up(),
        }
    }

    /// A text with escapes.
    #[cold]
    fn escaped<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, GivenUp> {
        let bytes = self.rest();
        let mut length = 1;
        loop {
            match bytes.get(length) {
                Some(b'"') => return self.leave(length + 1, |reader| reader.deserialize_str(visitor)),
                Some(b'\\') => length += 2,
                Some(_) => length += 1,
                None => return self.give_up(),
            }
        }
    }

    /// How long the number is that stands here, of any kind.
    fn number(&self) -> usize {
        let is_part = |byte: &u8| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E');
        let rest = self.rest();
        rest.iter().position(|byte| !is_part(byte)).unwrap_or(rest.len())
    }

    /// An integer in its shortest spelling; none where it is another number, and nothing is read.
    #[inline]
    fn integer(&mut self) -> Option<Number> {
        let bytes = self.rest();
        let negative = bytes.first() == Some(&b'-');
        let digits = bytes.get(usize::from(negative)..)?;
        let mut value = 0_u64;
        let mut length = 0;
        while let Some(digit) = digits.get(length).map(|byte| byte.wrapping_sub(b'0')).filter(|digit| *digit <= 9) {
            value = value.checked_mul(10)?.checked_add(u64::from(digit))?;
            length += 1;
        }
        let is_odd = length == 0 || (length > 1 && digits.first() == Some(&b'0')) || (negative && value == 0);
        if is_odd || matches!(digits.get(length), Some(b'.' | b'e' | b'E')) {
            return None;
        }
        let number =
            if negative { Number::Signed(0_i64.checked_sub_unsigned(value)?) } else { Number::Unsigned(value) };
        self.at += length + usize::from(negative);
        Some(number)
    }

    /// A list or an object, to its end.
    #[inline]
    fn inside<T>(&mut self, end: u8, visit: impl FnOnce(Entries<'_, 'de>) -> Result<T, GivenUp>) -> Result<T, GivenUp> {
        if self.depth == DEEPEST {
            return self.give_up();
        }
        self.depth += 1;
        self.at += 1;
        let result = visit(Entries { reader: self, is_first: true });
        let value = self.told(result)?;
        self.depth -= 1;
        self.expect(end)?;
        Ok(value)
    }
}

macro_rules! numbers {
    ($($method:ident)*) => {$(
        #[inline]
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, GivenUp> {
            match self.integer() {
                Some(Number::Unsigned(value)) => self.told(visitor.visit_u64(value)),
                Some(Number::Signed(value)) => self.told(visitor.visit_i64(value)),
                None => self.leave(self.number(), |reader| reader.$method(visitor)),
            }
        }
    )*};
}

macro_rules! given_up {
    ($($method:ident($($argument:ty),*))*) => {$(
        fn $method<V: Visitor<'de>>(self, $(_: $argument,)* _: V) -> Result<V::Value, GivenUp> {
            self.give_up()
        }
    )*};
}

impl<'de> Deserializer<'de> for &mut Reader<'de> {
    type Error = GivenUp;

    #[inline]
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, GivenUp> {
        match self.peek() {
            Some(b'"') => self.deserialize_str(visitor),
            Some(b'-' | b'0'..=b'9') => self.deserialize_u64(visitor),
            Some(b'{') => self.deserialize_map(visitor),
            Some(b'[') => self.deserialize_seq(visitor),
            Some(b't' | b'f') => self.deserialize_bool(visitor),
            Some(b'n') => self.deserialize_unit(visitor),
            _ => self.give_up(),
        }
    }

    #[inline]
    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, GivenUp> {
        let value = self.peek() == Some(b't');
        self.word(if value { "true" } else { "false" })?;
        self.told(visitor.visit_bool(value))
    }

    numbers! {
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
        deserialize_f32 deserialize_f64
    }

    #[inline]
    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, GivenUp> {
        match self.text()? {
            Some(text) => self.told(visitor.visit_borrowed_str(text)),
            None => self.escaped(visitor),
        }
    }

    #[inline]
    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, GivenUp> {
        self.deserialize_str(visitor)
    }

    #[inline]
    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, GivenUp> {
        self.deserialize_str(visitor)
    }

    #[inline]
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, GivenUp> {
        if self.peek() == Some(b'n') {
            self.word("null")?;
            self.told(visitor.visit_none())
        } else {
            visitor.visit_some(self)
        }
    }

    #[inline]
    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, GivenUp> {
        self.word("null")?;
        self.told(visitor.visit_unit())
    }

    #[inline]
    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, GivenUp> {
        self.deserialize_unit(visitor)
    }

    #[inline]
    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, GivenUp> {
        // Under such names serde_json hands over what it has read in a way of its own.
        if name.starts_with("$serde_json::") { self.give_up() } else { visitor.visit_newtype_struct(self) }
    }

    #[inline]
    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, GivenUp> {
        if self.peek() != Some(b'[') {
            return self.give_up();
        }
        self.inside(b']', |entries| visitor.visit_seq(entries))
    }

    #[inline]
    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, GivenUp> {
        self.deserialize_seq(visitor)
    }

    #[inline]
    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, GivenUp> {
        self.deserialize_seq(visitor)
    }

    #[inline]
    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, GivenUp> {
        if self.peek() != Some(b'{') {
            return self.give_up();
        }
        self.inside(b'}', |entries| visitor.visit_map(entries))
    }

    #[inline]
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, GivenUp> {
        self.deserialize_map(visitor)
    }

    #[inline]
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, GivenUp> {
        let variant = BorrowedStrDeserializer::<GivenUp>::new(self.key()?);
        self.told(visitor.visit_enum(variant))
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, GivenUp> {
        let Some(rest) = self.json.get(self.at..) else { return self.give_up() };
        let mut values = serde_json::Deserializer::from_str(rest).into_iter::<IgnoredAny>();
        match values.next() {
            Some(Ok(_)) => {
                self.at += values.byte_offset();
                self.told(visitor.visit_unit())
            }
            Some(Err(_)) | None => self.give_up(),
        }
    }

    given_up! {
        deserialize_i128() deserialize_u128() deserialize_char() deserialize_bytes() deserialize_byte_buf()
    }
}

/// What stands between brackets.
struct Entries<'r, 'de> {
    reader: &'r mut Reader<'de>,
    is_first: bool,
}

impl Entries<'_, '_> {
    /// Whether there is one more, with its comma read.
    #[inline]
    fn more(&mut self, end: u8) -> Result<bool, GivenUp> {
        if self.reader.peek() == Some(end) {
            return Ok(false);
        }
        if !std::mem::replace(&mut self.is_first, false) {
            self.reader.expect(b',')?;
            self.reader.spaces();
        }
        Ok(true)
    }
}

impl<'de> SeqAccess<'de> for Entries<'_, 'de> {
    type Error = GivenUp;

    #[inline]
    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, GivenUp> {
        if self.more(b']')? { seed.deserialize(&mut *self.reader).map(Some) } else { Ok(None) }
    }
}

impl<'de> MapAccess<'de> for Entries<'_, 'de> {
    type Error = GivenUp;

    #[inline]
    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, GivenUp> {
        if self.more(b'}')? { seed.deserialize(Key(self.reader)).map(Some) } else { Ok(None) }
    }

    #[inline]
    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, GivenUp> {
        self.reader.expect(b':')?;
        self.reader.spaces();
        seed.deserialize(&mut *self.reader)
    }
}

/// A key; numbers and others in quotes are for serde_json.
struct Key<'r, 'de>(&'r mut Reader<'de>);

impl Key<'_, '_> {
    fn give_up<T>(self) -> Result<T, GivenUp> {
        self.0.give_up()
    }
}

impl<'de> Deserializer<'de> for Key<'_, 'de> {
    type Error = GivenUp;

    #[inline]
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, GivenUp> {
        let key = self.0.key()?;
        self.0.told(visitor.visit_borrowed_str(key))
    }

    forward_to_deserialize_any! { str string identifier }

    given_up! {
        deserialize_bool() deserialize_u8() deserialize_u16() deserialize_u32() deserialize_u64() deserialize_i8()
        deserialize_i16() deserialize_i32() deserialize_i64() deserialize_f32() deserialize_f64() deserialize_i128()
        deserialize_u128() deserialize_char() deserialize_bytes() deserialize_byte_buf() deserialize_option()
        deserialize_unit() deserialize_unit_struct(&'static str) deserialize_newtype_struct(&'static str)
        deserialize_seq() deserialize_tuple(usize) deserialize_tuple_struct(&'static str, usize) deserialize_map()
        deserialize_struct(&'static str, &'static [&'static str]) deserialize_enum(&'static str, &'static [&'static str])
        deserialize_ignored_any()
    }
}

/// How many bytes come before the first that is no plain part of a text: a quote, a backslash, a control character.
/// Eight at a time, as in "Bit Twiddling Hacks" (<https://graphics.stanford.edu/~seander/bithacks.html#HasLessInWord>).
#[inline]
fn plain(bytes: &[u8]) -> usize {
    const ONES: u64 = u64::MAX / 255;
    const HIGH: u64 = ONES << 7;
    let mut length = 0;
    while let Some(chunk) = bytes.get(length..length + 8).and_then(|chunk| <[u8; 8]>::try_from(chunk).ok()) {
        let chunk = u64::from_le_bytes(chunk);
        let equal = |byte: u8| {
            let difference = chunk ^ (ONES * u64::from(byte));
            difference.wrapping_sub(ONES) & !difference
        };
        let control = chunk.wrapping_sub(ONES * 0x20) & !chunk;
        let found = (control | equal(b'"') | equal(b'\\')) & HIGH;
        if found != 0 {
            return length + found.trailing_zeros() as usize / 8;
        }
        length += 8;
    }
    let rest = bytes.get(length..).unwrap_or_default();
    length + rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1f)).unwrap_or(rest.len())
}

#[cfg(test)]
mod tests;
