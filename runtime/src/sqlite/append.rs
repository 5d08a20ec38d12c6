//! One append inside the writer's transaction: what was asked, what stands in its way, and the rows.

use std::collections::HashMap;

use rusqlite::{Connection, ErrorCode, OptionalExtension, params};
use uuid::Uuid;

use crate::store::{Append, Appended, NewEvent, StoreError};

/// What the writer knows of the file without asking it again. Right as long as nobody else writes to it.
#[derive(Debug, Default)]
pub(super) struct Known {
    names: HashMap<String, i64>,
    streams: HashMap<String, Stream>,
    /// The recorded time of the last event.
    pub(super) time: Option<i64>,
    /// The position of the last event.
    pub(super) position: u64,
    /// The last position that was given away, also where its event is gone.
    pub(super) given: i64,
}

#[derive(Clone, Copy, Debug)]
struct Stream {
    id: i64,
    version: u64,
}

/// Names and streams that are remembered.
const REMEMBERED: usize = 10_000;

impl Known {
    /// Forgets everything: somebody else has written, or what was remembered was not committed.
    pub(super) fn forget(&mut self) {
        self.names.clear();
        self.streams.clear();
        self.time = None;
    }
}

/// An append with its metadata written, so that the writer has only rows to insert.
#[derive(Debug)]
pub(super) struct Prepared {
    append: Append,
    metadata: Vec<String>,
}

impl Prepared {
    /// Checks what can be checked without the file.
    pub(super) fn new(append: Append, service: Option<&str>, largest: usize) -> Result<Self, StoreError> {
        append.check(service, largest)?;
        let metadata = append.events.iter().map(NewEvent::written_metadata).collect::<Result<_, _>>()?;
        Ok(Self { append, metadata })
    }
}

/// What came of one request within a transaction that goes on.
pub(super) type Outcome<T> = Result<T, StoreError>;

