#![doc = include_str!("front_page.md")]
// The page leads to what features switch on: its links are held where all are on, as in what is published.
#![cfg_attr(
    not(all(feature = "sqlite", feature = "testing", feature = "contract", feature = "registry", feature = "tool")),
    allow(rustdoc::broken_intra_doc_links)
)]

extern crate self as retold;

mod aggregate;
mod assertions;
#[cfg(feature = "store")]
pub mod blocking;
mod bridge;
#[cfg(feature = "store")]
mod bus;
mod check;
mod command;
mod constant;
#[cfg(feature = "contract")]
pub mod contract;
mod current;
mod de;
mod decode_error;
mod emitted;
mod encoded;
mod event;
mod included;
mod json;
mod lines;
mod metadata;
mod no_aggregate;
mod owner;
mod path;
mod policy;
pub mod process;
#[cfg(feature = "store")]
pub mod projection;
mod query;
mod read;
mod recorded;
#[cfg(feature = "tool")]
pub mod recording;
#[cfg(feature = "registry")]
pub mod registry;
mod replay;
#[cfg(feature = "store")]
mod repository;
pub mod scalar;
mod ser;
mod shapes;
#[cfg(feature = "sqlite")]
pub mod sqlite;
#[cfg(feature = "store")]
pub mod store;
mod strict;
mod suggest;
#[cfg(feature = "testing")]
pub mod testing;
#[cfg(feature = "tool")]
pub mod tool;
mod union;
mod unknown;
mod versioned;
mod view;
mod violation;
mod wire;

// What generated types are made of, so that a program that names such a type needs no dependency of its own for it.
pub use jiff;
#[cfg(feature = "decimal")]
pub use rust_decimal;
pub use serde_json;
pub use uuid;

#[doc(hidden)]
pub mod __v1;

pub use aggregate::{Aggregate, stream_name};
pub use bridge::{Bridge, ByText, Refused};
#[cfg(feature = "store")]
pub use bus::{Delivery, EventBus, Subscriber};
pub use command::{Command, CommandSet, EmittedBy};
pub use current::Current;
pub use decode_error::DecodeError;
pub use emitted::{Context, Events};
pub use encoded::{EncodeError, Encoded};
pub use event::{Event, EventSet};
#[cfg(feature = "schema")]
pub use included::include_schema;
#[cfg(feature = "tool")]
pub use lines::Replacement;
pub use lines::{JsonLines, LONGEST_LINE, Line, LineError};
pub use metadata::Metadata;
pub use owner::{Owner, WrittenBy};
pub use policy::{Counts, Park, Policy};
pub use process::{Process, Reacting, Reaction};
pub use query::{AnswerError, Answering, Query, QuerySet};
pub use read::UpcastError;
pub use recorded::{Payload, Recorded, RecordedEvent};
pub use replay::{Replay, ReplayError};
#[cfg(feature = "store")]
pub use repository::{Entry, ExecuteError, Executed, History, LoadError, Loaded, Reader, Repository, Request};
pub use unknown::UnknownVariant;
pub use versioned::{Kind, Versioned};
pub use view::{Origin, View, ViewError};
pub use violation::Violation;
pub use wire::Bytes;
