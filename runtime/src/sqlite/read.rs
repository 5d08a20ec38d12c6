//! Reading: the statements, and batches out of their rows. Events only ever come at the end, so that reading needs no
//! transaction: the end is looked up first, and what is up to it stays as it is.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fmt::Write as _;
use std::sync::Arc;

use jiff::Timestamp;
use rusqlite::types::Value;
use rusqlite::{CachedStatement, Connection, OptionalExtension, Row, Rows, params_from_iter};
use uuid::Uuid;

use super::append::{command_answer, count, whole};
use crate::store::{AllRead, Appended, Batch, Direction, Moment, Snapshot, Stored, StreamRead};

/// A batch has at most so many events, and no further one once it has so many bytes.
const BATCH_EVENTS: usize = 1_000;
const BATCH_BYTES: usize = 1 << 20;

/// So many names are looked up one by one; with more, every event is looked at.
const MERGED_NAMES: usize = 24;

/// A connection that reads.
#[derive(Debug)]
pub(super) struct Reader {
    connection: Connection,
    /// Of the file.
    format: u32,
    /// Names never change their numbers, and readers see only those that are committed.
    names: HashMap<i64, Arc<str>>,
    /// How much the last batch took: the next one of a long read takes about as much.
    room: (usize, usize),
}

/// Which columns a statement gives beside those that all have: where the stream's name comes from.
#[derive(Clone, Copy)]
enum StreamName<'a> {
    Is(&'a str),
    InColumn,
}

const COLUMNS: &str =
    "e.position, e.stream_version, e.id, e.time, e.name, e.version, e.reads_as, e.payload, e.metadata";

impl Reader {
    pub(super) fn new(connection: Connection, format: u32) -> Self {
        Self { connection, format, names: HashMap::new(), room: (0, 0) }
    }

    pub(super) fn head(&self) -> rusqlite::Result<u64> {
        head(&self.connection)
    }

