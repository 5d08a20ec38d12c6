//! The locks of what threads share, and how one waits without sleeping. The tests put loom's in their place.

pub(super) use std::hint::spin_loop;
pub(super) use std::sync::atomic::{AtomicBool, Ordering};
pub(super) use std::sync::{Condvar, Mutex, MutexGuard};
