//! The one thread that writes. It takes every request that waits, puts all of them into one transaction, commits, and
//! only then answers: concurrent appends share the commit, which is what costs time.
//!
//! A request that is refused (a lost race, a snapshot of a version that is not there) is found before it has changed
//! anything, so its neighbours go on in the same transaction. When a statement fails, the transaction is taken back and
//! every request is tried in one of its own, so that one that cannot be written fails alone; a savepoint around each
//! would cost every append, for the sake of what hardly ever happens.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use rusqlite::{Connection, OptionalExtension, params};
use tokio::sync::{oneshot, watch};

use super::append::{self, Known, Outcome, Prepared, find_stream, whole};
use super::fault::{Doing, Place};
use super::file::Door;
use super::log::Log;
use super::queue::Queue;
use super::schema;
use super::watch::Heads;
use crate::store::{Appended, Clock, Snapshot, StoreError, StoreErrorKind};

/// Something to write, and who wants to know.
#[derive(Debug)]
pub(super) enum Request {
    Append(Prepared, Answer<Appended>),
    Snapshot(Snapshot, Answer<()>),
}

pub(super) type Answer<T> = oneshot::Sender<Result<T, StoreError>>;

impl Request {
    fn refuse(self, why: StoreError) {
        // Whoever asked may have gone.
        match self {
            Request::Append(_, answer) => drop(answer.send(Err(why))),
            Request::Snapshot(_, answer) => drop(answer.send(Err(why))),
        }
    }

    /// About how many bytes it adds to the log.
    fn size(&self) -> usize {
        const PAGES: usize = 4 * 4_096;
        PAGES
            + match self {
                Request::Append(prepared, _) => prepared.size(),
                Request::Snapshot(snapshot, _) => snapshot.state.len(),
            }
    }

    fn is_wanted(&self) -> bool {
        match self {
            Request::Append(_, answer) => !answer.is_closed(),
            Request::Snapshot(_, answer) => !answer.is_closed(),
        }
    }
}

/// What came of a request.
enum Done {
    Append(Outcome<Appended>),
    Snapshot(Outcome<()>),
}

/// Requests that share a transaction at most: answers are not to wait for ever.
const GROUP: usize = 1_024;

/// Where somebody else writes too, they get this time between two transactions that many share. Between those of a
/// single task there is time enough.
const TURN: Duration = Duration::from_millis(1);

/// How long somebody else counts as writing.
const CONTENDED: Duration = Duration::from_millis(200);

pub(super) struct Writer {
    pub(super) connection: Connection,
    pub(super) queue: Arc<Queue<Request>>,
    pub(super) door: Door,
    pub(super) clock: Clock,
    pub(super) heads: Arc<Heads>,
    /// Of which every thread of the store has a receiver while it has the file open.
    pub(super) alive: watch::Sender<()>,
}

/// How long the writer waits for the other threads to close the file, and how often it looks.
const LAST: (u32, Duration) = (10_000, Duration::from_micros(100));

impl Writer {
    /// Works until the queue is closed and empty.
    pub(super) fn run(self) {
        let ending = Ending { queue: Arc::clone(&self.queue), place: self.door.place.clone() };
        let Self { connection, queue, door, clock, heads, alive } = self;
        let known = Known::default();
        let log = Log::of(&door);
        let mut work = Work { connection, door, clock, heads, known, log, data_version: -1, contended: None };
        let mut group_before = 1;
        let mut patience = Duration::ZERO;
        let mut vigil = Vigil::new();
        loop {
            let waiting = Instant::now();
            vigil.keep(&queue);
            let Some(group) = queue.take(GROUP, group_before, patience) else { break };
            let start = Instant::now();
            vigil.ended(start - waiting);
            group_before = group.len();
            work.write(group);
            // Those that were answered together come again together, if one waits a moment for them.
            patience = if group_before > 1 { start.elapsed() / 4 } else { Duration::ZERO };
            work.give_way(group_before);
        }
        // The last connection takes the log into the file and removes it. Two that close at once each take the other for
        // one that stays, so the writer is the last; the receiver that is left is its own.
        let (looks, pause) = LAST;
        for _ in 0..looks {
            if alive.receiver_count() <= 1 {
                break;
            }
            std::thread::sleep(pause);
        }
        drop(work);
        drop(ending);
    }
}

