//! The embedded store: events in one SQLite file, without any server.
//!
//! ```
//! use retold::store::{Append, Expected, NewEvent, Store, StreamRead};
//!
//! # let folder = tempfile::tempdir()?;
//! # let path = folder.path().join("shop.db");
//! let store = retold::sqlite::open(&path)?; // such as "shop.db"; made if it is not there
//! # pollster::block_on(async {
//! let added = NewEvent::new("shop.ItemAdded", 1, r#"{"sku":"APPLE","quantity":2}"#);
//! store.append(Append::to("shop.Cart/7").expecting(Expected::NoStream).event(added)).await?;
//!
//! let cart = store.read_stream(StreamRead::of("shop.Cart/7")).await?;
//! assert_eq!(cart.len(), 1);
//! # Ok::<(), retold::store::StoreError>(())
//! # })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What is promised, and how
//!
//! Everything that [`Store`] says; the suite of the feature `contract` holds it to that. Beyond it:
//!
//! - **Durable.** An append is answered after its commit, with a write-ahead log and `synchronous=FULL`: it survives
//!   `kill -9`, and a power cut where the disk keeps what it says it has written.
//! - **Appends share commits.** One thread writes. While it commits, what comes meanwhile collects, and the next commit
//!   is for all of it; each append still succeeds or fails alone.
//! - **Readers wait for nobody.** They have threads and connections of their own. Nothing here blocks an executor, and
//!   none is needed: any will drive the futures.
//! - **Positions** ascend without being used twice. **Ids** of events are unique in the file.
//! - **Recorded times** have microseconds, and never go back, whatever the clock does.
//! - **Several processes** may have the file open; each waits its turn to write, up to
//!   [`Options::busy_timeout`], and [`Store::wait`] sees what the others append within some 20 ms. The same file may be
//!   opened twice in a process as well.
//! - **Formats.** The store makes its tables, and brings those of an older release up to date, in one transaction, save
//!   where the file is opened to be read alone. A file that a newer release wrote is refused, as is one that is no store,
//!   without a change to it.
//!
//! The tables are called `retold_…`; other tables in the same file are left alone. Two files stand beside an open one,
//! `-wal` and `-shm`: they belong to it, and a copy of the file without them may lack the last events.

mod ahead;
mod append;
mod busy;
mod fault;
mod file;
mod log;
mod queue;
mod read;
mod readers;
mod schema;
mod seats;
mod sync;
mod watch;
mod writer;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use tokio::sync::{oneshot, watch as channel};
use uuid::Uuid;

use self::ahead::Part;
use self::append::Prepared;
use self::fault::{Doing, Place};
use self::file::{Access, Door};
use self::queue::Queue;
use self::readers::Readers;
use self::watch::{Heads, Watcher};
use self::writer::{Answer, Request, Writer};
use crate::store::{
    AllRead, Append, Appended, Batch, Clock, LARGEST_EVENT, Snapshot, Store, StoreError, StoreErrorKind, StoreFuture,
    StreamRead,
};

/// The crate that read models in SQLite are written with.
pub use rusqlite;

/// Opens a store in a file, and makes it if it is not there.
///
/// # Errors
/// Those of [`Options::open`].
pub fn open(path: impl AsRef<Path>) -> Result<SqliteStore, StoreError> {
    Options::new(path).open()
}

/// How a store is opened.
///
/// ```
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("shop.db");
/// let store = retold::sqlite::Options::new(&path).service("cart-service").largest_event(64 * 1024).open()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Options {
    path: PathBuf,
    service: Option<Arc<str>>,
    largest: usize,
    access: Access,
    patience: Duration,
    clock: Clock,
}

impl Options {
    /// Those of [`open`]: made if it is not there, no service, events up to [`LARGEST_EVENT`], five seconds of waiting
    /// for a lock, the system's clock.
    #[must_use]
    pub fn new(path: impl AsRef<Path>) -> Self {
        Self {
            path: path.as_ref().to_owned(),
            service: None,
            largest: LARGEST_EVENT,
            access: Access::Create,
            patience: Duration::from_secs(5),
            clock: Clock::system(),
        }
    }

