//! What commands about recorded events take: files, stores, and how much of them is looked at.

use std::num::NonZeroU64;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{Format, SchemasOption};

/// Which recorded events the schemas are held against.
#[derive(Debug, Args)]
pub(crate) struct RecordedOptions {
    /// Recorded events to hold the schemas against: files with a line an event, stores, `-` for standard input
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub(crate) events: Vec<PathBuf>,
    /// A store to hold the schemas against, `FILE.db` or `sqlite:FILE.db`; it is only read
    #[cfg(feature = "stores")]
    #[arg(long, value_name = "URL")]
    pub(crate) store: Vec<PathBuf>,
    /// Read only one in N of the events of each name and version, the first of them included; all are counted
    #[arg(long, value_name = "N")]
    pub(crate) sample: Option<NonZeroU64>,
}

impl RecordedOptions {
    /// Whether no events are named.
    pub(crate) fn is_empty(&self) -> bool {
        #[cfg(feature = "stores")]
        let has_stores = !self.store.is_empty();
        #[cfg(not(feature = "stores"))]
        let has_stores = false;
        self.events.is_empty() && !has_stores
    }
}

#[derive(Debug, Args)]
pub(crate) struct Validate {
    /// Files of recorded events, a line an event; stores; `-` for standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// How many findings are shown; all are counted
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(crate) show: usize,
    #[command(flatten)]
    pub(crate) schemas: SchemasOption,
    /// How findings are printed: for people, or as one JSON document on standard output
    #[arg(long, value_enum, value_name = "human|json", hide_possible_values = true, default_value_t = Format::Human)]
    pub(crate) format: Format,
}

/// What happens to events that cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Unreadable {
    /// Stop at the first
    Stop,
    /// Write them as they are, and count them
    Keep,
    /// Leave them out, and count them
    Skip,
}

impl Unreadable {
    /// The word on the command line.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Unreadable::Stop => "stop",
            Unreadable::Keep => "keep",
            Unreadable::Skip => "skip",
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct Upcast {
    /// Files of recorded events, a line an event; stores; `-` for standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// The file to write, which must not be there yet [default: standard output]
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// What happens to events that cannot be read
    #[arg(long, value_enum, value_name = "WAY", default_value_t = Unreadable::Stop)]
    pub(crate) unreadable: Unreadable,
    /// How many of the events that cannot be read are shown; all are counted
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(crate) show: usize,
    #[command(flatten)]
    pub(crate) schemas: SchemasOption,
}

/// How recorded events are printed.
#[cfg(feature = "stores")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum EventFormat {
    /// A line an event, for people
    Table,
    /// JSON lines
    Json,
}

#[cfg(feature = "stores")]
#[derive(Debug, Args)]
pub(crate) struct Log {
    /// The store: `FILE.db` or `sqlite:FILE.db`
    pub(crate) url: String,
    /// The stream, such as `shop.Cart/7` [default: all]
    pub(crate) stream: Option<String>,
    /// List the streams with their versions instead of events
    #[arg(long, conflicts_with_all = ["stream", "as_of", "from", "reverse", "types"])]
    pub(crate) streams: bool,
    /// Nothing newer than this version of the stream (without STREAM: position), time or day
    #[arg(long, value_name = "NUMBER|TIME", allow_negative_numbers = true)]
    pub(crate) as_of: Option<String>,
    /// Nothing older than this version of the stream (without STREAM: position), time or day
    #[arg(long, value_name = "NUMBER|TIME", allow_negative_numbers = true)]
    pub(crate) from: Option<String>,
    /// At most so many
    #[arg(short = 'n', long, value_name = "N")]
    pub(crate) limit: Option<usize>,
    /// The newest first
    #[arg(long)]
    pub(crate) reverse: bool,
    /// Only events with this name, and with the others that the schemas here have for them; may be given several times
    #[arg(long = "type", value_name = "NAME")]
    pub(crate) types: Vec<String>,
    /// How events are printed: as a table, or as JSON lines
    #[arg(long, value_enum, value_name = "table|json", hide_possible_values = true, default_value_t = EventFormat::Table)]
    pub(crate) format: EventFormat,
}

#[cfg(feature = "stores")]
#[derive(Debug, Args)]
pub(crate) struct Tail {
    /// The store: `FILE.db` or `sqlite:FILE.db`
    pub(crate) url: String,
    /// Only events of this stream
    pub(crate) stream: Option<String>,
    /// Begin with the last so many events
    #[arg(short = 'n', long, value_name = "N", default_value_t = 0)]
    pub(crate) last: usize,
    /// Begin with this position
    #[arg(long, value_name = "POSITION", conflicts_with = "last")]
    pub(crate) from: Option<u64>,
    /// Only events with this name, and with the others that the schemas here have for them; may be given several times
    #[arg(long = "type", value_name = "NAME")]
    pub(crate) types: Vec<String>,
    /// How events are printed: as a table, or as JSON lines
    #[arg(long, value_enum, value_name = "table|json", hide_possible_values = true, default_value_t = EventFormat::Table)]
    pub(crate) format: EventFormat,
}
