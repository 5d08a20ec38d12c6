//! Why a recorded event could not be decoded: what it was, where it was found, what is known instead.

use std::error::Error;
use std::fmt;
use std::str::Utf8Error;

use crate::event::EventSet;
use crate::read::ReadError;
use crate::recorded::Recorded;
use crate::versioned::Kind;

/// Why a recorded event could not be decoded.
#[derive(Debug)]
pub struct DecodeError(Box<Inner>);

#[derive(Debug)]
struct Inner {
    name: String,
    version: u32,
    stream: Option<String>,
    position: Option<u64>,
    cause: Cause,
}

#[derive(Debug)]
enum Cause {
    UnknownName { known: Vec<&'static str> },
    UnknownVersion { known: Vec<(u32, u32)> },
    Utf8(Utf8Error),
    Shape { error: serde_json::Error },
    Step { to: Option<u32>, source: Box<dyn Error + Send + Sync> },
    Undeclared(&'static str),
}

impl DecodeError {
    #[cold]
    pub(crate) fn not_utf8(recorded: &Recorded<'_>, error: Utf8Error) -> Self {
        Self::caused(recorded, Cause::Utf8(error))
    }

    #[cold]
    pub(crate) fn new<Set: EventSet>(recorded: &Recorded<'_>, json: &str, error: ReadError) -> Self {
        let _ = json;
        let kinds = || Set::KINDS.iter().chain(Set::FORMER);
        let cause = match error {
            ReadError::NoName => Cause::UnknownName { known: kinds().map(|kind| kind.name).collect() },
            ReadError::NoVersion => Cause::UnknownVersion {
                known: kinds()
                    .filter(|kind| kind.has_name(recorded.name))
                    .map(|kind: &Kind| (kind.oldest, kind.version))
                    .collect(),
            },
            ReadError::Shape(error) => Cause::Shape { error },
            ReadError::Step { to, source } => Cause::Step { to, source },
            ReadError::Undeclared(name) => Cause::Undeclared(name),
        };
        Self::caused(recorded, cause)
    }

    fn caused(recorded: &Recorded<'_>, cause: Cause) -> Self {
        Self(Box::new(Inner {
            name: recorded.name.to_owned(),
            version: recorded.version,
            stream: recorded.stream.map(str::to_owned),
            position: recorded.position,
            cause,
        }))
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { name, version, stream, position, cause } = &*self.0;
        write!(formatter, "`{name}` v{version}")?;
        if let Some(stream) = stream {
            write!(formatter, " in stream `{stream}`")?;
        }
        if let Some(position) = position {
            write!(formatter, " at position {position}")?;
        }
        match cause {
            Cause::UnknownName { known } => write!(formatter, ": no event has this name; known are {known:?}"),
            Cause::UnknownVersion { known } => write!(formatter, ": the version is not known; known are {known:?}"),
            Cause::Utf8(error) => write!(formatter, ": {error}"),
            Cause::Shape { error } => write!(formatter, ": {error}"),
            Cause::Step { to: Some(to), source } => write!(formatter, ": the step to v{to} failed: {source}"),
            Cause::Step { to: None, source } => write!(formatter, ": what it becomes cannot be made: {source}"),
            Cause::Undeclared(event) => write!(formatter, ": it became `{event}`, which is not declared"),
        }
    }
}

impl Error for DecodeError {}
