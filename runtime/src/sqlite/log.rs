//! The size of the write-ahead log. SQLite begins it anew when everything in it is in the file and nobody reads from it;
//! with readers that always overlap that moment never comes, and after one who read for long the log stays as large as it
//! was. So now and then the writer looks, and makes such a moment.

use std::path::PathBuf;
use std::time::Duration;

use rusqlite::Connection;

use super::busy::handler;
use super::file::Door;

/// So many bytes are written between two looks.
const BETWEEN: usize = 16 << 20;

/// A log beyond this is cut off: four times as large as it is without readers.
const LIMIT: u64 = 64 << 20;

/// How long readers are waited for. New ones read from the file meanwhile; one who stays longer is let be.
const PATIENCE: Duration = Duration::from_millis(50);

#[derive(Debug)]
pub(super) struct Log {
    path: PathBuf,
    written: usize,
}

impl Log {
    pub(super) fn of(door: &Door) -> Self {
        Self { path: door.log(), written: 0 }
    }

    /// Notes what was written, and cuts the log off where it has become too large.
    pub(super) fn wrote(&mut self, bytes: usize, connection: &mut Connection, door: &Door) {
        self.written += bytes;
        if self.written < BETWEEN {
            return;
        }
        self.written = 0;
        if std::fs::metadata(&self.path).is_ok_and(|log| log.len() > LIMIT) {
            // Where it fails, everything is still there, and the next look tries again.
            let _ = connection.busy_timeout(PATIENCE);
            let _ = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
            let _ = connection.busy_handler(Some(handler(door.place.patience, door.locks.clone())));
        }
    }
}