/// Staying awake for the next request, where it has been coming at once. A task that appends one event after the other
/// then never waits for the thread to wake up; who appends now and then costs nothing.
struct Vigil {
    /// Whether there is another processor for who asks.
    possible: bool,
    worthwhile: bool,
}

/// How often the queue is looked at; ten to twenty microseconds.
const LOOKS: u32 = 500;

/// A request that comes within this time could have been awaited.
const SOON: Duration = Duration::from_micros(60);

impl Vigil {
    fn new() -> Self {
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        Self { possible: processors > 1, worthwhile: false }
    }

    fn keep<T>(&self, queue: &Queue<T>) {
        if self.possible && self.worthwhile {
            queue.look(LOOKS);
        }
    }

    fn ended(&mut self, waited: Duration) {
        self.worthwhile = waited < SOON;
    }
}

/// However the thread ends, nobody waits for it afterwards.
struct Ending {
    queue: Arc<Queue<Request>>,
    place: Place,
}

impl Drop for Ending {
    fn drop(&mut self) {
        for request in self.queue.abandon() {
            request.refuse(self.place.closed());
        }
    }
}

struct Work {
    connection: Connection,
    door: Door,
    clock: Clock,
    heads: Arc<Heads>,
    known: Known,
    log: Log,
    data_version: i64,
    /// When somebody else was last seen to write.
    contended: Option<Instant>,
}

/// Why a transaction came to nothing.
struct Failure {
    doing: Doing,
    error: rusqlite::Error,
}

impl Work {
    fn write(&mut self, mut group: Vec<Request>) {
        group.retain(Request::is_wanted);
        if group.is_empty() {
            return;
        }
        let bytes = group.iter().map(Request::size).sum();
        self.write_all(group);
        self.log.wrote(bytes, &mut self.connection, &self.door);
    }

    fn write_all(&mut self, group: Vec<Request>) {
        match self.transaction(&group) {
            Ok(done) => answer(group, done),
            Err(Failure { doing: Doing::Writing, error }) if group.len() > 1 && is_of_one(&error) => {
                for request in group {
                    let alone = vec![request];
                    match self.transaction(&alone) {
                        Ok(done) => answer(alone, done),
                        Err(failure) => self.refuse(alone, failure),
                    }
                }
            }
            Err(failure) => self.refuse(group, failure),
        }
    }

    /// All requests in one transaction. After an error nothing is left of it.
    fn transaction(&mut self, group: &[Request]) -> Result<Vec<Done>, Failure> {
        let result = self.attempt(group);
        if result.is_err() {
            self.known.forget();
            self.data_version = -1;
            if !self.connection.is_autocommit() {
                // What SQLite itself took back makes this fail, and nothing is left to do.
                let _ = self.connection.execute_batch("ROLLBACK");
            }
        }
        result
    }

    fn attempt(&mut self, group: &[Request]) -> Result<Vec<Done>, Failure> {
        let doing = |doing| move |error| Failure { doing, error };
        self.statement("BEGIN IMMEDIATE").map_err(doing(Doing::Writing))?;
        let done = self.requests(group).map_err(doing(Doing::Writing))?;
        let position = self.known.position;
        self.statement("COMMIT").map_err(doing(Doing::Committing))?;
        self.heads.publish(position);
        Ok(done)
    }

    fn statement(&self, sql: &str) -> rusqlite::Result<()> {
        self.connection.prepare_cached(sql)?.execute([]).map(drop)
    }

