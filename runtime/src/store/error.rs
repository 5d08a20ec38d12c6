//! Why a store could not do what it was asked: one opaque error, and the kinds that a program may want to tell apart.

use std::error::Error;
use std::fmt;

use super::append::NewEvent;

/// Why a store could not do what it was asked.
#[derive(Debug)]
pub struct StoreError(Box<Inner>);

#[derive(Debug)]
struct Inner {
    kind: StoreErrorKind,
    source: Option<Box<dyn Error + Send + Sync>>,
}

/// What is wrong, as far as a program can do something about it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum StoreErrorKind {
    /// Somebody else appended first.
    Conflict {
        /// The stream.
        stream: String,
        /// The version that it was expected to have.
        expected: u64,
        /// The version that it has.
        actual: u64,
    },
    /// The stream belongs to another service.
    WrongOwner {
        /// The stream.
        stream: String,
        /// Whose it is.
        owner: String,
        /// Who tried.
        service: String,
    },
    /// An event is larger than the store takes.
    TooLarge {
        /// The event's name on the wire.
        name: String,
        /// The bytes of its payload and metadata.
        size: usize,
        /// How many there may be.
        largest: usize,
    },
    /// The request makes no sense, and never will.
    Invalid(String),
    /// There is nothing to open, and it was not to be made.
    NotFound(String),
    /// What was opened is no store of events.
    NotAStore(String),
    /// The store was written by a newer release.
    Newer {
        /// Which store.
        store: String,
        /// The number of its format.
        found: u32,
        /// The newest that this release knows.
        known: u32,
    },
    /// The store, or the disk it is on, does not take writes.
    ReadOnly(String),
    /// There is no room left.
    Full(String),
    /// Somebody else holds the store; later it may work.
    Busy(String),
    /// What is stored is damaged.
    Damaged(String),
    /// The store was closed, or its thread ended.
    Closed(String),
    /// Nobody knows whether the events were appended; a command with an id may be sent again.
    Unknown(String),
    /// Anything else.
    Other(String),
}

impl StoreError {
    /// An error with what caused it.
    #[must_use]
    pub fn new(kind: StoreErrorKind, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self(Box::new(Inner { kind, source: Some(source.into()) }))
    }

    /// A lost race.
    #[must_use]
    pub fn conflict(stream: impl Into<String>, expected: u64, actual: u64) -> Self {
        StoreErrorKind::Conflict { stream: stream.into(), expected, actual }.into()
    }

    /// A request that makes no sense.
    #[must_use]
    pub fn invalid(what: impl Into<String>) -> Self {
        StoreErrorKind::Invalid(what.into()).into()
    }

    /// An event whose id another event of the store has.
    pub(crate) fn repeated_event(event: &NewEvent) -> Self {
        Self::invalid(format!(
            "the store has an event with the id {} already, and `{}` has it too",
            event.id, event.name
        ))
    }

    /// What is wrong.
    #[must_use]
    pub fn kind(&self) -> &StoreErrorKind {
        &self.0.kind
    }

    /// Whether somebody else appended first: load again, decide anew.
    #[must_use]
    pub fn is_conflict(&self) -> bool {
        matches!(self.0.kind, StoreErrorKind::Conflict { .. })
    }
}

impl From<StoreErrorKind> for StoreError {
    fn from(kind: StoreErrorKind) -> Self {
        Self(Box::new(Inner { kind, source: None }))
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0.kind {
            StoreErrorKind::Conflict { stream, expected, actual } => write!(
                formatter,
                "`{stream}` is at version {actual} and not at {expected}: somebody else appended to it; load it and \
                 decide anew"
            ),
            StoreErrorKind::WrongOwner { stream, owner, service } => {
                write!(formatter, "`{stream}` belongs to `{owner}`: `{service}` may not append to it")
            }
            StoreErrorKind::TooLarge { name, size, largest } => write!(
                formatter,
                "`{name}` has {size} bytes with its metadata, and the store takes {largest}: keep large things elsewhere, \
                 and their place in the event"
            ),
            StoreErrorKind::Newer { store, found, known } => write!(
                formatter,
                "{store} has format {found}, and this program knows formats up to {known}: use a newer release"
            ),
            StoreErrorKind::Invalid(what)
            | StoreErrorKind::NotFound(what)
            | StoreErrorKind::NotAStore(what)
            | StoreErrorKind::ReadOnly(what)
            | StoreErrorKind::Full(what)
            | StoreErrorKind::Busy(what)
            | StoreErrorKind::Damaged(what)
            | StoreErrorKind::Closed(what)
            | StoreErrorKind::Unknown(what)
            | StoreErrorKind::Other(what) => formatter.write_str(what),
        }
    }
}

impl Error for StoreError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.source.as_ref().map(|source| &**source as &(dyn Error + 'static))
    }
}
