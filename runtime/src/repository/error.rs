//! Why an aggregate could not be loaded, or a command not be executed.

use std::error::Error;
use std::fmt;

use crate::decode_error::DecodeError;
use crate::encoded::EncodeError;
use crate::store::StoreError;

/// Why an aggregate could not be loaded.
#[derive(Debug)]
#[non_exhaustive]
pub enum LoadError {
    /// The store could not be read.
    Store(StoreError),
    /// An event of the stream could not be decoded.
    Decode(DecodeError),
}

/// Why a command was not executed.
#[derive(Debug)]
#[non_exhaustive]
pub enum ExecuteError<R> {
    /// The aggregate refuses it.
    Rejected(R),
    /// The stream could not be loaded.
    Decode(DecodeError),
    /// An event that the command leads to cannot be written: the value breaks a constraint of the schema.
    Encode(EncodeError),
    /// The store could not be read, or did not take the events; a lost race after all attempts is among these.
    Store(StoreError),
}

impl<R> ExecuteError<R> {
    /// The rejection, if that is what it is.
    pub fn rejection(&self) -> Option<&R> {
        match self {
            Self::Rejected(rejection) => Some(rejection),
            Self::Decode(_) | Self::Encode(_) | Self::Store(_) => None,
        }
    }
}

impl From<StoreError> for LoadError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<DecodeError> for LoadError {
    fn from(error: DecodeError) -> Self {
        Self::Decode(error)
    }
}

impl<R> From<LoadError> for ExecuteError<R> {
    fn from(error: LoadError) -> Self {
        match error {
            LoadError::Store(error) => Self::Store(error),
            LoadError::Decode(error) => Self::Decode(error),
        }
    }
}

impl fmt::Display for LoadError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Store(error) => error.fmt(formatter),
            Self::Decode(error) => error.fmt(formatter),
        }
    }
}

impl Error for LoadError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Store(error) => error.source(),
            Self::Decode(error) => error.source(),
        }
    }
}

impl<R: fmt::Display> fmt::Display for ExecuteError<R> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rejected(rejection) => rejection.fmt(formatter),
            Self::Decode(error) => error.fmt(formatter),
            Self::Encode(error) => error.fmt(formatter),
            Self::Store(error) => error.fmt(formatter),
        }
    }
}

impl<R: Error + 'static> Error for ExecuteError<R> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Rejected(rejection) => rejection.source(),
            Self::Decode(error) => error.source(),
            Self::Encode(error) => error.source(),
            Self::Store(error) => error.source(),
        }
    }
}
