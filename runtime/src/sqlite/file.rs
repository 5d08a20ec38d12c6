//! Opening a file: what it is, making it what it should be, and the settings of every connection to it.

use std::fmt::Write as _;
use std::fs::OpenOptions;
use std::io::ErrorKind;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior};

use super::busy::{Locks, handler};
use super::fault::{Doing, Place};
use super::schema::{self, Found};
use crate::store::{StoreError, StoreErrorKind};

/// What a file may be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Access {
    /// Everything; made if it is not there.
    Create,
    /// Everything; it must be there.
    Write,
    /// Reading alone.
    Read,
    /// Reading a file on a disk that nobody can write to.
    Immutable,
}

/// Where a connection goes, and how.
#[derive(Clone, Debug)]
pub(super) struct Door {
    pub(super) place: Place,
    pub(super) access: Access,
    pub(super) locks: Arc<Locks>,
    /// Which the file has: an older one only where it is read alone.
    pub(super) format: u32,
}

impl Door {
    /// The first connection: settles what the file is, and makes it a store of the current format.
    pub(super) fn first(mut self) -> Result<(Self, Connection), StoreError> {
        self.must_be_there()?;
        let deadline = Instant::now() + self.place.patience;
        loop {
            match self.settled() {
                Ok((connection, format)) => {
                    self.format = format;
                    return Ok((self, connection));
                }
                // Changing into the mode of a write-ahead log does not ask the busy handler.
                Err(Refused::Sqlite(error))
                    if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) && Instant::now() < deadline =>
                {
                    std::thread::sleep(Duration::from_millis(2));
                }
                Err(Refused::Sqlite(error))
                    if error.sqlite_error_code() == Some(ErrorCode::CannotOpen)
                        && self.access == Access::Read
                        && self.disk_is_read_only() =>
                {
                    self.access = Access::Immutable;
                }
                Err(Refused::Sqlite(error)) => return Err(self.place.fault(Doing::Opening, &Arc::new(error))),
                Err(Refused::Because(kind)) => return Err(kind.into()),
            }
        }
    }

    /// One more connection, for reading.
    pub(super) fn reader(&self) -> rusqlite::Result<Connection> {
        let connection = self.connection()?;
        connection.pragma_update(None, "query_only", true)?;
        Ok(connection)
    }

    /// The write-ahead log: beside the file itself, also where the path is a link to it.
    pub(super) fn log(&self) -> PathBuf {
        let path = self.place.path();
        let mut log = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()).into_os_string();
        log.push("-wal");
        log.into()
    }

    fn must_be_there(&self) -> Result<(), StoreError> {
        let shown = self.place.shown();
        match std::fs::metadata(self.place.path()) {
            Ok(file) if file.is_dir() => Err(self.place.not_a_store("it is a folder").into()),
            Ok(file) if (1..SMALLEST).contains(&file.len()) => {
                Err(self.place.not_a_store("it is too short for a database").into())
            }
            Err(error) if error.kind() == ErrorKind::NotFound && self.access != Access::Create => {
                Err(StoreErrorKind::NotFound(format!("there is no file `{shown}`, and it was not to be made")).into())
            }
            Ok(_) | Err(_) => Ok(()),
        }
    }

    /// Whether nobody can write beside the file, because the whole disk takes no writes.
    fn disk_is_read_only(&self) -> bool {
        let mut probe = self.place.path().as_os_str().to_owned();
        probe.push("-probe");
        match OpenOptions::new().write(true).create_new(true).open(&probe) {
            Ok(_) => {
                // It is ours and empty; that it stays would do no harm.
                let _ = std::fs::remove_file(&probe);
                false
            }
            Err(error) => error.kind() == ErrorKind::ReadOnlyFilesystem,
        }
    }

    fn settled(&self) -> Result<(Connection, u32), Refused> {
        let mut connection = self.connection()?;
        let mut found = schema::look(&connection)?;
        if matches!(self.access, Access::Create | Access::Write) {
            if connection.is_readonly("main")? {
                return Err(Refused::Because(StoreErrorKind::ReadOnly(format!(
                    "`{}` takes no writes: mend its permissions, or open it with `Options::read_only`",
                    self.place.shown()
                ))));
            }
            let behind = match found {
                Found::Empty => true,
                Found::Format(format) => format < schema::current(),
                Found::Foreign => false,
            };
            if behind {
                self.write_ahead(&connection)?;
                // Somebody else may have been faster: within the transaction it is settled.
                let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
                match schema::look(&transaction)? {
                    Found::Empty => schema::migrate(&transaction, schema::STEPS, 0)?,
                    Found::Format(format) => schema::migrate(&transaction, schema::STEPS, format)?,
                    Found::Foreign => {}
                }
                found = schema::look(&transaction)?;
                transaction.commit()?;
            }
        }
        let why = match found {
            Found::Format(format) if format > schema::current() => {
                let store = format!("`{}`", self.place.shown());
                return Err(Refused::Because(StoreErrorKind::Newer { store, found: format, known: schema::current() }));
            }
            Found::Format(format) => {
                if matches!(self.access, Access::Create | Access::Write) {
                    self.write_ahead(&connection)?;
                }
                self.must_be_whole(&connection)?;
                return Ok((connection, format));
            }
            Found::Empty => "it is empty",
            Found::Foreign => "it is a database of another application",
        };
        Err(Refused::Because(self.place.not_a_store(why)))
    }

    /// Whether the file has all its pages. Of a page that is cut off SQLite would read zeros, and give events that never
    /// were.
    fn must_be_whole(&self, connection: &Connection) -> Result<(), Refused> {
        let number = |pragma| connection.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0));
        let bytes = number("page_count")?.saturating_mul(number("page_size")?);
        // Pages of the write-ahead log need not be in the file yet.
        let settled = match self.access {
            Access::Create | Access::Write => {
                // On a full disk it fails, and what is there can be read all the same. Where somebody else is at it just
                // now, it says so in the first column, and nothing in the others.
                let moved = connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |row| {
                    let (busy, pages, moved): (i64, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
                    Ok(busy == 0 && pages == moved)
                });
                moved.unwrap_or(false)
            }
            Access::Read | Access::Immutable => std::fs::metadata(self.log()).map_or(true, |log| log.len() == 0),
        };
        let there = std::fs::metadata(self.place.path()).map_or(0, |file| file.len());
        if settled && there < bytes.unsigned_abs() {
            let what = format!("it should have {bytes} bytes and has {there}");
            return Err(Refused::Because(StoreErrorKind::Damaged(self.place.damage(&what))));
        }
        Ok(())
    }

    fn write_ahead(&self, connection: &Connection) -> Result<(), Refused> {
        let mode: String = connection.pragma_update_and_check(None, "journal_mode", "wal", |row| row.get(0))?;
        if mode == "wal" {
            return Ok(());
        }
        let shown = self.place.shown();
        Err(Refused::Because(StoreErrorKind::Other(format!(
            "`{shown}` cannot have a write-ahead log (its journal mode stays `{mode}`): keep it on a local disk"
        ))))
    }

    fn connection(&self) -> rusqlite::Result<Connection> {
        let path = self.place.path();
        let flags = match self.access {
            Access::Create => OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
            Access::Write => OpenFlags::SQLITE_OPEN_READ_WRITE,
            Access::Read => OpenFlags::SQLITE_OPEN_READ_ONLY,
            Access::Immutable => OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI,
        } | OpenFlags::SQLITE_OPEN_NO_MUTEX
            | OpenFlags::SQLITE_OPEN_EXRESCODE;
        let mut connection = match self.access {
            Access::Immutable => Connection::open_with_flags(immutable(path)?, flags)?,
            Access::Create | Access::Write | Access::Read => Connection::open_with_flags(path, flags)?,
        };
        connection.busy_handler(Some(handler(self.place.patience, Arc::clone(&self.locks))))?;
        connection.set_prepared_statement_cache_capacity(64);
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        // The rows are checked where they are read; a file from somebody else may not run anything.
        connection.pragma_update(None, "trusted_schema", false)?;
        connection.pragma_update(None, "cache_size", -CACHE_KIBIBYTES)?;
        connection.pragma_update(None, "wal_autocheckpoint", CHECKPOINT_PAGES)?;
        Ok(connection)
    }
}

/// A database has a page, and a page at least so many bytes.
const SMALLEST: u64 = 512;

const CACHE_KIBIBYTES: i64 = 16 * 1024;
const CHECKPOINT_PAGES: i64 = 4_000;

/// Why a file was not opened.
enum Refused {
    Sqlite(rusqlite::Error),
    Because(StoreErrorKind),
}

impl From<rusqlite::Error> for Refused {
    fn from(error: rusqlite::Error) -> Self {
        Refused::Sqlite(error)
    }
}

/// The address of a file that does not change; everything but plain characters is escaped.
fn immutable(path: &std::path::Path) -> rusqlite::Result<String> {
    let text = path.to_str().ok_or_else(|| rusqlite::Error::InvalidPath(path.to_owned()))?;
    let mut uri = "file:".to_owned();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"/._-".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri.push_str("?immutable=1");
    Ok(uri)
}
