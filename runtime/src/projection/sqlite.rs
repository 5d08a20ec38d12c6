//! A projection in SQLite: its place in the store is written in the transaction of its tables, so that after a crash,
//! and with two processes at once, every event has had its effect once.

mod database;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::Connection;
use tokio::sync::Mutex;

use super::place::Place;
use super::{ProjectionError, Unreadable, events_of};
use crate::event::EventSet;
use crate::policy::Counts;
use crate::store::{AllRead, Batch, Readable, Store, StoreError, Stored, Subscription};

use database::{Checkpoint, Readers, Transaction, fault};

/// A read model in tables of a SQLite file.
///
/// ```
/// use retold::projection::{InSqlite, SqliteProjection};
/// use retold::sqlite::rusqlite::{self, Connection, params};
/// use retold::store::{MemoryStore, Stored};
/// # use retold::store::{Append, Store};
/// # use retold::{Event, EventSet};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Event, Serialize, Deserialize)]
/// # #[event(name = "shop.ItemAdded", version = 1)]
/// # struct ItemAdded { sku: String, quantity: u64 }
/// # #[derive(EventSet)]
/// # enum CartEvent { ItemAdded(ItemAdded) }
///
/// /// How much of each item is in all carts together.
/// struct Demand;
///
/// impl SqliteProjection for Demand {
///     type Event = CartEvent;
///     const NAME: &'static str = "demand";
///     const VERSION: u32 = 1;
///
///     fn create(&self, tables: &Connection) -> rusqlite::Result<()> {
///         tables.execute_batch("CREATE TABLE demand (sku TEXT PRIMARY KEY, quantity INTEGER NOT NULL)")
///     }
///
///     fn clear(&self, tables: &Connection) -> rusqlite::Result<()> {
///         tables.execute_batch("DROP TABLE IF EXISTS demand")
///     }
///
///     fn apply(&self, tables: &Connection, event: CartEvent, _: &Stored<'_>) -> rusqlite::Result<()> {
///         let CartEvent::ItemAdded(added) = event;
///         let sql = "INSERT INTO demand VALUES (?1, ?2) ON CONFLICT DO UPDATE SET quantity = quantity + ?2";
///         tables.prepare_cached(sql)?.execute(params![added.sku, added.quantity])?;
///         Ok(())
///     }
/// }
///
/// # retold::blocking::block_on(async {
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("views.db");
/// let store = MemoryStore::new();
/// let demand = InSqlite::open(&path, &store, Demand).await?;
/// # let added = CartEvent::from(ItemAdded { sku: "apple".into(), quantity: 2 }).encode()?;
/// # let done =
/// # store.append(Append::to("shop.Cart/7").event(added)).await?;
/// // … commands …
/// demand.catch_up().await?;
/// let apples: u64 = demand.query(|tables| tables.query_row("SELECT quantity FROM demand", [], |row| row.get(0)))?;
/// assert_eq!(apples, 2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// # }).unwrap();
/// ```
pub trait SqliteProjection: Send + Sync + 'static {
    /// What it reads: the events of one aggregate, or an [`EventSet`] of one's own over several.
    type Event: EventSet;

    /// What it is called; its place in the store is kept under this name. Several projections may share a file.
    const NAME: &'static str;

    /// Which form its tables have. Raise it when they change, or when the same events are to give other rows: the next
    /// program that opens it builds them anew.
    const VERSION: u32;

    /// Makes the tables, empty.
    ///
    /// # Errors
    /// What the database says.
    fn create(&self, tables: &Connection) -> rusqlite::Result<()>;

    /// Drops the tables, of this version or an earlier one, if they are there.
    ///
    /// # Errors
    /// What the database says.
    fn clear(&self, tables: &Connection) -> rusqlite::Result<()>;

    /// Takes an event in. All of it happens in one transaction with the projection's place; it must not end that.
    ///
    /// # Errors
    /// What the database says. Nothing of the batch that the event is in has an effect then.
    fn apply(&self, tables: &Connection, event: Self::Event, recorded: &Stored<'_>) -> rusqlite::Result<()>;
}

/// A projection in a SQLite file, with its place in the store; a handle, of which clones share one connection.
///
/// Somebody has to drive it: [`catch_up`](Self::catch_up) now and then, or [`run`](Self::run) on a task or a thread of
/// its own. Several processes may drive the same file.
pub struct InSqlite<P> {
    shared: Arc<Shared<P>>,
}

struct Shared<P> {
    projection: P,
    path: PathBuf,
    place: Place,
    readers: Readers,
    driver: Mutex<Driver>,
}

/// What only one at a time works with.
struct Driver {
    connection: Connection,
    feed: Subscription<Arc<dyn Store>>,
    unreadable: Unreadable,
    counts: Counts,
}