    /// The service that opens it: streams that belong to another one refuse it.
    #[must_use]
    pub fn service(self, name: impl Into<String>) -> Self {
        Self { service: Some(name.into().into()), ..self }
    }

    /// The bytes of payload and metadata that one event may have.
    #[must_use]
    pub fn largest_event(self, bytes: usize) -> Self {
        Self { largest: bytes, ..self }
    }

    /// Only reads, and changes nothing: appending is an error. The file must be there.
    #[must_use]
    pub fn read_only(self) -> Self {
        Self { access: Access::Read, ..self }
    }

    /// The file must be there.
    #[must_use]
    pub fn must_exist(self) -> Self {
        let access = match self.access {
            Access::Create | Access::Write => Access::Write,
            read @ (Access::Read | Access::Immutable) => read,
        };
        Self { access, ..self }
    }

    /// How long a lock that another process has is waited for; then the error is [`StoreErrorKind::Busy`].
    #[must_use]
    pub fn busy_timeout(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    /// Where recorded times come from.
    #[must_use]
    pub fn clock(self, clock: Clock) -> Self {
        Self { clock, ..self }
    }

    /// Opens the store: looks what the file is, and makes or updates its tables.
    ///
    /// # Errors
    /// [`NotAStore`](StoreErrorKind::NotAStore) for what is no database or another application's,
    /// [`Newer`](StoreErrorKind::Newer), [`Damaged`](StoreErrorKind::Damaged), [`NotFound`](StoreErrorKind::NotFound)
    /// where the folder or a file that must exist is not there, [`ReadOnly`](StoreErrorKind::ReadOnly) where nothing
    /// can be written, [`Busy`](StoreErrorKind::Busy) where another process holds the file for itself.
    pub fn open(self) -> Result<SqliteStore, StoreError> {
        let place = Place::new(&self.path, self.patience)?;
        let door = Door { place: place.clone(), access: self.access, locks: Arc::default(), format: schema::current() };
        let (door, connection) = door.first()?;
        let position = read::head(&connection).map_err(|error| place.fault(Doing::Opening, &Arc::new(error)))?;
        let heads = Arc::new(Heads::new(place.clone(), position));
        let alive = channel::Sender::new(());
        let readers = Readers::new(door.clone(), alive.clone());
        let inner = Inner {
            door: door.clone(),
            service: self.service,
            largest: self.largest,
            writer: Arc::new(Queue::new()),
            readers,
            heads: Arc::clone(&heads),
            alive,
            threads: Mutex::default(),
        };
        if matches!(door.access, Access::Create | Access::Write) {
            let writer = Writer {
                connection,
                queue: Arc::clone(&inner.writer),
                door: door.clone(),
                clock: self.clock,
                heads: Arc::clone(&heads),
                alive: inner.alive.clone(),
            };
            inner.start("retold-writer", move || writer.run())?;
        }
        let watcher = Watcher { door, heads };
        inner.start("retold-watcher", move || watcher.run())?;
        Ok(SqliteStore(Arc::new(inner)))
    }
}

/// A store of events in a SQLite file; see the [module](self) for what it promises.
///
/// Cloning it gives another handle. With the last one the file is closed; [`close`](Self::close) does it at once and
/// says when it is done.
#[derive(Clone)]
pub struct SqliteStore(Arc<Inner>);

struct Inner {
    door: Door,
    service: Option<Arc<str>>,
    largest: usize,
    writer: Arc<Queue<Request>>,
    readers: Readers,
    heads: Arc<Heads>,
    /// Every thread has a receiver until its connection is closed.
    alive: channel::Sender<()>,
    threads: Mutex<Vec<JoinHandle<()>>>,
}

impl SqliteStore {
    /// The file, from the root.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.0.door.place.path()
    }

    /// Closes the file, for all handles: what was asked before is done and answered, whatever is asked afterwards is
    /// [`StoreErrorKind::Closed`]. Ready when no thread has the file open any more.
    pub async fn close(&self) {
        self.0.close();
        self.0.alive.closed().await;
    }

