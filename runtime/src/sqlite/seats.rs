//! Who waits: a count of those that do, and a thread that works only while there are any.
//!
//! The locks come from `super::sync`, so that the tests can hold this file against every interleaving (loom).

use std::sync::PoisonError;
use std::time::Duration;

use super::sync::{Condvar, Mutex, MutexGuard};

/// The count, and where the thread sleeps.
#[derive(Debug)]
pub(super) struct Seats {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug)]
struct State {
    taken: usize,
    closed: bool,
}

/// What the thread is to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Call {
    /// Look: somebody waits.
    Look,
    /// End.
    End,
}

impl Seats {
    pub(super) fn new() -> Self {
        Self { state: Mutex::new(State { taken: 0, closed: false }), changed: Condvar::new() }
    }

    /// Every change below is complete before anything can panic.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits, until the seat is dropped.
    pub(super) fn take(&self) -> Seat<'_> {
        let mut state = self.state();
        state.taken += 1;
        let first = state.taken == 1;
        drop(state);
        if first {
            self.changed.notify_all();
        }
        Seat(self)
    }

    /// Sleeps for a moment, if somebody waits, and otherwise until somebody does.
    pub(super) fn rest(&self, moment: Duration) -> Call {
        let mut state = self.state();
        if state.taken > 0 && !state.closed && !moment.is_zero() {
            (state, _) = self.changed.wait_timeout(state, moment).unwrap_or_else(PoisonError::into_inner);
        }
        while state.taken == 0 && !state.closed {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        if state.closed { Call::End } else { Call::Look }
    }

    /// Ends the thread.
    pub(super) fn close(&self) {
        self.state().closed = true;
        self.changed.notify_all();
    }
}

/// One who waits.
#[derive(Debug)]
pub(super) struct Seat<'a>(&'a Seats);

impl Drop for Seat<'_> {
    fn drop(&mut self) {
        self.0.state().taken -= 1;
    }
}
