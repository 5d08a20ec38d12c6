//! History, retold in today's types.

extern crate self as retold;

mod assertions;
mod check;
mod command;
mod current;
mod de;
mod decode_error;
mod emitted;
mod encoded;
mod event;
mod json;
mod path;
mod read;
mod recorded;
mod ser;
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
pub use read::UpcastError;
pub use recorded::{Payload, Recorded};
pub use retold_macros::{Command, CommandSet, Event, EventSet};
pub use unknown::UnknownVariant;
pub use versioned::{Kind, Versioned};
pub use violation::Violation;
pub use wire::Bytes;
