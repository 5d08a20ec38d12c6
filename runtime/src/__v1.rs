//! What derived and generated code calls, under one number: what is in here keeps its meaning, so that code that was
//! generated once keeps compiling. Not for people.

pub use std::borrow::Cow;

pub use crate::aggregate::Aggregate;
pub use crate::assertions::{assert_aggregate, assert_new_name, step};
pub use crate::bridge::Itself;
#[cfg(feature = "pattern")]
pub use crate::check::Pattern;
pub use crate::check::{Bound, Reach};
pub use crate::command::{Command, CommandSet, EmittedBy};
pub use crate::constant::Constant;
pub use crate::current::Current;
pub use crate::decode_error::DecodeError;
pub use crate::emitted::{Context, Events};
pub use crate::encoded::{EncodeError, Encoded, encode};
pub use crate::event::{Event, EventSet};
pub use crate::owner::{Owner, WrittenBy};
pub use crate::process::{
    Addressed, Deadlines, Process, Reacted, Reacting, Reaction, ReactionKind, SentOn, Trigger, UndoneOn,
};
pub use crate::query::{Answering, Query, QuerySet};
pub use crate::read::{ReadError, Request, UpcastError};
pub use crate::shapes::{Chain, HasChain, HasShape, Members, NoChain, NoShape, Probe, VersionShape};
#[cfg(feature = "testing")]
pub use crate::testing::Samples;
pub use crate::unknown::UnknownVariant;
pub use crate::versioned::{Kind, Versioned};
pub use crate::view::{Origin, View, ViewError};
pub use crate::violation::Violation;
#[cfg(feature = "decimal")]
pub use crate::wire::AsNumber;
pub use crate::wire::{
    AsScalar, AsString, Bridged, Bytes, Codec, CodecWrite, FloatSet, FloatSetBy, KeyBy, KeyCodec, List, Look, Map,
    MapBy, Opt, Ordered, Plain, RunKey, Set, SetBy, Shown, StreamKey, Text, Unique, UniqueRead, Wire, WireKey,
    WireWrite, Wraps, cross, read_text, write_text,
};

/// Texts of values for people, in a form.
pub mod text {
    pub use crate::wire::{parse, show};
}
pub use jiff::SignedDuration as Duration;
pub use jiff::Timestamp;
pub use jiff::civil::{Date, Time};
pub use retold_macros::{Enum, Newtype, Record, Union};
#[cfg(feature = "decimal")]
pub use rust_decimal::Decimal;
pub use serde_core as serde;
pub use serde_json;
pub use serde_json::Value;
pub use uuid::Uuid;

/// Constraints.
pub mod check {
    #[cfg(feature = "pattern")]
    pub use crate::check::pattern;
    pub use crate::check::{inside, max, max_items, max_length, min, min_items, min_length};
}

/// What readers call.
pub mod de {
    pub use crate::de::*;
}

/// What writers call.
pub mod ser {
    pub use crate::ser::*;
}

/// Answers of queries.
pub mod query {
    pub use crate::query::{Written, read, read_with, write, write_with};
}

/// Keys of processes.
pub mod process {
    pub use crate::process::{key_of, key_of_in, key_of_stream, key_of_stream_in};
}

/// Keys of streams, where views take events in.
pub mod view {
    pub use crate::view::keyed;
}

/// Tagged unions.
pub mod union {
    pub use crate::union::*;
}

/// Names, versions and steps.
pub mod read {
    pub use crate::read::*;
}

/// The value of a newtype's inner type that a text is.
///
/// # Errors
/// When it is none.
pub fn parse<T: std::str::FromStr<Err: std::fmt::Display>>(text: &str, name: &str) -> Result<T, Violation> {
    text.parse().map_err(|error| Violation::unreadable(text, &format!("a `{name}`: {error}")))
}

/// What `#[derive(Aggregate)]` finds where its module has no aggregate.
pub mod no_aggregate {
    /// Under the name that the module of an aggregate has.
    pub mod __aggregate {
        pub use crate::no_aggregate::*;
    }
}

/// Stands in for a step of a schema with mistakes in it, which are compile errors already.
#[must_use]
pub fn unwritten<Old, New>(_: Old) -> New {
    unreachable!("schemas with mistakes do not compile")
}

/// Wraps a value that a step between versions has made: the plan of the step has shown that it meets the constraints.
#[inline]
#[must_use]
pub fn trust<T: Wraps>(inner: T::Inner) -> T {
    T::trust(inner)
}
