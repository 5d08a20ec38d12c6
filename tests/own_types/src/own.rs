//! Types as a project may have them already: none has the order, the equality or the text of what it stands for.

use std::cmp::Ordering;
use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use retold::scalar::Uuid;
use retold::{Bridge, Refused};

/// Decimal digits as they are written, compared as texts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digits(pub String);

impl FromStr for Digits {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for Digits {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

macro_rules! digits {
    ($($ty:ty)*) => {$(
        impl From<$ty> for Digits {
            fn from(number: $ty) -> Self {
                Self(number.to_string())
            }
        }
    )*};
}

digits!(u16 i32 u64);

/// An id that is ordered backwards, and is shown with a prefix.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Id(pub u128);

impl PartialOrd for Id {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Id {
    fn cmp(&self, other: &Self) -> Ordering {
        other.0.cmp(&self.0)
    }
}

impl fmt::Display for Id {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "id-{:x}", self.0)
    }
}

impl Bridge<Uuid> for Id {
    fn from_scalar(scalar: Uuid) -> Result<Self, Refused> {
        Ok(Self(scalar.as_u128()))
    }

    fn to_scalar(value: &Self) -> Result<Uuid, Refused> {
        Ok(Uuid::from_u128(value.0))
    }
}

/// The parts of a code.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sku(pub Vec<String>);

impl Bridge<String> for Sku {
    fn from_scalar(scalar: String) -> Result<Self, Refused> {
        Ok(Self(scalar.split('-').map(str::to_owned).collect()))
    }

    fn to_scalar(value: &Self) -> Result<String, Refused> {
        Ok(value.0.join("-"))
    }
}

/// Levels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Level {
    Above(u8),
    Below(u8),
}

impl Bridge<i16> for Level {
    fn from_scalar(scalar: i16) -> Result<Self, Refused> {
        let distance = u8::try_from(scalar.unsigned_abs())?;
        Ok(if scalar < 0 { Self::Below(distance) } else { Self::Above(distance) })
    }

    fn to_scalar(value: &Self) -> Result<i16, Refused> {
        match *value {
            Self::Above(distance) => Ok(distance.into()),
            Self::Below(0) => Err("nothing is zero below".into()),
            Self::Below(distance) => Ok(-i16::from(distance)),
        }
    }
}

/// A share of one.
#[derive(Clone, Debug, PartialEq, PartialOrd)]
pub struct Ratio(pub f64);

impl Bridge<f64> for Ratio {
    fn from_scalar(scalar: f64) -> Result<Self, Refused> {
        Ok(Self(scalar))
    }

    fn to_scalar(value: &Self) -> Result<f64, Refused> {
        Ok(value.0)
    }
}

/// Addresses are texts.
#[derive(Clone, Copy, Debug)]
pub struct Mail;

impl Bridge<String, String> for Mail {
    fn from_scalar(scalar: String) -> Result<String, Refused> {
        Ok(scalar)
    }

    fn to_scalar(value: &String) -> Result<String, Refused> {
        Ok(value.clone())
    }
}