/// Appends. The outer error is the transaction's: nothing of it may stay.
pub(super) fn append(
    connection: &Connection,
    known: &mut Known,
    prepared: &Prepared,
    now: i64,
) -> rusqlite::Result<Outcome<Appended>> {
    let append = &prepared.append;
    let Stream { id: stream, version: actual } = stream(connection, known, &append.stream)?;
    if let Err(conflict) = append.meets(actual) {
        let first = match append.command_id {
            Some(command) => command_answer(connection, stream, command)?,
            None => None,
        };
        return Ok(first.ok_or(conflict));
    }
    let stream = match stream {
        0 => insert_stream(connection, &append.stream)?,
        id => id,
    };
    let appended =
        Appended::new(actual + 1, actual + append.events.len() as u64, count(known.given) + append.events.len() as u64);
    if let Some(command) = append.command_id
        && !remember_command(connection, stream, command, &appended)?
    {
        let first = command_answer(connection, stream, command)?;
        return first.map(Ok).ok_or(rusqlite::Error::QueryReturnedNoRows);
    }
    let time = known.time.map_or(now, |last| last.max(now));
    let mut insert = connection.prepare_cached(
        "INSERT INTO retold_events
             (position, stream, stream_version, name, version, reads_as, time, id, payload, metadata)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?;
    let (mut version, mut position) = (actual, known.given);
    for (event, metadata) in append.events.iter().zip(&prepared.metadata) {
        let name = name_id(connection, known, &event.name)?;
        version += 1;
        position += 1;
        let id = event.id.as_bytes().as_slice();
        // Checked by `Append::check`.
        let payload = std::str::from_utf8(&event.payload).map_err(|error| rusqlite::Error::Utf8Error(7, error))?;
        let (reads_as, of_stream) = (event.reads_as, whole(version));
        let row = params![position, stream, of_stream, name, event.version, reads_as, time, id, payload, metadata];
        match insert.execute(row) {
            Ok(_) => {}
            Err(error) if is_repeated_id(&error) => {
                // What there is of it goes again.
                connection
                    .prepare_cached("DELETE FROM retold_events WHERE stream = ?1 AND stream_version > ?2")?
                    .execute(params![stream, whole(actual)])?;
                connection
                    .prepare_cached("DELETE FROM retold_commands WHERE stream = ?1 AND first > ?2")?
                    .execute(params![stream, whole(actual)])?;
                known.given = position;
                return Ok(Err(StoreError::repeated_event(event)));
            }
            Err(error) => return Err(error),
        }
    }
    known.time = Some(time);
    known.given = position;
    known.position = count(position);
    remember(&mut known.streams, &append.stream, Stream { id: stream, version });
    Ok(Ok(appended))
}

fn is_repeated_id(error: &rusqlite::Error) -> bool {
    matches!(
        error,
        rusqlite::Error::SqliteFailure(failure, Some(text))
            if failure.code == ErrorCode::ConstraintViolation && text.contains("retold_events.id")
    )
}

/// The id of a stream, 0 where there is none yet, and its version.
fn stream(connection: &Connection, known: &Known, name: &str) -> rusqlite::Result<Stream> {
    if let Some(stream) = known.streams.get(name) {
        return Ok(*stream);
    }
    let stream = connection
        .prepare_cached(
            "SELECT id, (SELECT coalesce(max(stream_version), 0) FROM retold_events WHERE stream = retold_streams.id)
             FROM retold_streams WHERE name = ?1",
        )?
        .query_row([name], |row| Ok(Stream { id: row.get(0)?, version: count(row.get(1)?) }))
        .optional()?;
    Ok(stream.unwrap_or(Stream { id: 0, version: 0 }))
}

/// The id of a stream that has events, and its version; for others than the appends.
pub(super) fn find_stream(connection: &Connection, known: &Known, name: &str) -> rusqlite::Result<(i64, u64)> {
    stream(connection, known, name).map(|stream| (stream.id, stream.version))
}

fn insert_stream(connection: &Connection, name: &str) -> rusqlite::Result<i64> {
    connection.prepare_cached("INSERT INTO retold_streams (name) VALUES (?1)")?.execute([name])?;
    Ok(connection.last_insert_rowid())
}

fn name_id(connection: &Connection, known: &mut Known, name: &str) -> rusqlite::Result<i64> {
    if let Some(id) = known.names.get(name) {
        return Ok(*id);
    }
    let found = connection
        .prepare_cached("SELECT id FROM retold_names WHERE name = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()?;
    let id = match found {
        Some(id) => id,
        None => {
            connection.prepare_cached("INSERT INTO retold_names (name) VALUES (?1)")?.execute([name])?;
            connection.last_insert_rowid()
        }
    };
    remember(&mut known.names, name, id);
    Ok(id)
}

fn remember<T>(map: &mut HashMap<String, T>, key: &str, value: T) {
    if let Some(place) = map.get_mut(key) {
        *place = value;
        return;
    }
    if map.len() >= REMEMBERED {
        map.clear();
    }
    map.insert(key.to_owned(), value);
}

/// Notes what a command appends; false where it has been here before.
fn remember_command(
    connection: &Connection,
    stream: i64,
    command: Uuid,
    appended: &Appended,
) -> rusqlite::Result<bool> {
    let row = params![
        stream,
        command.as_bytes().as_slice(),
        whole(appended.first),
        whole(appended.last),
        whole(appended.position)
    ];
    let new = connection
        .prepare_cached(
            "INSERT INTO retold_commands (stream, id, first, last, position) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT DO NOTHING",
        )?
        .execute(row)?;
    Ok(new == 1)
}

/// What a command appended to a stream.
pub(super) fn command_answer(
    connection: &Connection,
    stream: i64,
    command: Uuid,
) -> rusqlite::Result<Option<Appended>> {
    connection
        .prepare_cached("SELECT first, last, position FROM retold_commands WHERE stream = ?1 AND id = ?2")?
        .query_row(params![stream, command.as_bytes().as_slice()], |row| {
            Ok(Appended::new(count(row.get(0)?), count(row.get(1)?), count(row.get(2)?)).repeated())
        })
        .optional()
}

/// A number of ours as SQLite has them.
pub(super) fn whole(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// A number of SQLite's as ours; none of those that we write is negative.
pub(super) fn count(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}
