//! What happens to a recorded event that cannot be decoded: it is stated, never assumed.

use std::error::Error;
use std::fmt;

use crate::decode_error::DecodeError;
use crate::recorded::Recorded;

/// What to do with a recorded event that cannot be decoded.
///
/// Only what is wrong with one event is settled by it; a reader that fails always stops.
#[derive(Default)]
pub enum Policy<'a> {
    /// Stop with the error.
    #[default]
    Stop,
    /// Hand the event to somebody who keeps it for later, and go on. An error of theirs stops.
    Park(&'a mut dyn Park),
    /// Count it, and go on.
    SkipAndCount,
}

impl fmt::Debug for Policy<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Policy::Stop => "Stop",
            Policy::Park(_) => "Park",
            Policy::SkipAndCount => "SkipAndCount",
        })
    }
}

/// Keeps recorded events that could not be decoded; any closure of this shape does.
pub trait Park {
    /// Keeps one, with the reason.
    ///
    /// # Errors
    /// When it could not be kept: then nothing may go on.
    fn park(&mut self, parked: Recorded<'_>, why: &DecodeError) -> Result<(), Box<dyn Error + Send + Sync>>;
}

impl<F> Park for F
where
    F: FnMut(Recorded<'_>, &DecodeError) -> Result<(), Box<dyn Error + Send + Sync>>,
{
    fn park(&mut self, parked: Recorded<'_>, why: &DecodeError) -> Result<(), Box<dyn Error + Send + Sync>> {
        self(parked, why)
    }
}

/// How many recorded events went which way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Counts {
    /// Decoded into current events, or into none because they became nothing.
    pub decoded: u64,
    /// Handed over for later.
    pub parked: u64,
    /// Passed over.
    pub skipped: u64,
}
