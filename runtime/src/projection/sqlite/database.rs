//! The file of a read model: how it is opened, where a projection's place is kept, and connections to read it with.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, OptionalExtension, params};
use uuid::Uuid;

use crate::projection::ProjectionError;

/// How long one process waits for another that is writing.
const PATIENCE: Duration = Duration::from_secs(10);

/// How many connections for reading are kept.
const READERS: usize = 8;

const PLACES: &str = "CREATE TABLE IF NOT EXISTS retold_projections (
    name TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    position INTEGER NOT NULL,
    last_position INTEGER,
    last_id TEXT
) WITHOUT ROWID";

pub(super) fn fault(what: String, error: rusqlite::Error) -> ProjectionError {
    ProjectionError::ReadModel { what, source: error.into() }
}

/// Opens the file for writing.
pub(super) fn open(path: &Path, name: &str) -> Result<Connection, ProjectionError> {
    let what = || format!("the projection `{name}` cannot be opened in `{}`", path.display());
    let open = || {
        let connection = Connection::open(path)?;
        connection.busy_timeout(PATIENCE)?;
        let application: i64 = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
        if application != 0 {
            return Ok(None);
        }
        connection.pragma_update(None, "journal_mode", "WAL")?;
        // What a power cut takes from the tables it takes from the place as well: it is taken in again.
        connection.pragma_update(None, "synchronous", "NORMAL")?;
        connection.set_prepared_statement_cache_capacity(128);
        connection.execute_batch(PLACES)?;
        Ok(Some(connection))
    };
    match open() {
        Ok(Some(connection)) => Ok(connection),
        Ok(None) => {
            let why = "this file belongs to something else, such as a store of events: a read model has its own";
            Err(ProjectionError::ReadModel { what: what(), source: why.into() })
        }
        Err(error) => Err(fault(what(), error)),
    }
}

/// How far a projection is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Checkpoint {
    pub(super) version: u32,
    pub(super) position: u64,
    /// The last event that was taken in, by its position and id: it tells one store from another.
    pub(super) last: Option<(u64, Uuid)>,
}

impl Checkpoint {
    pub(super) fn beginning(version: u32) -> Self {
        Self { version, position: 0, last: None }
    }

    pub(super) fn write(&self, connection: &Connection, name: &str) -> rusqlite::Result<()> {
        let sql = "INSERT OR REPLACE INTO retold_projections VALUES (?1, ?2, ?3, ?4, ?5)";
        let (last_position, last_id) = self.last.map(|(position, id)| (position, id.to_string())).unzip();
        connection.prepare_cached(sql)?.execute(params![name, self.version, self.position, last_position, last_id])?;
        Ok(())
    }
}

/// How far a projection is; nothing where it was never built.
pub(super) fn checkpoint(connection: &Connection, name: &str) -> Result<Option<Checkpoint>, ProjectionError> {
    let sql = "SELECT version, position, last_position, last_id FROM retold_projections WHERE name = ?1";
    let read = || {
        connection
            .prepare_cached(sql)?
            .query_row([name], |row| {
                let last_id: Option<String> = row.get(3)?;
                let last_id = last_id.and_then(|id| Uuid::parse_str(&id).ok());
                let last_position: Option<u64> = row.get(2)?;
                Ok(Checkpoint { version: row.get(0)?, position: row.get(1)?, last: last_position.zip(last_id) })
            })
            .optional()
    };
    read().map_err(|error| fault(format!("the place of the projection `{name}` cannot be read"), error))
}

/// A transaction for writing, which is rolled back unless it is committed. It can be held while waiting.
pub(super) struct Transaction<'a> {
    connection: &'a mut Connection,
    open: bool,
}

impl<'a> Transaction<'a> {
    pub(super) fn begin(connection: &'a mut Connection) -> rusqlite::Result<Self> {
        connection.execute_batch("BEGIN IMMEDIATE")?;
        Ok(Self { connection, open: true })
    }

    pub(super) fn connection(&self) -> &Connection {
        self.connection
    }

    pub(super) fn commit(mut self) -> rusqlite::Result<()> {
        self.connection.execute_batch("COMMIT")?;
        self.open = false;
        Ok(())
    }
}

impl Drop for Transaction<'_> {
    fn drop(&mut self) {
        if self.open && !self.connection.is_autocommit() {
            // Nothing can be done about an error here; the next transaction meets it.
            let _ = self.connection.execute_batch("ROLLBACK");
        }
    }
}

/// Connections that cannot write.
pub(super) struct Readers {
    path: PathBuf,
    idle: Mutex<Vec<Connection>>,
}

impl Readers {
    pub(super) fn new(path: &Path) -> Self {
        Self { path: path.to_owned(), idle: Mutex::new(Vec::new()) }
    }

    pub(super) fn with<T>(&self, read: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> rusqlite::Result<T> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let connection = match idle {
            Some(connection) => connection,
            None => {
                let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
                let connection = Connection::open_with_flags(&self.path, flags)?;
                connection.busy_timeout(PATIENCE)?;
                connection
            }
        };
        let result = read(&connection);
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        // A transaction that was left open would hold on to a moment of the past.
        if idle.len() < READERS && connection.is_autocommit() {
            idle.push(connection);
        }
        result
    }
}