    pub(super) fn stream(&mut self, read: &StreamRead) -> rusqlite::Result<Batch> {
        let mut batch = Batch::with_capacity(self.room.0, self.room.1);
        let Some(stream) = self.stream_id(&read.stream)? else {
            return Ok(batch);
        };
        let from = match read.from {
            None => 1,
            Some(Moment::Version(version)) => whole(version),
            Some(Moment::Time(time)) => self.first_since(stream, ceiling(time))?,
        };
        let to = match read.to {
            None => i64::MAX,
            Some(Moment::Version(version)) => whole(version),
            Some(Moment::Time(time)) => self.first_since(stream, floor(time).saturating_add(1))? - 1,
        };
        let order = match read.direction {
            Direction::Forwards => "ASC",
            Direction::Backwards => "DESC",
        };
        let limit = most(read.limit);
        let sql = format!(
            "SELECT {COLUMNS} FROM retold_events e WHERE e.stream = ?1 AND e.stream_version BETWEEN ?2 AND ?3
             ORDER BY e.stream_version {order} LIMIT ?4"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query((stream, from, to, whole_size(limit) + 1))?;
        fill(&mut batch, rows, limit, StreamName::Is(&read.stream), &self.connection, &mut self.names)?;
        self.room = room(&batch);
        Ok(batch)
    }

    pub(super) fn all(&mut self, read: &AllRead) -> rusqlite::Result<Batch> {
        let mut batch = Batch::with_capacity(self.room.0, self.room.1);
        let head = self.head()?;
        let limit = most(read.limit);
        if head > read.after {
            let mut values =
                vec![Value::from(whole(read.after)), Value::from(whole(head)), Value::from(whole_size(limit) + 1)];
            let statement = match &read.names {
                None => Some(self.connection.prepare_cached(&all_sql(""))?),
                Some(names) => filtered(&self.connection, names, &mut values)?,
            };
            if let Some(mut statement) = statement {
                let rows = statement.query(params_from_iter(values))?;
                fill(&mut batch, rows, limit, StreamName::InColumn, &self.connection, &mut self.names)?;
            }
        }
        if !batch.more() {
            batch.set_read_to(head.max(read.after));
        }
        self.room = room(&batch);
        Ok(batch)
    }

    pub(super) fn answer(&self, stream: &str, command: Uuid) -> rusqlite::Result<Option<Appended>> {
        match self.stream_id(stream)? {
            Some(stream) => command_answer(&self.connection, self.format, stream, command),
            None => Ok(None),
        }
    }

    pub(super) fn snapshot(&self, stream: &str) -> rusqlite::Result<Option<Snapshot>> {
        self.connection
            .prepare_cached(
                "SELECT p.stream_version, p.fingerprint, p.state
                 FROM retold_snapshots p JOIN retold_streams s ON s.id = p.stream WHERE s.name = ?1",
            )?
            .query_row([stream], |row| {
                Ok(Snapshot::new(stream, count(row.get(0)?), row.get::<_, String>(1)?, row.get::<_, Vec<u8>>(2)?))
            })
            .optional()
    }

    fn stream_id(&self, stream: &str) -> rusqlite::Result<Option<i64>> {
        self.connection
            .prepare_cached("SELECT id FROM retold_streams WHERE name = ?1")?
            .query_row([stream], |row| row.get(0))
            .optional()
    }

    /// The first version of a stream that was recorded at a time or after it; the one to come where there is none.
    /// Times never go back, so halving finds it.
    fn first_since(&self, stream: i64, time: i64) -> rusqlite::Result<i64> {
        let last: Option<i64> = self
            .connection
            .prepare_cached("SELECT max(stream_version) FROM retold_events WHERE stream = ?1")?
            .query_row([stream], |row| row.get(0))?;
        let mut next = self.connection.prepare_cached(
            "SELECT stream_version, time FROM retold_events WHERE stream = ?1 AND stream_version >= ?2
             ORDER BY stream_version LIMIT 1",
        )?;
        let (mut low, mut high) = (1, last.unwrap_or(0).saturating_add(1));
        while low < high {
            let middle = low + (high - low) / 2;
            let found = next.query_row((stream, middle), |row| Ok((row.get(0)?, row.get::<_, i64>(1)?))).optional()?;
            match found {
                Some((version, recorded)) if recorded < time => low = i64::max(version, middle).saturating_add(1),
                Some(_) | None => high = middle,
            }
        }
        Ok(low)
    }
}

/// The statement for events of some names; none where no event has any of them.
fn filtered<'a>(
    connection: &'a Connection,
    names: &[String],
    values: &mut Vec<Value>,
) -> rusqlite::Result<Option<CachedStatement<'a>>> {
    let mut ids = Vec::new();
    let mut find = connection.prepare_cached("SELECT id FROM retold_names WHERE name = ?1")?;
    for name in names {
        ids.extend(find.query_row([name], |row| row.get::<_, i64>(0)).optional()?);
    }
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(None);
    }
    let sql = if ids.len() <= MERGED_NAMES {
        merged_sql(ids.len())
    } else {
        let list: Vec<String> = ids.iter().map(i64::to_string).collect();
        values.push(Value::from(format!("[{}]", list.join(","))));
        ids.clear();
        all_sql("AND e.name IN (SELECT value FROM json_each(?4))")
    };
    values.extend(ids.into_iter().map(Value::from));
    connection.prepare_cached(&sql).map(Some)
}

/// The position of the last event.
pub(super) fn head(connection: &Connection) -> rusqlite::Result<u64> {
    let head: Option<i64> =
        connection.prepare_cached("SELECT max(position) FROM retold_events")?.query_row([], |row| row.get(0))?;
    Ok(head.map_or(0, count))
}

