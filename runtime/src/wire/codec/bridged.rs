//! A type of the user's in the place of a scalar: what is on the wire is read, checked and written as the scalar.

use std::any::type_name;
use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use serde_core::de::{Deserializer, Error as _};
use serde_core::ser::{Error as _, Serializer};

use super::{Codec, CodecWrite, Plain};
use crate::bridge::{Bridge, Itself, Refused};
use crate::violation::Violation;
use crate::wire::WireKey;
use crate::wire::keys::KeyCodec;
use crate::wire::scalar::Scalar;

/// A value that stands for the scalar `W`, which has the form `C`; `B` is the bridge between them.
#[derive(Clone, Copy, Debug)]
pub struct Bridged<W, B = Itself, C = Plain>(PhantomData<(W, B, C)>);

/// The value that a scalar is.
pub(super) fn value_of<T, W: Scalar, B: Bridge<W::Value, T>>(scalar: W::Value) -> Result<T, Violation> {
    B::from_scalar(scalar).map_err(|refused| refusal::<T, W>("cannot be held by", &refused))
}

/// The scalar that a value is, with its constraints checked.
pub(super) fn scalar_of<T, W: Scalar, B: Bridge<W::Value, T>>(value: &T) -> Result<W, Violation> {
    let scalar = B::to_scalar(value).map_err(|refused| refusal::<T, W>("cannot be written from", &refused))?;
    W::of_value(scalar)
}

#[cold]
fn refusal<T, W: Scalar>(what: &str, refused: &Refused) -> Violation {
    let violation = Violation::refused(format!("{what} `{}`", type_name::<T>()), refused.to_string());
    if W::PII { violation.without_value() } else { violation }
}

impl<T, W: Scalar, B: Bridge<W::Value, T>, C: Codec<W>> Codec<T> for Bridged<W, B, C> {
    const SPELLINGS: bool = C::SPELLINGS;

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        value_of::<T, W, B>(C::read(deserializer)?.into_value()).map_err(D::Error::custom)
    }

    fn validate(value: &T) -> Result<(), Violation> {
        C::validate(&scalar_of::<T, W, B>(value)?)
    }
}

impl<T, W: Scalar, B: Bridge<W::Value, T>, C: CodecWrite<W>> CodecWrite<T> for Bridged<W, B, C> {
    fn write<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        C::write(&scalar_of::<T, W, B>(value).map_err(S::Error::custom)?, serializer)
    }

    fn is_null(value: &T) -> bool {
        W::MAY_BE_NULL && scalar_of::<T, W, B>(value).is_ok_and(|scalar| C::is_null(&scalar))
    }
}

impl<T, W: Scalar + WireKey, B: Bridge<W::Value, T>, C> KeyCodec<T> for Bridged<W, B, C> {
    fn read_key(text: &str) -> Result<T, Violation> {
        value_of::<T, W, B>(W::read_key(text)?.into_value())
    }

    fn key(key: &T) -> Result<Cow<'_, str>, Violation> {
        Ok(Cow::Owned(scalar_of::<T, W, B>(key)?.key()?.into_owned()))
    }
}

/// A form whose values have a text for people: the one that the scalar has.
pub trait Spelled<T> {
    /// Writes the text.
    ///
    /// # Errors
    /// When the formatter fails.
    fn show(value: &T, formatter: &mut fmt::Formatter<'_>) -> fmt::Result;

    /// Reads a text; `name` is what the value is called in messages.
    ///
    /// # Errors
    /// When it is none of this type's.
    fn parse(text: &str, name: &str) -> Result<T, Violation>;
}

impl<T: fmt::Display + FromStr<Err: fmt::Display>> Spelled<T> for Plain {
    fn show(value: &T, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        value.fmt(formatter)
    }

    fn parse(text: &str, name: &str) -> Result<T, Violation> {
        text.parse().map_err(|error| Violation::unreadable(text, &format!("a `{name}`: {error}")))
    }
}

impl<T, W, B, C> Spelled<T> for Bridged<W, B, C>
where
    W: Scalar<Value: FromStr<Err: fmt::Display>>,
    B: Bridge<W::Value, T>,
{
    fn show(value: &T, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match B::to_scalar(value) {
            Ok(scalar) => fmt::Display::fmt(&scalar, formatter),
            // An error here would be a panic of `to_string`.
            Err(_) => write!(formatter, "(a `{}` that cannot be written)", type_name::<T>()),
        }
    }

    fn parse(text: &str, name: &str) -> Result<T, Violation> {
        let scalar = <Plain as Spelled<W::Value>>::parse(text, name)?;
        value_of::<T, W, B>(W::of_value(scalar)?.into_value())
    }
}

/// Writes the text of a value in the form `C`.
///
/// # Errors
/// When the formatter fails.
pub fn show<T, C: Spelled<T>>(value: &T, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    C::show(value, formatter)
}

/// Reads the text of a value in the form `C`.
///
/// # Errors
/// When it is none.
pub fn parse<T, C: Spelled<T>>(text: &str, name: &str) -> Result<T, Violation> {
    C::parse(text, name)
}

/// A value that shows itself as its form says.
#[derive(Debug)]
pub struct Shown<'a, T, C>(&'a T, PhantomData<C>);

impl<'a, T, C> Shown<'a, T, C> {
    /// The value.
    #[must_use]
    pub fn new(value: &'a T) -> Self {
        Self(value, PhantomData)
    }
}

impl<T, C: Spelled<T>> fmt::Display for Shown<'_, T, C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        C::show(self.0, formatter)
    }
}
