//! Waiting for a lock that another process has. SQLite's own handler sleeps up to 100 ms between tries and so hardly
//! ever meets the moment between two commits of a busy neighbour; this one tries every millisecond or so.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// What the connections of one store share about locks.
#[derive(Debug, Default)]
pub(super) struct Locks {
    /// Nobody waits for an answer any more.
    pub(super) given_up: AtomicBool,
    /// Somebody else had the lock.
    pub(super) met: AtomicBool,
}

/// A busy handler that tries until the patience ends.
pub(super) fn handler(patience: Duration, locks: Arc<Locks>) -> impl FnMut(i32) -> bool + Send + 'static {
    let mut since = Instant::now();
    let mut noise = std::process::id();
    move |tries| {
        locks.met.store(true, Ordering::Relaxed);
        if tries == 0 {
            since = Instant::now();
        }
        if locks.given_up.load(Ordering::Relaxed) || since.elapsed() >= patience {
            return false;
        }
        // Two that wait in step would meet the same moment again and again.
        noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let base = if tries < 50 { 200 } else { 1_000 };
        std::thread::sleep(Duration::from_micros(base + u64::from(noise >> 16) % base));
        true
    }
}
