//! rusqlite by hand: one table with what an event needs, one transaction a command that looks up the version and
//! inserts, prepared statements, the settings of Retold's store.

use std::error::Error;
use std::path::Path;

use rusqlite::{Connection, params};
use uuid::Uuid;

use super::stream;
use crate::replay::by_hand;
use crate::replay::state::OrderState;
use crate::replay::workload::Recorded;

/// Opens a file, and makes its table.
///
/// # Errors
/// If SQLite does.
pub fn open(path: &Path) -> Result<Connection, Box<dyn Error>> {
    let connection = Connection::open(path)?;
    connection.execute_batch(
        "PRAGMA journal_mode = wal; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -16384;
         PRAGMA wal_autocheckpoint = 4000;
         CREATE TABLE IF NOT EXISTS events (
             position INTEGER PRIMARY KEY AUTOINCREMENT,
             stream TEXT NOT NULL,
             stream_version INTEGER NOT NULL,
             id BLOB NOT NULL UNIQUE,
             name TEXT NOT NULL,
             version INTEGER NOT NULL,
             time INTEGER NOT NULL,
             payload TEXT NOT NULL,
             metadata TEXT NOT NULL,
             UNIQUE (stream, stream_version)
         ) STRICT;",
    )?;
    Ok(connection)
}

/// One event a command, one command after the other.
///
/// # Errors
/// If SQLite does.
pub fn append(connection: &mut Connection, events: &[Recorded], commands: usize) -> Result<(), Box<dyn Error>> {
    connection.set_prepared_statement_cache_capacity(64);
    for command in 0..commands {
        let event = &events[command % events.len()];
        let stream = stream(command);
        connection.prepare_cached("BEGIN IMMEDIATE")?.execute([])?;
        let version: i64 = connection
            .prepare_cached("SELECT coalesce(max(stream_version), 0) FROM events WHERE stream = ?1")?
            .query_row([&stream], |row| row.get(0))?;
        connection
            .prepare_cached(
                "INSERT INTO events (stream, stream_version, id, name, version, time, payload, metadata)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, '')",
            )?
            .execute(params![
                stream,
                version + 1,
                Uuid::now_v7().as_bytes().as_slice(),
                event.name,
                event.version,
                jiff::Timestamp::now().as_microsecond(),
                std::str::from_utf8(&event.payload)?
            ])?;
        connection.prepare_cached("COMMIT")?.execute([])?;
    }
    Ok(())
}

/// Many events in one stream, in one transaction.
///
/// # Errors
/// If SQLite does.
pub fn fill(connection: &mut Connection, stream: &str, events: &[Recorded]) -> Result<(), Box<dyn Error>> {
    let transaction = connection.transaction()?;
    {
        let mut insert = transaction.prepare(
            "INSERT INTO events (stream, stream_version, id, name, version, time, payload, metadata)
             VALUES (?1, (SELECT coalesce(max(stream_version), 0) + 1 FROM events WHERE stream = ?1), ?2, ?3, ?4, ?5, ?6, '')",
        )?;
        for event in events {
            let time = jiff::Timestamp::now().as_microsecond();
            let id = Uuid::now_v7();
            let payload = std::str::from_utf8(&event.payload)?;
            insert.execute(params![stream, id.as_bytes().as_slice(), event.name, event.version, time, payload])?;
        }
    }
    transaction.commit()?;
    Ok(())
}

/// Loads one stream: SELECT, decode, apply.
///
/// # Errors
/// If an event cannot be read.
pub fn load(connection: &Connection, stream: &str) -> Result<OrderState, Box<dyn Error>> {
    let mut select = connection
        .prepare_cached("SELECT name, version, payload FROM events WHERE stream = ?1 ORDER BY stream_version")?;
    let mut rows = select.query([stream])?;
    let mut state = OrderState::default();
    while let Some(row) = rows.next()? {
        let (name, payload) = (row.get_ref(0)?.as_str()?, row.get_ref(2)?.as_str()?);
        by_hand::apply_text(&mut state, name, row.get(1)?, payload)?;
    }
    Ok(state)
}

/// Rebuilds from all events: a plain loop of SELECT, decode, apply.
///
/// # Errors
/// If an event cannot be read.
pub fn rebuild(connection: &Connection) -> Result<OrderState, Box<dyn Error>> {
    let mut select =
        connection.prepare_cached("SELECT position, stream, name, version, payload FROM events ORDER BY position")?;
    let mut rows = select.query([])?;
    let mut state = OrderState::default();
    while let Some(row) = rows.next()? {
        let (name, payload) = (row.get_ref(2)?.as_str()?, row.get_ref(4)?.as_str()?);
        by_hand::apply_text(&mut state, name, row.get(3)?, payload)?;
    }
    Ok(state)
}
