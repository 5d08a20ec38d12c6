//! History, retold in today's types.

extern crate self as retold;

mod assertions;
mod check;
mod command;
mod constant;
mod current;
mod de;
mod decode_error;
mod emitted;
mod encoded;
mod event;
mod json;
mod lines;
mod metadata;
mod path;
mod pattern;
mod policy;
mod read;
mod recorded;
mod replay;
mod ser;
mod suggest;
mod union;
mod unknown;
mod versioned;
mod violation;
mod wire;

#[doc(hidden)]
pub mod __v1;

pub use command::{Command, CommandSet, EmittedBy};
pub use current::Current;
pub use decode_error::DecodeError;
pub use emitted::{Context, Events};
pub use encoded::{EncodeError, Encoded};
pub use event::{Event, EventSet};
pub use lines::{JsonLines, LONGEST_LINE, Line, LineError};
pub use metadata::Metadata;
pub use policy::{Counts, Park, Policy};
pub use read::UpcastError;
pub use recorded::{Payload, Recorded, RecordedEvent};
pub use replay::{Replay, ReplayError};
pub use retold_macros::{Command, CommandSet, Event, EventSet};
pub use unknown::UnknownVariant;
pub use versioned::{Kind, Versioned};
pub use violation::Violation;
pub use wire::Bytes;
