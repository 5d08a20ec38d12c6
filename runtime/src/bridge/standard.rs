//! Types of the standard library.

use std::time::Duration;

use jiff::SignedDuration;

use super::{Bridge, Refused};
use crate::Bytes;

/// No negative ones.
impl Bridge<SignedDuration> for Duration {
    fn from_scalar(scalar: SignedDuration) -> Result<Self, Refused> {
        Duration::try_from(scalar).map_err(|_| "a negative duration".into())
    }

    fn to_scalar(value: &Self) -> Result<SignedDuration, Refused> {
        Ok(SignedDuration::try_from(*value)?)
    }
}

impl Bridge<Bytes> for Vec<u8> {
    fn from_scalar(scalar: Bytes) -> Result<Self, Refused> {
        Ok(scalar.into())
    }

    fn to_scalar(value: &Self) -> Result<Bytes, Refused> {
        Ok(Bytes::from(value.clone()))
    }
}
