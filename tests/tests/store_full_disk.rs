//! A disk that is full at an odd moment: while the log is taken into the file, a snapshot is kept, a read model is
//! written or rebuilt. Nothing that was answered is lost, and it goes on when there is room.

mod disk;

use std::fs;
use std::path::Path;

use retold::blocking::block_on;
use retold::projection::{InSqlite, ProjectionError, SqliteProjection};
use retold::sqlite::rusqlite::{self, Connection};
use retold::sqlite::{SqliteStore, open};
use retold::store::{AllRead, Append, MemoryStore, NewEvent, Pages, Snapshot, Store, StoreErrorKind, Stored};
use retold::{Event, EventSet};
use serde::{Deserialize, Serialize};
use tempfile::TempDir;

use disk::Disk;

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn append(store: &impl Store, size: usize) -> Result<u64, StoreErrorKind> {
    let event = NewEvent::new("shop.Noted", 1, format!(r#"{{"text":"{}"}}"#, "x".repeat(size)));
    let append = Append::to("shop.Diary/1").event(event);
    block_on(store.append(append)).map(|done| done.last).map_err(|error| error.kind().clone())
}

fn count(store: &SqliteStore) -> Result<u64, Box<dyn std::error::Error>> {
    let (mut pages, mut count) = (Pages::of_all(store.clone(), AllRead::after(0)), 0);
    while let Some(page) = block_on(pages.next())? {
        for event in page.iter() {
            count += 1;
            assert_eq!(event.stream_version, count, "nothing is missing in between");
        }
    }
    Ok(count)
}

fn is_whole(path: &Path) -> Outcome {
    let check: String = Connection::open(path)?.query_row("PRAGMA integrity_check", [], |row| row.get(0))?;
    assert_eq!(check, "ok");
    Ok(())
}

#[test]
fn a_log_that_cannot_be_taken_into_the_file_keeps_what_is_in_it() -> Outcome {
    let folder = TempDir::new()?;
    // Room for a log of the size at which it is taken in, and not for as much again in the file.
    let Some(disk) = Disk::new(folder.path(), "size=24m") else { return Ok(()) };
    let path = disk.0.join("shop.db");
    let ballast = disk.0.join("ballast");
    fs::write(&ballast, vec![0; 1 << 20])?;
    let store = open(&path)?;
    let mut answered = 0;
    let why = loop {
        match append(&store, 100_000) {
            Ok(_) => answered += 1,
            Err(why) => break why,
        }
        assert!(answered < 1_000, "the disk is never full");
    };
    assert!(matches!(why, StoreErrorKind::Full(_)), "{why:?}");
    assert!(fs::metadata(disk.0.join("shop.db-wal"))?.len() > 4_000 * 4_096, "the log is to be taken in");
    assert_eq!(count(&store)?, answered);
    drop(store);
    // On a disk that is full still, it can be opened and read.
    let store = open(&path)?;
    assert_eq!(count(&store)?, answered);
    fs::remove_file(&ballast)?;
    assert_eq!(append(&store, 10), Ok(answered + 1));
    assert_eq!(count(&store)?, answered + 1);
    drop(store);
    is_whole(&path)?;
    drop(disk);
    Ok(())
}

#[test]
fn a_snapshot_that_finds_no_room_leaves_the_one_before() -> Outcome {
    let folder = TempDir::new()?;
    let Some(disk) = Disk::new(folder.path(), "size=2m") else { return Ok(()) };
    let path = disk.0.join("shop.db");
    let store = open(&path)?;
    append(&store, 10).map_err(|why| format!("{why:?}"))?;
    append(&store, 10).map_err(|why| format!("{why:?}"))?;
    let first = Snapshot::new("shop.Diary/1", 1, "a", "[1]");
    block_on(store.save_snapshot(first.clone()))?;
    let large = Snapshot::new("shop.Diary/1", 2, "a", vec![b'7'; 3 << 20]);
    let error = block_on(store.save_snapshot(large)).expect_err("there is no room");
    assert!(matches!(error.kind(), StoreErrorKind::Full(_)), "{error}");
    assert_eq!(block_on(store.load_snapshot("shop.Diary/1"))?, Some(first));
    assert_eq!(append(&store, 10), Ok(3), "events have room");
    drop(store);
    is_whole(&path)?;
    drop(disk);
    Ok(())
}

#[derive(Clone, Event, Serialize, Deserialize)]
#[event(name = "shop.Noted", version = 1)]
struct Noted {
    text: String,
}

#[derive(Clone, EventSet)]
enum DiaryEvent {
    Noted(Noted),
}

/// Every note, and how many there are.
struct Notes;

impl SqliteProjection for Notes {
    type Event = DiaryEvent;
    const NAME: &'static str = "notes";
    const VERSION: u32 = 1;

    fn create(&self, tables: &Connection) -> rusqlite::Result<()> {
        tables.execute_batch("CREATE TABLE notes (position INTEGER PRIMARY KEY, text TEXT NOT NULL)")
    }

    fn clear(&self, tables: &Connection) -> rusqlite::Result<()> {
        tables.execute_batch("DROP TABLE IF EXISTS notes")
    }

    fn apply(&self, tables: &Connection, event: DiaryEvent, recorded: &Stored<'_>) -> rusqlite::Result<()> {
        let DiaryEvent::Noted(noted) = event;
        let sql = "INSERT INTO notes VALUES (?1, ?2)";
        tables.prepare_cached(sql)?.execute(rusqlite::params![recorded.position, noted.text]).map(drop)
    }
}

fn rows(notes: &InSqlite<Notes>) -> Result<u64, ProjectionError> {
    notes.query(|tables| tables.query_row("SELECT count(*) FROM notes", [], |row| row.get(0)))
}

#[test]
fn a_read_model_that_finds_no_room_stays_where_it_was_and_goes_on_later() -> Outcome {
    let folder = TempDir::new()?;
    let Some(disk) = Disk::new(folder.path(), "size=14m") else { return Ok(()) };
    let store = MemoryStore::new();
    let ballast = disk.0.join("ballast");
    fs::write(&ballast, vec![0; 11 << 20])?;
    let notes = block_on(InSqlite::open(disk.0.join("views.db"), &store, Notes))?;
    (0..5).try_for_each(|_| append(&store, 100_000).map(drop)).map_err(|why| format!("{why:?}"))?;
    block_on(notes.catch_up())?;
    (0..55).try_for_each(|_| append(&store, 100_000).map(drop)).map_err(|why| format!("{why:?}"))?;
    for _ in 0..3 {
        let error = block_on(notes.catch_up()).expect_err("there is no room");
        assert!(matches!(error, ProjectionError::ReadModel { .. }), "{error}");
        assert!(error.to_string().contains("`notes`"), "{error}");
    }
    assert_eq!(rows(&notes)?, notes.position(), "each event is a row, up to where it is");
    assert_eq!(block_on(notes.counts()).decoded, notes.position(), "what was taken back was not taken in");

    // Nor can it be rebuilt; the old tables stay.
    let before = rows(&notes)?;
    let error = block_on(notes.rebuild()).expect_err("there is no room");
    assert!(matches!(error, ProjectionError::ReadModel { .. }), "{error}");
    assert_eq!(rows(&notes)?, before);

    fs::remove_file(&ballast)?;
    block_on(notes.catch_up())?;
    assert_eq!((rows(&notes)?, notes.position()), (60, 60));
    drop((notes, disk));
    Ok(())
}
