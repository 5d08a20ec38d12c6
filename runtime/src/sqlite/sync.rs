//! The locks of what threads share. The tests put loom's in their place.

pub(super) use std::sync::{Condvar, Mutex, MutexGuard};
