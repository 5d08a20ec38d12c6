//! The tables, and the steps from format to format. A file says that it is ours by SQLite's `application_id`, and in
//! which format by its `user_version`.

use rusqlite::{Connection, ffi};

/// `Retd`, in the header of the file.
pub(super) const APPLICATION: i32 = 0x5265_7464;

/// What makes each format out of the one before, the first out of an empty file.
///
/// A step is never changed once it was released: a file that it was run on is out there.
pub(super) const STEPS: &[&str] = &[
    "
    CREATE TABLE retold_streams (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE
    ) STRICT;
    CREATE TABLE retold_names (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE
    ) STRICT;
    CREATE TABLE retold_events (
        position INTEGER PRIMARY KEY AUTOINCREMENT,
        stream INTEGER NOT NULL REFERENCES retold_streams,
        stream_version INTEGER NOT NULL CHECK (stream_version > 0),
        name INTEGER NOT NULL REFERENCES retold_names,
        version INTEGER NOT NULL,
        reads_as INTEGER NOT NULL,
        time INTEGER NOT NULL, -- microseconds since 1970; never less than in the row before
        id BLOB NOT NULL,
        payload TEXT NOT NULL,
        metadata TEXT NOT NULL -- empty where there is none
    ) STRICT;
    CREATE UNIQUE INDEX retold_events_by_stream ON retold_events (stream, stream_version);
    CREATE INDEX retold_events_by_name ON retold_events (name);
    CREATE UNIQUE INDEX retold_events_by_id ON retold_events (id);
    CREATE TABLE retold_commands (
        stream INTEGER NOT NULL REFERENCES retold_streams,
        id BLOB NOT NULL,
        first INTEGER NOT NULL,
        last INTEGER NOT NULL,
        position INTEGER NOT NULL,
        PRIMARY KEY (stream, id)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE retold_snapshots (
        stream INTEGER PRIMARY KEY REFERENCES retold_streams,
        stream_version INTEGER NOT NULL,
        fingerprint TEXT NOT NULL,
        state BLOB NOT NULL
    ) STRICT;
",
    "
    -- An append changes as few pages as can be: all ids together, where those of an event and of its command, made at
    -- the same time, meet on one page; and no table of the last position, which is that of the last event.
    CREATE TABLE retold_ids (
        id BLOB NOT NULL,
        stream INTEGER NOT NULL, -- the one that the command with this id went to; 0 where it is an event's
        first INTEGER NOT NULL,
        last INTEGER NOT NULL,
        position INTEGER NOT NULL,
        PRIMARY KEY (id, stream)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO retold_ids SELECT id, 0, stream_version, stream_version, position FROM retold_events ORDER BY id;
    INSERT INTO retold_ids SELECT id, stream, first, last, position FROM retold_commands;
    CREATE TABLE retold_events_of_2 (
        position INTEGER PRIMARY KEY,
        stream INTEGER NOT NULL, -- in retold_streams
        stream_version INTEGER NOT NULL CHECK (stream_version > 0),
        name INTEGER NOT NULL, -- in retold_names
        version INTEGER NOT NULL,
        reads_as INTEGER NOT NULL,
        time INTEGER NOT NULL, -- microseconds since 1970; never less than in the row before
        id BLOB NOT NULL,
        payload TEXT NOT NULL,
        metadata TEXT NOT NULL -- empty where there is none
    ) STRICT;
    INSERT INTO retold_events_of_2
        SELECT position, stream, stream_version, name, version, reads_as, time, id, payload, metadata
        FROM retold_events ORDER BY position;
    DROP TABLE retold_events;
    DROP TABLE retold_commands;
    ALTER TABLE retold_events_of_2 RENAME TO retold_events;
    CREATE UNIQUE INDEX retold_events_by_stream ON retold_events (stream, stream_version);
    CREATE INDEX retold_events_by_name ON retold_events (name);
",
];

/// The first format that has all ids in one table.
const IDS_TOGETHER: u32 = 2;

/// The table in which a file of this format has the ids of commands.
pub(super) fn commands(format: u32) -> &'static str {
    if format < IDS_TOGETHER { "retold_commands" } else { "retold_ids" }
}

/// The format that this release writes.
pub(super) fn current() -> u32 {
    u32::try_from(STEPS.len()).unwrap_or(u32::MAX)
}

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// Nothing is in it yet.
    Empty,
    /// A store of this format.
    Format(u32),
    /// Somebody else's database.
    Foreign,
}

/// Looks what a file is, and changes nothing.
pub(super) fn look(connection: &Connection) -> rusqlite::Result<Found> {
    let number = |pragma: &str| connection.pragma_query_value(None, pragma, |row| row.get::<_, i32>(0));
    let (application, format) = (number("application_id")?, number("user_version")?);
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    Ok(match (application, u32::try_from(format)) {
        (0, Ok(0)) if tables == 0 => Found::Empty,
        (APPLICATION, Ok(format @ 1..)) => Found::Format(format),
        _ => Found::Foreign,
    })
}

/// Whether the file still has the format of this release; a newer one may have been here since it was opened.
pub(super) fn must_be_current(connection: &Connection) -> rusqlite::Result<()> {
    let found: u32 = connection.prepare_cached("PRAGMA user_version")?.query_row([], |row| row.get(0))?;
    if found == current() {
        return Ok(());
    }
    let known = current();
    let what = format!(
        "another program has brought it to format {found}, and this one writes format {known}: use a newer release"
    );
    Err(rusqlite::Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_SCHEMA), Some(what)))
}

/// Takes a file through the steps beyond `from`, within a transaction of the caller's.
pub(super) fn migrate(connection: &Connection, steps: &[&str], from: u32) -> rusqlite::Result<()> {
    for (format, step) in (1_u32..).zip(steps).filter(|(format, _)| *format > from) {
        connection.execute_batch(step)?;
        connection.pragma_update(None, "user_version", format)?;
    }
    connection.pragma_update(None, "application_id", APPLICATION)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_older_format_goes_through_the_steps_beyond_it() -> rusqlite::Result<()> {
        let connection = Connection::open_in_memory()?;
        assert_eq!(look(&connection)?, Found::Empty);
        let steps = ["a step that was run long ago", "CREATE TABLE two (a)", "CREATE TABLE three (a)"];
        connection.execute_batch("CREATE TABLE one (a)")?;
        migrate(&connection, &steps, 1)?;
        assert_eq!(look(&connection)?, Found::Format(3));
        let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
        assert_eq!(tables, 3);
        Ok(())
    }
}
