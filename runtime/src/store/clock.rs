//! The clock that a store takes recorded times from: the system's, or one that a test sets.

use std::fmt;
use std::sync::Arc;

use jiff::Timestamp;

/// Tells the time at which events are recorded.
///
/// A store never records an earlier time than that of the event before, whatever its clock says.
///
/// ```
/// use retold::store::{Clock, MemoryStore};
///
/// let noon = "2026-01-01T12:00:00Z".parse()?;
/// let store = MemoryStore::new().with_clock(Clock::new(move || noon));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> Timestamp + Send + Sync>);

impl Clock {
    /// The system's clock.
    #[must_use]
    pub fn system() -> Self {
        Self::new(Timestamp::now)
    }

    /// A clock of one's own.
    #[must_use]
    pub fn new(now: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    /// What it says now.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        (self.0)()
    }

    /// Microseconds since 1970, which is what stores keep.
    pub(crate) fn microseconds(&self) -> i64 {
        self.now().as_microsecond()
    }
}

impl Default for Clock {
    fn default() -> Self {
        Self::system()
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Clock")
    }
}
