//! An end to waiting that needs no async runtime: a thread that wakes a task when its time is over.

use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::Waker;
use std::thread;
use std::time::{Duration, Instant};

/// Wakes a task when some time is over. Its thread is there only if somebody has to wait at all, and ends with it.
#[derive(Debug)]
pub(super) struct Alarm {
    end: Instant,
    waker: Arc<Mutex<Option<Waker>>>,
    /// What the thread listens to; gone when the alarm is.
    thread: Option<Sender<()>>,
}

impl Alarm {
    pub(super) fn new(patience: Duration) -> Self {
        Self { end: Instant::now() + patience, waker: Arc::default(), thread: None }
    }

    pub(super) fn is_over(&self) -> bool {
        Instant::now() >= self.end
    }

    /// Wakes this one.
    pub(super) fn wakes(&mut self, waker: &Waker) {
        *self.waker.lock().unwrap_or_else(PoisonError::into_inner) = Some(waker.clone());
        if self.thread.is_some() {
            return;
        }
        let (sender, ended) = mpsc::channel();
        let (shared, end) = (Arc::clone(&self.waker), self.end);
        thread::spawn(move || {
            let left = end.saturating_duration_since(Instant::now());
            if ended.recv_timeout(left) == Err(RecvTimeoutError::Timeout)
                && let Some(waker) = shared.lock().unwrap_or_else(PoisonError::into_inner).take()
            {
                waker.wake();
            }
        });
        self.thread = Some(sender);
    }
}
