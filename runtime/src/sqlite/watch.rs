//! Waking those that wait for events. Appends of this process say so themselves; for those of others one thread asks
//! `PRAGMA data_version` now and then, as long as somebody waits.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use rusqlite::Connection;
use tokio::sync::watch;

use super::append::count;
use super::fault::{Doing, Place};
use super::file::Door;
use super::seats::{Call, Seats};
use crate::store::{StoreError, StoreErrorKind};

/// How often another process is looked for.
const TICK: Duration = Duration::from_millis(20);

/// How far the store is, as this process knows.
#[derive(Debug)]
pub(super) struct Heads {
    head: watch::Sender<Head>,
    seats: Seats,
    place: Place,
}

#[derive(Clone, Debug, Default)]
struct Head {
    position: u64,
    closed: bool,
    /// How often the file could not be looked at, and why the last time.
    failures: u64,
    failure: Option<StoreErrorKind>,
}

impl Heads {
    pub(super) fn new(place: Place, position: u64) -> Self {
        let head = watch::Sender::new(Head { position, ..Head::default() });
        Self { head, seats: Seats::new(), place }
    }

    /// Wakes those that wait for less.
    pub(super) fn publish(&self, position: u64) {
        self.head.send_if_modified(|head| {
            let further = position > head.position;
            head.position = head.position.max(position);
            further
        });
    }

    /// Wakes everybody, for the last time.
    pub(super) fn close(&self) {
        self.head.send_modify(|head| head.closed = true);
        self.seats.close();
    }

    fn fail(&self, why: &StoreErrorKind) {
        self.head.send_modify(|head| {
            head.failures += 1;
            head.failure = Some(why.clone());
        });
    }

    /// Waits until there is something beyond a position. Whoever stops waiting leaves nothing behind.
    pub(super) async fn wait(&self, beyond: u64) -> Result<(), StoreError> {
        let mut heads = self.head.subscribe();
        let failures = {
            let head = heads.borrow();
            if head.position > beyond && !head.closed {
                return Ok(());
            }
            head.failures
        };
        let _seat = self.seats.take();
        let news = heads.wait_for(|head| head.position > beyond || head.closed || head.failures != failures).await;
        match news {
            Ok(head) if head.closed => Err(self.place.closed()),
            Ok(head) if head.position > beyond => Ok(()),
            Ok(head) => head.failure.clone().map_or(Ok(()), |why| Err(why.into())),
            Err(_) => Err(self.place.closed()),
        }
    }
}

/// The thread that looks for what other processes append.
pub(super) struct Watcher {
    pub(super) door: Door,
    pub(super) heads: Arc<Heads>,
}

impl fmt::Debug for Watcher {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Watcher")
    }
}

impl Watcher {
    /// Looks until the store is closed.
    pub(super) fn run(self) {
        let mut connection = None;
        let mut seen = None;
        while self.heads.seats.rest(TICK) == Call::Look {
            if let Err(error) = self.look(&mut connection, &mut seen) {
                connection = None;
                seen = None;
                self.heads.fail(self.door.place.fault(Doing::Reading, &Arc::new(error)).kind());
            }
        }
    }

    fn look(&self, connection: &mut Option<Connection>, seen: &mut Option<i64>) -> rusqlite::Result<()> {
        let connection = match connection {
            Some(connection) => connection,
            None => connection.insert(self.door.reader()?),
        };
        let version: i64 = connection.prepare_cached("PRAGMA data_version")?.query_row([], |row| row.get(0))?;
        if *seen != Some(version) {
            let head: Option<i64> = connection
                .prepare_cached("SELECT max(position) FROM retold_events")?
                .query_row([], |row| row.get(0))?;
            self.heads.publish(head.map_or(0, count));
            *seen = Some(version);
        }
        Ok(())
    }
}