fn all_sql(filter: &str) -> String {
    format!(
        "SELECT {COLUMNS}, s.name FROM retold_events e LEFT JOIN retold_streams s ON s.id = e.stream
         WHERE e.position > ?1 AND e.position <= ?2 {filter} ORDER BY e.position LIMIT ?3"
    )
}

/// Takes the events of each name from its index, and merges them by their positions.
fn merged_sql(names: usize) -> String {
    let mut positions = String::new();
    for name in 0..names {
        let union = if name == 0 { "" } else { " UNION ALL " };
        let _ = write!(
            positions,
            "{union}SELECT position FROM retold_events WHERE name = ?{} AND position > ?1 AND position <= ?2",
            name + 4
        );
    }
    format!(
        "SELECT {COLUMNS}, s.name FROM ({positions} ORDER BY 1 LIMIT ?3) w CROSS JOIN retold_events e
         ON e.position = w.position LEFT JOIN retold_streams s ON s.id = e.stream ORDER BY w.position"
    )
}

/// The room for a batch like this one, where more are to come; a little more than it took.
fn room(batch: &Batch) -> (usize, usize) {
    if batch.more() { (batch.len(), batch.size() + batch.size() / 16) } else { (0, 0) }
}

fn most(limit: Option<usize>) -> usize {
    limit.map_or(BATCH_EVENTS, |limit| limit.min(BATCH_EVENTS))
}

fn whole_size(size: usize) -> i64 {
    i64::try_from(size).unwrap_or(i64::MAX)
}

fn fill(
    batch: &mut Batch,
    mut rows: Rows<'_>,
    limit: usize,
    stream: StreamName<'_>,
    connection: &Connection,
    names: &mut HashMap<i64, Arc<str>>,
) -> rusqlite::Result<()> {
    while let Some(row) = rows.next()? {
        if batch.len() >= limit || batch.size() >= BATCH_BYTES {
            batch.set_more(true);
            break;
        }
        let name = row.get(4)?;
        let name = match names.entry(name) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => {
                let text: String = connection
                    .prepare_cached("SELECT name FROM retold_names WHERE id = ?1")?
                    .query_row([name], |row| row.get(0))?;
                place.insert(Arc::from(text))
            }
        };
        push(batch, row, stream, name)?;
    }
    Ok(())
}

fn push(batch: &mut Batch, row: &Row<'_>, stream: StreamName<'_>, name: &str) -> rusqlite::Result<()> {
    let text = |column: usize| -> rusqlite::Result<&str> { Ok(row.get_ref(column)?.as_str()?) };
    let time: i64 = row.get(3)?;
    let id = row.get_ref(2)?.as_blob()?;
    batch.push(&Stored {
        position: number(row, 0)?,
        stream: match stream {
            StreamName::Is(name) => name,
            StreamName::InColumn => text(9)?,
        },
        stream_version: number(row, 1)?,
        id: Uuid::from_slice(id).map_err(|error| odd(2, error))?,
        time: Timestamp::from_microsecond(time).map_err(|error| odd(3, error))?,
        name,
        version: row.get(5)?,
        reads_as: row.get(6)?,
        payload: text(7)?,
        metadata: text(8)?,
    });
    Ok(())
}

fn number(row: &Row<'_>, column: usize) -> rusqlite::Result<u64> {
    let number: i64 = row.get(column)?;
    u64::try_from(number).map_err(|_| rusqlite::Error::IntegralValueOutOfRange(column, number))
}

fn odd(column: usize, error: impl std::error::Error + Send + Sync + 'static) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Integer, Box::new(error))
}

/// The first microsecond at or after a time.
fn ceiling(time: Timestamp) -> i64 {
    let microseconds = -(-time.as_nanosecond()).div_euclid(1_000);
    i64::try_from(microseconds).unwrap_or(i64::MAX)
}

/// The last microsecond at or before a time.
fn floor(time: Timestamp) -> i64 {
    i64::try_from(time.as_nanosecond().div_euclid(1_000)).unwrap_or(i64::MAX)
}
