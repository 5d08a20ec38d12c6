//! Reading a payload as what it is now: which version it is, that version's body, the steps from there, and what
//! became of events that are no more. Derived sets call the functions here; each is small enough to disappear.

use std::error::Error;
use std::fmt;

use serde_core::de::Deserialize;

use crate::current::Current;
use crate::event::{Event, EventSet};
use crate::versioned::{Kind, Versioned};

/// What is to be read.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The name on the wire.
    pub name: &'a str,
    /// The version that was written.
    pub version: u32,
    /// The lowest version that reads the payload, if that was recorded.
    pub reads_as: Option<u32>,
    /// The payload.
    pub json: &'a str,
}

impl Request<'_> {
    /// The same under its current name, where its name is an earlier one of these.
    #[must_use]
    #[cold]
    pub fn renamed(&self, kinds: &[Kind], former: &[Kind]) -> Option<Self> {
        let kind = kinds.iter().chain(former).find(|kind| kind.aliases.contains(&self.name))?;
        Some(Self { name: kind.name, ..*self })
    }
}

/// Why a payload could not be read; without the event's name and place, which the caller knows.
#[derive(Debug)]
pub enum ReadError {
    /// No event of the set has the name.
    NoName,
    /// No body reads the version.
    NoVersion,
    /// The payload is not JSON, or not of the shape of its version.
    Shape(serde_json::Error),
    /// A step failed.
    Step {
        /// The version that the step leads to; none for a `becomes`.
        to: Option<u32>,
        /// What the function said.
        source: Box<dyn Error + Send + Sync>,
    },
    /// The function of a `becomes` returned an event that is not declared.
    Undeclared(&'static str),
}

/// Why an upcast failed: what the function said that a person wrote.
#[derive(Debug)]
pub struct UpcastError(Box<dyn Error + Send + Sync>);

impl UpcastError {
    /// Wraps any error, or a text.
    #[must_use]
    pub fn new(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self(source.into())
    }
}

impl fmt::Display for UpcastError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl Error for UpcastError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.source()
    }
}

impl From<crate::Violation> for UpcastError {
    fn from(violation: crate::Violation) -> Self {
        Self::new(violation)
    }
}

/// A body.
///
/// # Errors
/// When the payload has not its shape.
#[inline]
pub fn body<T: for<'de> Deserialize<'de>>(json: &str) -> Result<T, ReadError> {
    match crate::strict::read(json) {
        Ok(value) => Ok(value),
        Err(_) => serde_json::from_str(json).map_err(shape),
    }
}

#[cold]
fn shape(error: serde_json::Error) -> ReadError {
    ReadError::Shape(error)
}

/// The end of the chain.
///
/// # Errors
/// Always.
#[cold]
pub fn no_version<T>() -> Result<T, ReadError> {
    Err(ReadError::NoVersion)
}

/// The end of the names.
#[must_use]
#[cold]
pub fn no_name() -> ReadError {
    ReadError::NoName
}

/// An earlier version, and a step that cannot fail.
///
/// # Errors
/// When the earlier version cannot be read.
#[inline]
pub fn older<Old: Versioned, New: From<Old>>(version: u32, json: &str) -> Result<New, ReadError> {
    Old::read_version(version, json).map(New::from)
}

/// An earlier version, and a step that can fail.
///
/// # Errors
/// When the earlier version cannot be read, or the step fails.
#[inline]
pub fn try_older<Old: Versioned, New: TryFrom<Old, Error: Into<Box<dyn Error + Send + Sync>>>>(
    version: u32,
    json: &str,
    to: u32,
) -> Result<New, ReadError> {
    New::try_from(Old::read_version(version, json)?)
        .map_err(|error| ReadError::Step { to: Some(to), source: error.into() })
}

/// Whether the payload is of a version that became other events.
#[inline]
#[must_use]
pub fn is_former<T: Versioned>(request: &Request<'_>) -> bool {
    request.version <= T::VERSION
}

/// The payload as a `T`. A version that is known is always used; one that is newer than all is read as the highest
/// known one, where it was recorded that this one's readers can.
///
/// # Errors
/// When it cannot be read.
#[inline]
pub fn resolved<T: Versioned>(request: &Request<'_>) -> Result<T, ReadError> {
    let version = match request.reads_as {
        Some(reads_as) if request.version > T::VERSION && (1..=T::VERSION).contains(&reads_as) => T::VERSION,
        _ => request.version,
    };
    T::read_version(version, request.json)
}

/// The payload as one event of a set.
///
/// # Errors
/// When it cannot be read.
#[inline]
pub fn one<Set: From<T>, T: Event>(request: &Request<'_>) -> Result<Current<Set>, ReadError> {
    resolved::<T>(request).map(|event| Current::one(event.into()))
}

/// The payload as what the whole set of its aggregate makes of it, as far as `select` wants it.
///
/// # Errors
/// When it cannot be read.
pub fn through<Set, Whole: EventSet>(
    request: &Request<'_>,
    select: impl Fn(Whole) -> Option<Set>,
) -> Result<Current<Set>, ReadError> {
    Ok(Current::many(Whole::read(request)?.filter_map(select).collect()))
}

/// The payload as something that became nothing: it is not even looked at, save that its version is known.
///
/// # Errors
/// When the version is not known.
pub fn dropped<Set, T: Event>(request: &Request<'_>) -> Result<Current<Set>, ReadError> {
    let known = |version: u32| (1..=T::VERSION).contains(&version);
    if known(request.version) || request.reads_as.is_some_and(known) { Ok(Current::none()) } else { no_version() }
}

/// The payload as the events that it became.
///
/// # Errors
/// When it cannot be read, the function fails, or it returns events that are not declared.
pub fn becomes<Set: EventSet, T: Event, Events: Became<Set>>(
    request: &Request<'_>,
    function: impl FnOnce(T) -> Events,
    declared: Option<&'static [&'static str]>,
) -> Result<Current<Set>, ReadError> {
    let events = function(resolved(request)?).into_events().map_err(|source| ReadError::Step { to: None, source })?;
    if let Some(declared) = declared
        && let Some(event) = events.iter().find(|event| !declared.contains(&event.kind().name))
    {
        return Err(ReadError::Undeclared(event.kind().name));
    }
    Ok(Current::many(events))
}

/// What the function of a `becomes` returns: events, or a `Result` of them.
#[diagnostic::on_unimplemented(
    message = "the function of a `becomes` returns `Vec<{Set}>`, or a `Result` of it, and not `{Self}`"
)]
pub trait Became<Set> {
    /// The events.
    ///
    /// # Errors
    /// What the function said.
    fn into_events(self) -> Result<Vec<Set>, Box<dyn Error + Send + Sync>>;
}

impl<Set> Became<Set> for Vec<Set> {
    fn into_events(self) -> Result<Vec<Set>, Box<dyn Error + Send + Sync>> {
        Ok(self)
    }
}

impl<Set, E: Into<Box<dyn Error + Send + Sync>>> Became<Set> for Result<Vec<Set>, E> {
    fn into_events(self) -> Result<Vec<Set>, Box<dyn Error + Send + Sync>> {
        self.map_err(Into::into)
    }
}