    fn requests(&mut self, group: &[Request]) -> rusqlite::Result<Vec<Done>> {
        self.look_around()?;
        let now = self.clock.microseconds();
        let mut done = Vec::with_capacity(group.len());
        for request in group {
            done.push(match request {
                Request::Append(prepared, _) => {
                    Done::Append(append::append(&self.connection, &mut self.known, prepared, now)?)
                }
                Request::Snapshot(snapshot, _) => Done::Snapshot(self.snapshot(snapshot)?),
            });
        }
        Ok(done)
    }

    /// Whether what is known is still so; asked within the transaction, so nobody else changes it from here on.
    fn look_around(&mut self) -> rusqlite::Result<()> {
        let data_version =
            self.connection.prepare_cached("PRAGMA data_version")?.query_row([], |row| row.get::<_, i64>(0))?;
        if data_version != self.data_version {
            if self.data_version >= 0 {
                self.contended = Some(Instant::now());
            }
            self.known.forget();
            schema::must_be_current(&self.connection)?;
            let last = self
                .connection
                .prepare_cached("SELECT position, time FROM retold_events ORDER BY position DESC LIMIT 1")?
                .query_row([], |row| Ok((row.get::<_, i64>(0)?, row.get(1)?)))
                .optional()?;
            self.known.time = last.map(|(_, time)| time);
            self.known.position = last.map_or(0, |(position, _)| append::count(position));
            self.data_version = data_version;
        }
        Ok(())
    }

    fn snapshot(&self, snapshot: &Snapshot) -> rusqlite::Result<Outcome<()>> {
        let (stream, actual) = find_stream(&self.connection, &self.known, &snapshot.stream)?;
        if let Err(why) = snapshot.is_of(actual) {
            return Ok(Err(why));
        }
        self.connection
            .prepare_cached(
                "INSERT INTO retold_snapshots (stream, stream_version, fingerprint, state) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (stream) DO UPDATE SET stream_version = excluded.stream_version,
                     fingerprint = excluded.fingerprint, state = excluded.state
                 WHERE excluded.stream_version >= retold_snapshots.stream_version",
            )?
            .execute(params![stream, whole(snapshot.stream_version), snapshot.fingerprint, snapshot.state])?;
        Ok(Ok(()))
    }

    fn refuse(&self, group: Vec<Request>, Failure { doing, error }: Failure) {
        let error = Arc::new(error);
        for request in group {
            let repeated = match &request {
                Request::Append(prepared, _) => append::repeated_event(&self.connection, prepared, &error),
                Request::Snapshot(..) => Ok(None),
            };
            let why = repeated.ok().flatten().unwrap_or_else(|| self.door.place.fault(doing, &error));
            request.refuse(why);
        }
    }

    /// Lets another process have its turn, where one writes as well.
    fn give_way(&mut self, group: usize) {
        if self.door.locks.met.swap(false, Ordering::Relaxed) {
            self.contended = Some(Instant::now());
        }
        if group > 1 && self.contended.is_some_and(|since| since.elapsed() < CONTENDED) {
            std::thread::sleep(TURN);
        }
    }
}

/// Whether it may be that only one of the requests fails: not where nobody gets the lock.
fn is_of_one(error: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode::{DatabaseBusy, DatabaseLocked};
    !matches!(error.sqlite_error_code(), Some(DatabaseBusy | DatabaseLocked))
}

fn answer(group: Vec<Request>, done: Vec<Done>) {
    for (request, done) in group.into_iter().zip(done) {
        // Whoever asked may have gone.
        match (request, done) {
            (Request::Append(_, answer), Done::Append(outcome)) => drop(answer.send(outcome)),
            (Request::Snapshot(_, answer), Done::Snapshot(outcome)) => drop(answer.send(outcome)),
            (request, _) => request.refuse(StoreErrorKind::Other("answers out of order".to_owned()).into()),
        }
    }
}
