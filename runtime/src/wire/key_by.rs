//! Keys of streams and of runs of processes, as generated code names them: by their type alone, or by their type and the
//! form that it has in a key.

use std::borrow::Cow;
use std::fmt::Display;
use std::marker::PhantomData;

use super::{KeyCodec, WireKey};
use crate::violation::Violation;

/// Stands in generated code for a key of the type `T` in the form `C`; there is no value of it.
#[derive(Clone, Copy, Debug)]
pub struct KeyBy<T, C>(PhantomData<fn() -> (T, C)>);

/// What names the key of a stream.
pub trait StreamKey {
    /// The key.
    type Id: Send + Sync;

    /// Its text in the name of the stream. Of what cannot be written, it is one that no stream can have: it holds a control
    /// character.
    fn text(id: &Self::Id) -> String;
}

impl<T: Display + Send + Sync> StreamKey for T {
    type Id = T;

    fn text(id: &T) -> String {
        id.to_string()
    }
}

impl<T: Send + Sync, C: KeyCodec<T>> StreamKey for KeyBy<T, C> {
    type Id = T;

    fn text(id: &T) -> String {
        match C::key(id) {
            Ok(text) => text.into_owned(),
            Err(problem) => format!("\0{problem}"),
        }
    }
}

/// What names the key of the runs of a process.
pub trait RunKey {
    /// The key.
    type Key;

    /// Its text.
    ///
    /// # Errors
    /// When it may not be written.
    fn text(key: &Self::Key) -> Result<Cow<'_, str>, Violation>;
}

impl<T: WireKey> RunKey for T {
    type Key = T;

    fn text(key: &T) -> Result<Cow<'_, str>, Violation> {
        key.key()
    }
}

impl<T, C: KeyCodec<T>> RunKey for KeyBy<T, C> {
    type Key = T;

    fn text(key: &T) -> Result<Cow<'_, str>, Violation> {
        C::key(key)
    }
}
