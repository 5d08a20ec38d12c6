//! Replaying a file of recorded events: each as what it is today, in constant memory.

use std::error::Error;
use std::fmt;
use std::io::BufRead;
use std::iter::FusedIterator;

use crate::current::Current;
use crate::decode_error::DecodeError;
use crate::event::EventSet;
use crate::lines::{JsonLines, LineError};
use crate::policy::{Counts, Policy};

/// The current events of a file of JSON lines, in its order. Ends after the first error that its [`Policy`] does not
/// settle.
///
/// ```
/// use retold::Replay;
/// # use serde::{Deserialize, Serialize};
/// #[derive(retold::Event, Serialize, Deserialize)]
/// #[event(name = "bank.Deposited", version = 1)]
/// struct DepositedV1 { amount: i64 }
///
/// #[derive(retold::Event, Serialize, Deserialize)]
/// #[event(name = "bank.Deposited", version = 2, from = DepositedV1)]
/// struct Deposited { cents: i64 }
///
/// impl From<DepositedV1> for Deposited {
///     fn from(old: DepositedV1) -> Self {
///         Deposited { cents: old.amount * 100 }
///     }
/// }
///
/// #[derive(retold::EventSet)]
/// enum AccountEvent { Deposited(Deposited) }
///
/// let file = r#"{"type":"bank.Deposited","version":1,"data":{"amount":50}}
/// {"type":"bank.Deposited","version":2,"data":{"cents":8000}}"#;
///
/// let mut balance = 0;
/// for event in Replay::<AccountEvent, _>::new(file.as_bytes()) {
///     let AccountEvent::Deposited(deposited) = event?;
///     balance += deposited.cents;
/// }
/// assert_eq!(balance, 13000);
/// # Ok::<(), retold::ReplayError>(())
/// ```
#[derive(Debug)]
pub struct Replay<'a, Set, R> {
    lines: JsonLines<R>,
    policy: Policy<'a>,
    counts: Counts,
    /// What the last line decoded into and has not been handed out.
    pending: Option<Current<Set>>,
    ended: bool,
}

impl<Set: EventSet, R: BufRead> Replay<'static, Set, R> {
    /// Replays anything buffered: a file in a `BufReader`, standard input, bytes.
    #[must_use]
    pub fn new(reader: R) -> Self {
        Self::of(JsonLines::new(reader))
    }

    /// Replays lines of which something has been set, or read.
    #[must_use]
    pub fn of(lines: JsonLines<R>) -> Self {
        Self { lines, policy: Policy::Stop, counts: Counts::default(), pending: None, ended: false }
    }
}

impl<'a, Set: EventSet, R: BufRead> Replay<'a, Set, R> {
    /// The same with another policy than to stop.
    #[must_use]
    pub fn policy<'b>(self, policy: Policy<'b>) -> Replay<'b, Set, R> {
        Replay { lines: self.lines, policy, counts: self.counts, pending: self.pending, ended: self.ended }
    }

    /// How many recorded events went which way so far.
    #[must_use]
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// The events of the next line that can be decoded.
    fn advance(&mut self) -> Result<Option<Current<Set>>, ReplayError> {
        while let Some(line) = self.lines.next_line()? {
            let recorded = line.recorded();
            match Set::decode(recorded) {
                Ok(events) => {
                    self.counts.decoded += 1;
                    return Ok(Some(events));
                }
                Err(error) => match &mut self.policy {
                    Policy::Stop => return Err(ReplayError::decode(line.number(), error)),
                    Policy::SkipAndCount => self.counts.skipped += 1,
                    Policy::Park(park) => match park.park(recorded, &error) {
                        Ok(()) => self.counts.parked += 1,
                        Err(source) => return Err(ReplayError::park(line.number(), error, source)),
                    },
                },
            }
        }
        Ok(None)
    }
}

impl<Set: EventSet, R: BufRead> Iterator for Replay<'_, Set, R> {
    type Item = Result<Set, ReplayError>;

    #[inline]
    fn next(&mut self) -> Option<Result<Set, ReplayError>> {
        loop {
            if let Some(event) = self.pending.as_mut().and_then(Iterator::next) {
                return Some(Ok(event));
            }
            if self.ended {
                return None;
            }
            match self.advance() {
                Ok(Some(events)) => self.pending = Some(events),
                Ok(None) => self.ended = true,
                Err(error) => {
                    self.ended = true;
                    return Some(Err(error));
                }
            }
        }
    }
}

impl<Set: EventSet, R: BufRead> FusedIterator for Replay<'_, Set, R> {}

/// Why a replay stopped.
#[derive(Debug)]
pub struct ReplayError(Box<Cause>);

#[derive(Debug)]
enum Cause {
    Line(LineError),
    Decode { line: u64, error: DecodeError },
    Park { line: u64, error: DecodeError, source: Box<dyn Error + Send + Sync> },
}

impl ReplayError {
    #[cold]
    fn decode(line: u64, error: DecodeError) -> Self {
        Self(Box::new(Cause::Decode { line, error }))
    }

    #[cold]
    fn park(line: u64, error: DecodeError, source: Box<dyn Error + Send + Sync>) -> Self {
        Self(Box::new(Cause::Park { line, error, source }))
    }

    /// The line at which it stopped, from 1.
    #[must_use]
    pub fn line(&self) -> u64 {
        match &*self.0 {
            Cause::Line(error) => error.line(),
            Cause::Decode { line, .. } | Cause::Park { line, .. } => *line,
        }
    }

    /// Why the event could not be decoded, if that is why it stopped.
    #[must_use]
    pub fn decode_error(&self) -> Option<&DecodeError> {
        match &*self.0 {
            Cause::Line(_) => None,
            Cause::Decode { error, .. } | Cause::Park { error, .. } => Some(error),
        }
    }

    /// Why the line could not be read, if that is why it stopped.
    #[must_use]
    pub fn line_error(&self) -> Option<&LineError> {
        match &*self.0 {
            Cause::Line(error) => Some(error),
            Cause::Decode { .. } | Cause::Park { .. } => None,
        }
    }
}

impl From<LineError> for ReplayError {
    #[cold]
    fn from(error: LineError) -> Self {
        Self(Box::new(Cause::Line(error)))
    }
}

impl fmt::Display for ReplayError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.0 {
            Cause::Line(error) => error.fmt(formatter),
            Cause::Decode { line, error } => write!(formatter, "line {line}: {error}"),
            Cause::Park { line, error, source } => {
                write!(formatter, "line {line}: cannot be parked: {source}; it could not be decoded: {error}")
            }
        }
    }
}

impl Error for ReplayError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &*self.0 {
            Cause::Line(error) => error.source(),
            Cause::Decode { error, .. } => error.source(),
            Cause::Park { source, .. } => Some(&**source),
        }
    }
}