    async fn write<T>(&self, request: impl FnOnce(Answer<T>) -> Request) -> Result<T, StoreError> {
        let place = &self.0.door.place;
        if matches!(self.0.door.access, Access::Read | Access::Immutable) {
            let what = format!("`{}` was opened to be read alone: nothing was written", place.shown());
            return Err(StoreErrorKind::ReadOnly(what).into());
        }
        let (answer, answered) = oneshot::channel();
        self.0.writer.push(request(answer)).map_err(|_| place.closed())?;
        answered.await.unwrap_or_else(|_| {
            let shown = place.shown();
            Err(StoreErrorKind::Unknown(format!(
                "the thread that writes to `{shown}` ended before it answered: nobody knows whether it was written; \
                 open it again, and read the stream, or send the command again with the same id"
            ))
            .into())
        })
    }
}

impl fmt::Debug for SqliteStore {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path();
        formatter.debug_struct("SqliteStore").field("path", &path).field("service", &self.0.service).finish()
    }
}

impl Inner {
    fn start(&self, name: &str, run: impl FnOnce() + Send + 'static) -> Result<(), StoreError> {
        let alive = self.alive.subscribe();
        let thread = std::thread::Builder::new().name(name.to_owned()).spawn(move || {
            run();
            drop(alive);
        });
        match thread {
            Ok(thread) => {
                self.threads.lock().unwrap_or_else(PoisonError::into_inner).push(thread);
                Ok(())
            }
            Err(error) => {
                let what = format!("no thread could be started for `{}`", self.door.place.shown());
                Err(StoreError::new(StoreErrorKind::Other(what), error))
            }
        }
    }

    fn close(&self) {
        self.writer.close();
        self.readers.close();
        self.heads.close();
    }
}

impl Drop for Inner {
    /// Waits for the threads: after it the file is closed. Nobody waits for an answer any more, so a lock that another
    /// process has is not waited for either.
    fn drop(&mut self) {
        self.door.locks.given_up.store(true, Ordering::Relaxed);
        self.close();
        let mut threads = self.readers.threads();
        threads.append(self.threads.get_mut().unwrap_or_else(PoisonError::into_inner));
        for thread in threads {
            // The last handle may have gone with the answer that one of them gave.
            if thread.thread().id() != std::thread::current().id() {
                // A panic of its own was reported when it happened.
                let _ = thread.join();
            }
        }
    }
}

impl Store for SqliteStore {
    fn service(&self) -> Option<&str> {
        self.0.service.as_deref()
    }

    fn append(&self, append: Append) -> StoreFuture<'_, Appended> {
        Box::pin(async move {
            let prepared = Prepared::new(append, self.service(), self.0.largest)?;
            self.write(|answer| Request::Append(prepared, answer)).await
        })
    }

    fn read_stream(&self, read: StreamRead) -> StoreFuture<'_, Batch> {
        Box::pin(self.0.readers.batch(Part::Stream(read)))
    }

    fn read_all(&self, read: AllRead) -> StoreFuture<'_, Batch> {
        Box::pin(self.0.readers.batch(Part::All(read)))
    }

    fn head(&self) -> StoreFuture<'_, u64> {
        Box::pin(self.0.readers.read(|reader| reader.head()))
    }

    fn wait(&self, beyond: u64) -> StoreFuture<'_, ()> {
        Box::pin(self.0.heads.wait(beyond))
    }

    fn answer<'a>(&'a self, stream: &'a str, command_id: Uuid) -> StoreFuture<'a, Option<Appended>> {
        let stream = stream.to_owned();
        Box::pin(self.0.readers.read(move |reader| reader.answer(&stream, command_id)))
    }

    fn load_snapshot<'a>(&'a self, stream: &'a str) -> StoreFuture<'a, Option<Snapshot>> {
        let stream = stream.to_owned();
        Box::pin(self.0.readers.read(move |reader| reader.snapshot(&stream)))
    }

    fn save_snapshot(&self, snapshot: Snapshot) -> StoreFuture<'_, ()> {
        Box::pin(async move {
            crate::store::check_stream(&snapshot.stream)?;
            self.write(|answer| Request::Snapshot(snapshot, answer)).await
        })
    }
}
