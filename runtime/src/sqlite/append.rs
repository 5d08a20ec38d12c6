//! One append inside the writer's transaction: what was asked, what stands in its way, and the rows.

use std::collections::HashMap;

use rusqlite::{Connection, ErrorCode, OptionalExtension, ffi, params};
use uuid::Uuid;

use super::schema;
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

    /// The bytes of its payloads.
    pub(super) fn size(&self) -> usize {
        self.append.events.iter().map(|event| event.payload.len()).sum()
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
            Some(command) => command_answer(connection, schema::current(), stream, command)?,
            None => None,
        };
        return Ok(first.ok_or(conflict));
    }
    let stream = match stream {
        0 => insert_stream(connection, &append.stream)?,
        id => id,
    };
    let events = append.events.len() as u64;
    let appended = Appended::new(actual + 1, actual + events, known.position + events);
    if let Some(command) = append.command_id
        && !remember_id(connection, command, stream, &appended)?
    {
        let first = command_answer(connection, schema::current(), stream, command)?;
        return first.map(Ok).ok_or(rusqlite::Error::QueryReturnedNoRows);
    }
    let time = known.time.map_or(now, |last| last.max(now));
    let mut insert = connection.prepare_cached(
        "INSERT INTO retold_events
             (position, stream, stream_version, name, version, reads_as, time, id, payload, metadata)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?;
    let (mut version, mut position) = (actual, known.position);
    for (event, metadata) in append.events.iter().zip(&prepared.metadata) {
        let name = name_id(connection, known, &event.name)?;
        version += 1;
        position += 1;
        if !remember_id(connection, event.id, NO_STREAM, &Appended::new(version, version, position))? {
            return Err(repeated_id());
        }
        let id = event.id.as_bytes().as_slice();
        // Checked by `Append::check`.
        let payload = std::str::from_utf8(&event.payload).map_err(|error| rusqlite::Error::Utf8Error(7, error))?;
        let (place, of_stream) = (whole(position), whole(version));
        let row = params![place, stream, of_stream, name, event.version, event.reads_as, time, id, payload, metadata];
        insert.execute(row)?;
    }
    known.time = Some(time);
    known.position = position;
    remember(&mut known.streams, &append.stream, Stream { id: stream, version });
    Ok(Ok(appended))
}

/// Of an append that failed: the first of its events with an id that another event has, if that was why.
pub(super) fn repeated_event(
    connection: &Connection,
    prepared: &Prepared,
    error: &rusqlite::Error,
) -> rusqlite::Result<Option<StoreError>> {
    if error.sqlite_error_code() != Some(ErrorCode::ConstraintViolation) {
        return Ok(None);
    }
    let events = &prepared.append.events;
    let mut find = connection.prepare_cached("SELECT 1 FROM retold_ids WHERE id = ?1 AND stream = ?2")?;
    for (index, event) in events.iter().enumerate() {
        let is_earlier = events[..index].iter().any(|earlier| earlier.id == event.id);
        if is_earlier || find.exists(params![event.id.as_bytes().as_slice(), NO_STREAM])? {
            return Ok(Some(StoreError::repeated_event(event)));
        }
    }
    Ok(None)
}

/// Where the stream of a command stands, an event has this.
const NO_STREAM: i64 = 0;

/// What SQLite itself would say.
fn repeated_id() -> rusqlite::Error {
    let failure = ffi::Error::new(ffi::SQLITE_CONSTRAINT_PRIMARYKEY);
    rusqlite::Error::SqliteFailure(failure, Some("the id of an event is repeated".to_owned()))
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

/// Notes what the command with an id appends to a stream, or where the event with it is; false where the id is known.
fn remember_id(connection: &Connection, id: Uuid, stream: i64, appended: &Appended) -> rusqlite::Result<bool> {
    let (first, last, position) = (whole(appended.first), whole(appended.last), whole(appended.position));
    let new = connection
        .prepare_cached(
            "INSERT INTO retold_ids (id, stream, first, last, position) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT DO NOTHING",
        )?
        .execute(params![id.as_bytes().as_slice(), stream, first, last, position])?;
    Ok(new == 1)
}

/// What a command appended to a stream, in a file of this format.
pub(super) fn command_answer(
    connection: &Connection,
    format: u32,
    stream: i64,
    command: Uuid,
) -> rusqlite::Result<Option<Appended>> {
    let table = schema::commands(format);
    connection
        .prepare_cached(&format!("SELECT first, last, position FROM {table} WHERE stream = ?1 AND id = ?2"))?
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
