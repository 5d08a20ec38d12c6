//! A queue between tasks and a thread that works for them. The thread takes many requests at once, and can be told to
//! wait a little for as many as came the last time: that is what lets concurrent appends share a commit. Where one
//! request follows the other, it can be told to look for the next one a while before it sleeps: being woken takes longer
//! than much of the work.
//!
//! The locks come from `super::sync`, so that the tests can hold this file against every interleaving (loom).

use std::collections::VecDeque;
use std::sync::PoisonError;
use std::time::{Duration, Instant};

use super::sync::{AtomicBool, Condvar, Mutex, MutexGuard, Ordering, spin_loop};

/// Requests in the order in which they came.
#[derive(Debug)]
pub(super) struct Queue<T> {
    state: Mutex<State<T>>,
    ready: Condvar,
    /// Whether there is something to look at, for who looks without the lock. The truth is in the state.
    news: AtomicBool,
}

#[derive(Debug)]
struct State<T> {
    requests: VecDeque<T>,
    closed: bool,
    /// Threads that sleep until there is something.
    idle: usize,
    /// How many requests are worth waking a thread for.
    wanted: usize,
}

impl<T> Queue<T> {
    pub(super) fn new() -> Self {
        let state = State { requests: VecDeque::new(), closed: false, idle: 0, wanted: 1 };
        Self { state: Mutex::new(state), ready: Condvar::new(), news: AtomicBool::new(false) }
    }

    /// Every change below is complete before anything can panic.
    fn state(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a request, and says whether a thread was idle; gives the request back where the queue is closed.
    pub(super) fn push(&self, request: T) -> Result<bool, T> {
        let mut state = self.state();
        if state.closed {
            return Err(request);
        }
        state.requests.push_back(request);
        let idle = state.idle > 0;
        let wake = idle && state.requests.len() >= state.wanted;
        self.news.store(true, Ordering::Relaxed);
        drop(state);
        if wake {
            self.ready.notify_one();
        }
        Ok(idle)
    }

    /// Takes one request; sleeps until there is one. None when the queue is closed and empty.
    pub(super) fn pop(&self) -> Option<T> {
        let mut state = self.state();
        loop {
            if let Some(request) = state.requests.pop_front() {
                return Some(request);
            }
            if state.closed {
                return None;
            }
            state.idle += 1;
            state = self.ready.wait(state).unwrap_or_else(PoisonError::into_inner);
            state.idle -= 1;
        }
    }

    /// Looks for a request, so often at most; the thread is awake all the while.
    pub(super) fn look(&self, times: u32) {
        for _ in 0..times {
            if self.news.load(Ordering::Relaxed) {
                return;
            }
            spin_loop();
        }
    }

    /// Takes up to `most` requests; sleeps until there is one, and then at most `patience` until there are `hoped`.
    /// None when the queue is closed and empty. For a single thread.
    pub(super) fn take(&self, most: usize, hoped: usize, patience: Duration) -> Option<Vec<T>> {
        let mut state = self.state();
        while state.requests.is_empty() {
            if state.closed {
                return None;
            }
            state.idle += 1;
            state = self.ready.wait(state).unwrap_or_else(PoisonError::into_inner);
            state.idle -= 1;
        }
        if state.requests.len() < hoped && !patience.is_zero() {
            state = self.linger(state, hoped, Instant::now() + patience);
        }
        let count = state.requests.len().min(most);
        self.news.store(state.requests.len() > count, Ordering::Relaxed);
        Some(state.requests.drain(..count).collect())
    }

    fn linger<'a>(
        &'a self,
        mut state: MutexGuard<'a, State<T>>,
        hoped: usize,
        until: Instant,
    ) -> MutexGuard<'a, State<T>> {
        state.wanted = hoped;
        state.idle += 1;
        while state.requests.len() < hoped && !state.closed {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                break;
            }
            (state, _) = self.ready.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner);
        }
        state.idle -= 1;
        state.wanted = 1;
        state
    }

    /// Takes no more requests; those that are in it are still worked on.
    pub(super) fn close(&self) {
        self.state().closed = true;
        self.news.store(true, Ordering::Relaxed);
        self.ready.notify_all();
    }

    /// Takes no more requests, and gives back those that nobody has taken.
    pub(super) fn abandon(&self) -> Vec<T> {
        let mut state = self.state();
        state.closed = true;
        let left = state.requests.drain(..).collect();
        drop(state);
        self.ready.notify_all();
        left
    }
}