impl<P: SqliteProjection> InSqlite<P> {
    /// Opens a projection's file, and makes it and the tables where they are not there. Where the tables are of an older
    /// version they are built anew from the first event, in one transaction: until it ends, readers see the old ones.
    ///
    /// # Errors
    /// When the file cannot be opened, is no database or the store's own file; when its tables are of a newer version
    /// than the program's, or were made from another store's events; when they cannot be rebuilt.
    pub async fn open<S: Readable>(path: impl AsRef<Path>, store: &S, projection: P) -> Result<Self, ProjectionError> {
        Self::open_with(path, store, projection, Unreadable::Stop).await
    }

    /// The same with something else to do about events that cannot be decoded than to stop.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub async fn open_with<S: Readable>(
        path: impl AsRef<Path>,
        store: &S,
        projection: P,
        unreadable: Unreadable,
    ) -> Result<Self, ProjectionError> {
        let path = path.as_ref().to_owned();
        let store = store.for_reading();
        let connection = database::open(&path, P::NAME)?;
        let checkpoint = database::checkpoint(&connection, P::NAME)?;
        let feed = events_of::<P::Event>(Arc::clone(&store), 0);
        let driver = Driver { connection, feed, unreadable, counts: Counts::default() };
        let readers = Readers::new(&path);
        let shared = Shared { projection, path, place: Place::new(store), readers, driver: Mutex::new(driver) };
        let this = Self { shared: Arc::new(shared) };
        match checkpoint {
            Some(checkpoint) if checkpoint.version > P::VERSION => {
                let (found, known) = (checkpoint.version, P::VERSION);
                let why = format!("its tables have version {found}, and this program knows {known}: use a newer one");
                return Err(ProjectionError::ReadModel { what: this.what("it was opened"), source: why.into() });
            }
            Some(checkpoint) if checkpoint.version == P::VERSION => {
                this.same_store(&checkpoint).await?;
                this.shared.driver.lock().await.feed.seek(checkpoint.position);
                this.shared.place.is_at(checkpoint.position);
            }
            Some(_) | None => this.rebuild().await?,
        }
        Ok(this)
    }

    /// Takes in everything that the store has now.
    ///
    /// # Errors
    /// When the store cannot be read, an event cannot be decoded, or the tables cannot be written.
    pub async fn catch_up(&self) -> Result<(), ProjectionError> {
        let mut driver = self.shared.driver.lock().await;
        while self.step(&mut driver).await? {}
        Ok(())
    }

    /// Takes in everything that the store has, and whatever comes, for ever.
    ///
    /// # Errors
    /// As [`catch_up`](Self::catch_up). It can be called again.
    pub async fn run(&self) -> Result<std::convert::Infallible, ProjectionError> {
        loop {
            self.catch_up().await?;
            // Others may drive it while this one waits.
            self.shared.place.wait().await?;
        }
    }

    /// Reads the tables, on a connection that cannot write. What one call reads is of one moment if it is one statement,
    /// or a transaction.
    ///
    /// # Errors
    /// What the database says.
    pub fn query<T>(&self, query: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, ProjectionError> {
        self.shared.readers.with(query).map_err(|error| fault(self.what("it was read"), error))
    }

    /// The position up to which events have been taken in, as far as this handle knows.
    #[must_use]
    pub fn position(&self) -> u64 {
        self.shared.place.position()
    }

    /// Waits until the events up to a position have been taken in, such as those that a command has just appended.
    /// Somebody else must be driving this handle or a clone of it.
    pub async fn reached(&self, position: u64) {
        self.shared.place.reached(position).await;
    }

    /// How many positions the tables are behind the store; 0 when they are up to date.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn lag(&self) -> Result<u64, StoreError> {
        self.shared.place.lag().await
    }

    /// How many events went which way since it was opened.
    pub async fn counts(&self) -> Counts {
        self.shared.driver.lock().await.counts
    }

    /// Builds the tables anew from the first event, in one transaction: until it ends, readers see the old ones.
    ///
    /// # Errors
    /// As [`catch_up`](Self::catch_up); the old tables stay then.
    pub async fn rebuild(&self) -> Result<(), ProjectionError> {
        let mut driver = self.shared.driver.lock().await;
        let Driver { connection, feed, unreadable, counts } = &mut *driver;
        let (before, counted) = (feed.position(), *counts);
        let rebuilt = self.rebuild_in(connection, feed, unreadable, counts).await;
        match rebuilt {
            Ok(()) => {
                self.shared.place.is_at(feed.position());
                Ok(())
            }
            Err(error) => {
                feed.seek(before);
                *counts = counted;
                Err(error)
            }
        }
    }

    async fn rebuild_in(
        &self,
        connection: &mut Connection,
        feed: &mut Subscription<Arc<dyn Store>>,
        unreadable: &mut Unreadable,
        counts: &mut Counts,
    ) -> Result<(), ProjectionError> {
        let projection = &self.shared.projection;
        let rebuilding = |error| fault(self.what("its tables were rebuilt"), error);
        let mut transaction = Transaction::begin(connection).map_err(rebuilding)?;
        projection.clear(transaction.connection()).map_err(rebuilding)?;
        projection.create(transaction.connection()).map_err(rebuilding)?;
        let mut checkpoint = Checkpoint::beginning(P::VERSION);
        feed.seek(0);
        while let Some(batch) = feed.batch_now().await? {
            self.take_in(&batch, &mut transaction, unreadable, counts, &mut checkpoint)?;
        }
        checkpoint.position = feed.position();
        checkpoint.write(transaction.connection(), P::NAME).map_err(rebuilding)?;
        transaction.commit().map_err(rebuilding)
    }

    /// Takes in one batch; says whether there is more.
    async fn step(&self, driver: &mut Driver) -> Result<bool, ProjectionError> {
        let before = driver.feed.position();
        // Without an event it may have come further, too.
        let batch = driver.feed.batch_now().await?.unwrap_or_default();
        let Driver { connection, feed, unreadable, counts } = driver;
        let after = feed.position();
        if after == before {
            return Ok(batch.more());
        }
        let counted = *counts;
        let written = self.write_batch(before, &batch, connection, after, unreadable, counts);
        match written {
            Ok(position) => {
                if position != after {
                    feed.seek(position);
                }
                self.shared.place.is_at(position);
                Ok(batch.more() || position < after)
            }
            Err(error) => {
                feed.seek(before);
                // None of it stays: what of it was counted will be taken in another time.
                *counts = counted;
                Err(error)
            }
        }
    }

    /// Writes one batch with the place after it, unless somebody else has gone on from `before`; gives the place that
    /// the tables have then.
    fn write_batch(
        &self,
        before: u64,
        batch: &Batch,
        connection: &mut Connection,
        after: u64,
        unreadable: &mut Unreadable,
        counts: &mut Counts,
    ) -> Result<u64, ProjectionError> {
        let writing = |error| fault(self.what("its tables were written"), error);
        let mut transaction = Transaction::begin(connection).map_err(writing)?;
        let found = database::checkpoint(transaction.connection(), P::NAME)?;
        let Some(mut checkpoint) = found.filter(|found| found.version == P::VERSION) else {
            let why = "another program has changed the version of its tables meanwhile";
            return Err(ProjectionError::ReadModel { what: self.what("its tables were written"), source: why.into() });
        };
        if checkpoint.position != before {
            return Ok(checkpoint.position);
        }
        self.take_in(batch, &mut transaction, unreadable, counts, &mut checkpoint)?;
        checkpoint.position = after;
        checkpoint.write(transaction.connection(), P::NAME).map_err(writing)?;
        transaction.commit().map_err(writing)?;
        Ok(after)
    }

    fn take_in(
        &self,
        batch: &Batch,
        transaction: &mut Transaction<'_>,
        unreadable: &mut Unreadable,
        counts: &mut Counts,
        checkpoint: &mut Checkpoint,
    ) -> Result<(), ProjectionError> {
        for stored in batch.iter() {
            for event in unreadable.decode::<P::Event>(stored, counts)?.into_iter().flatten() {
                self.shared.projection.apply(transaction.connection(), event, &stored).map_err(|error| {
                    fault(self.what(&format!("`{}` at position {} was taken in", stored.name, stored.position)), error)
                })?;
            }
            checkpoint.last = Some((stored.position, stored.id));
        }
        Ok(())
    }

    /// The event that was taken in last must be where it was.
    async fn same_store(&self, checkpoint: &Checkpoint) -> Result<(), ProjectionError> {
        let Some((position, id)) = checkpoint.last else { return Ok(()) };
        let batch = self.shared.place.store.read_all(AllRead::after(position.saturating_sub(1)).limit(1)).await?;
        if batch.at(0).is_some_and(|event| event.position == position && event.id == id) {
            return Ok(());
        }
        let why = format!(
            "the event `{id}` that it took in last, at position {position}, is not in this store: it was made from another \
             one; delete the file, and it is built anew"
        );
        Err(ProjectionError::ReadModel { what: self.what("it was opened"), source: why.into() })
    }

    fn what(&self, when: &str) -> String {
        format!("the projection `{}` in `{}`, when {when}", P::NAME, self.shared.path.display())
    }
}

impl<P> Clone for InSqlite<P> {
    fn clone(&self) -> Self {
        Self { shared: Arc::clone(&self.shared) }
    }
}

impl<P> fmt::Debug for InSqlite<P> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("InSqlite")
            .field("path", &self.shared.path)
            .field("place", &self.shared.place)
            .finish_non_exhaustive()
    }
}
