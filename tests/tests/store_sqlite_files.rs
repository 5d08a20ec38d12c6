//! What may be wrong with a file, a folder or a disk: each is an error that says so, nothing is lost, and what is no
//! store stays as it was.

mod disk;

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use pollster::block_on;
use retold::sqlite::{Options, SqliteStore, open};
use retold::store::{AllRead, Append, NewEvent, Pages, Snapshot, Store, StoreError, StoreErrorKind, StreamRead};
use rusqlite::Connection;
use tempfile::TempDir;

use disk::Disk;

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn counted(number: usize) -> NewEvent {
    NewEvent::new("shop.Counted", 1, format!(r#"{{"n":{number},"text":"{}"}}"#, "x".repeat(200)))
}

fn append(store: &SqliteStore, stream: &str, number: usize) -> Result<u64, StoreError> {
    block_on(store.append(Append::to(stream).event(counted(number)))).map(|done| done.last)
}

/// A file with some hundred events, closed.
fn filled(path: &Path) -> Result<(), StoreError> {
    let store = open(path)?;
    for number in 0..300 {
        append(&store, &format!("shop.Counter/{}", number % 7), number)?;
    }
    block_on(store.save_snapshot(Snapshot::new("shop.Counter/1", 3, "", "[1]")))?;
    block_on(store.close());
    Ok(())
}

#[track_caller]
fn refused(path: &Path) -> StoreError {
    match open(path) {
        Ok(_) => panic!("{} was opened", path.display()),
        Err(error) => {
            let text = error.to_string();
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            assert!(text.contains(name), "the message names the file: {text}");
            error
        }
    }
}

#[test]
fn what_is_no_database_is_refused_and_stays_as_it_was() -> Outcome {
    let folder = TempDir::new()?;
    let path = folder.path().join("shop.db");
    let random: Vec<u8> = (0_u32..10_000).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let contents: [&[u8]; 5] =
        [b"these are no events\n", b"x", &[0; 100], &random, b"SQLite format 3\0 and then something else"];
    for content in contents {
        fs::write(&path, content)?;
        let error = refused(&path);
        assert!(matches!(error.kind(), StoreErrorKind::NotAStore(_) | StoreErrorKind::Damaged(_)), "{error}");
        assert_eq!(fs::read(&path)?, content, "it was not touched");
        assert_eq!(fs::read_dir(folder.path())?.count(), 1, "and nothing was put beside it");
    }
    Ok(())
}

#[test]
fn another_application_s_database_is_refused_and_stays_as_it_was() -> Outcome {
    let folder = TempDir::new()?;
    let scripts = [
        "CREATE TABLE users (name TEXT); INSERT INTO users VALUES ('ann');",
        "PRAGMA application_id = 252006675;",
        "PRAGMA user_version = 4;",
    ];
    for (number, script) in scripts.into_iter().enumerate() {
        let path = folder.path().join(format!("other-{number}.db"));
        Connection::open(&path)?.execute_batch(script)?;
        let before = fs::read(&path)?;
        let error = refused(&path);
        assert!(matches!(error.kind(), StoreErrorKind::NotAStore(_)), "{error}");
        assert_eq!(fs::read(&path)?, before);
    }
    Ok(())
}

#[test]
fn a_folder_is_no_store_and_a_missing_one_is_named() -> Outcome {
    let folder = TempDir::new()?;
    let error = refused(folder.path());
    assert!(matches!(error.kind(), StoreErrorKind::NotAStore(_)), "{error}");
    let error = refused(&folder.path().join("missing/shop.db"));
    assert!(matches!(error.kind(), StoreErrorKind::NotFound(_)), "{error}");
    let path = folder.path().join("shop.db");
    for options in [Options::new(&path).must_exist(), Options::new(&path).read_only()] {
        let error = options.open().expect_err("there is no file");
        assert!(matches!(error.kind(), StoreErrorKind::NotFound(_)), "{error}");
    }
    assert!(!path.exists());
    for odd in [":memory:", ""] {
        let error = open(odd).expect_err("no path");
        assert!(matches!(error.kind(), StoreErrorKind::Invalid(_)), "{error}");
    }
    Ok(())
}

#[test]
fn an_empty_file_becomes_a_store_and_any_name_will_do() -> Outcome {
    let folder = TempDir::new()?;
    for name in ["empty.db", "with blank & 100 %?#.db", "ü\u{1f34e}.db", "file:odd?mode=memory"] {
        let path = folder.path().join(name);
        fs::write(&path, "")?;
        {
            let store = open(&path)?;
            assert_eq!(store.path(), path);
            assert_eq!(append(&store, "shop.Counter/1", 1)?, 1);
        }
        assert_eq!(append(&open(&path)?, "shop.Counter/1", 2)?, 2);
    }
    let path = folder.path().join("only-read.db");
    fs::write(&path, "")?;
    let error = Options::new(&path).read_only().open().expect_err("an empty file is no store yet");
    assert!(matches!(error.kind(), StoreErrorKind::NotAStore(_)), "{error}");
    Ok(())
}

#[test]
fn a_newer_format_is_refused_and_named() -> Outcome {
    let folder = TempDir::new()?;
    let path = folder.path().join("shop.db");
    filled(&path)?;
    Connection::open(&path)?.pragma_update(None, "user_version", 7)?;
    let error = refused(&path);
    assert!(matches!(error.kind(), StoreErrorKind::Newer { found: 7, known: 2, .. }), "{error}");
    assert!(error.to_string().contains("format 7"), "{error}");
    let error = Options::new(&path).read_only().open().expect_err("nor is it read");
    assert!(matches!(error.kind(), StoreErrorKind::Newer { .. }), "{error}");
    Ok(())
}

#[test]
fn an_older_format_is_read_as_it_is_and_brought_up_to_date_where_it_is_written() -> Outcome {
    let folder = TempDir::new()?;
    let path = folder.path().join("shop.db");
    // Written by a release that knew format 1.
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/cart/tests/yesterday.db"), &path)?;
    let format = || Connection::open(&path)?.pragma_query_value(None, "user_version", |row| row.get::<_, u32>(0));
    let commands: Vec<(String, Vec<u8>, u64)> = Connection::open(&path)?
        .prepare("SELECT s.name, c.id, c.position FROM retold_commands c JOIN retold_streams s ON s.id = c.stream")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<Result<_, _>>()?;
    assert!(!commands.is_empty());
    let holds = |store: &SqliteStore| -> Result<_, StoreError> {
        for (stream, id, position) in &commands {
            let id = uuid::Uuid::from_slice(id).map_err(|error| StoreError::invalid(error.to_string()))?;
            let answer = block_on(store.answer(stream, id))?;
            assert_eq!(answer.map(|answer| answer.position), Some(*position), "the command {id} is known");
        }
        block_on(Pages::of_all(store.clone(), AllRead::after(0)).collect())
    };

    assert_eq!(format()?, 1);
    let store = Options::new(&path).read_only().open()?;
    let before = holds(&store)?;
    assert!(before.len() > 2);
    drop(store);
    assert_eq!(format()?, 1, "what is only read stays as it is");

    let store = open(&path)?;
    assert_eq!(holds(&store)?, before);
    let (last, last_id) = (before.len() as u64, before.last().and_then(|event| event.metadata.event_id));
    let mut again = counted(0);
    again.id = last_id.ok_or("every event has an id")?;
    let error = block_on(store.append(Append::to("shop.Counter/1").event(again))).expect_err("the id is taken");
    assert!(matches!(error.kind(), StoreErrorKind::Invalid(_)), "{error}");
    let done = block_on(store.append(Append::to("shop.Counter/1").event(counted(0))))?;
    assert!(done.position > last, "positions go on");
    drop(store);
    assert_eq!(format()?, 2);
    let check: String = Connection::open(&path)?.query_row("PRAGMA integrity_check", [], |row| row.get(0))?;
    assert_eq!(check, "ok");
    Ok(())
}

#[test]
fn an_event_whose_stream_is_gone_is_an_error_and_not_skipped() -> Outcome {
    let folder = TempDir::new()?;
    let path = folder.path().join("shop.db");
    filled(&path)?;
    Connection::open(&path)?.execute("DELETE FROM retold_streams WHERE name = 'shop.Counter/3'", [])?;
    let store = open(&path)?;
    for read in [AllRead::after(0), AllRead::after(0).names(["shop.Counted"])] {
        let error = block_on(store.read_all(read)).expect_err("somebody has deleted a row");
        assert!(matches!(error.kind(), StoreErrorKind::Damaged(_)), "{error}");
    }
    Ok(())
}

#[test]
fn a_format_that_became_newer_while_the_file_was_open_is_not_written() -> Outcome {
    let folder = TempDir::new()?;
    let path = folder.path().join("shop.db");
    let store = open(&path)?;
    append(&store, "shop.Counter/1", 0)?;
    Connection::open(&path)?.pragma_update(None, "user_version", 7)?;
    let error = append(&store, "shop.Counter/1", 1).expect_err("a newer release has been here");
    assert!(error.to_string().contains("format 7"), "{error}");
    assert_eq!(read_everything(&store)?, 1);
    Ok(())
}

/// Reads everything there is; every event that comes must be one that was appended.
fn read_everything(store: &SqliteStore) -> Result<usize, StoreError> {
    let mut count = 0;
    let mut pages = Pages::of_all(store.clone(), AllRead::after(0));
    while let Some(batch) = block_on(pages.next())? {
        for event in batch.iter() {
            let event = event.to_recorded()?;
            assert_eq!(event.payload, counted(count).payload);
            count += 1;
        }
    }
    block_on(store.load_snapshot("shop.Counter/1"))?;
    Ok(count)
}

#[test]
fn a_truncated_file_never_gives_other_events() -> Outcome {
    let folder = TempDir::new()?;
    let whole = folder.path().join("whole.db");
    filled(&whole)?;
    let bytes = fs::read(&whole)?;
    let mut lengths: Vec<usize> = (0..bytes.len()).step_by(1_777).skip(1).collect();
    lengths.extend([1, 16, 99, 100, 512, 4_095, 4_096, 4_097, bytes.len() - 4_096, bytes.len() - 1]);
    for length in lengths {
        let path = folder.path().join("short.db");
        fs::write(&path, &bytes[..length])?;
        let outcome = open(&path).and_then(|store| read_everything(&store));
        match outcome {
            Ok(count) => panic!("{count} events of 300 at {length} of {} bytes, and no error", bytes.len()),
            Err(error) => assert!(
                matches!(error.kind(), StoreErrorKind::NotAStore(_) | StoreErrorKind::Damaged(_)),
                "{length} bytes: {error} {:?}",
                error.kind()
            ),
        }
        for left in ["short.db", "short.db-wal", "short.db-shm"] {
            drop(fs::remove_file(folder.path().join(left)));
        }
    }
    Ok(())
}

#[test]
fn damaged_bytes_never_panic() -> Outcome {
    let folder = TempDir::new()?;
    let whole = folder.path().join("whole.db");
    filled(&whole)?;
    let bytes = fs::read(&whole)?;
    let mut dice: u64 = 0x9E37_79B9_7F4A_7C15;
    for round in 0..60 {
        let path = folder.path().join(format!("damaged-{round}.db"));
        let mut damaged = bytes.clone();
        for _ in 0..40 {
            dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let place = (dice >> 20) as usize % damaged.len();
            damaged[place] = (dice >> 8) as u8;
        }
        fs::write(&path, damaged)?;
        // What the damage hits is a matter of luck; an error or other bytes, but an end.
        let Ok(store) = open(&path) else { continue };
        drop(block_on(Pages::of_all(store.clone(), AllRead::after(0)).collect()));
        drop(block_on(store.read_stream(StreamRead::of("shop.Counter/1").backwards())));
        drop(block_on(store.read_all(AllRead::after(0).names(["shop.Counted"]))));
        drop(append(&store, "shop.Counter/1", 1));
        drop(block_on(store.load_snapshot("shop.Counter/1")));
    }
    Ok(())
}

#[test]
fn a_store_that_is_only_read_takes_no_writes() -> Outcome {
    let folder = TempDir::new()?;
    let path = folder.path().join("shop.db");
    filled(&path)?;
    let before = fs::read(&path)?;
    let store = Options::new(&path).read_only().open()?;
    assert_eq!(read_everything(&store)?, 300);
    let error = append(&store, "shop.Counter/1", 1).expect_err("it was opened to be read");
    assert!(matches!(error.kind(), StoreErrorKind::ReadOnly(_)), "{error}");
    let error = block_on(store.save_snapshot(Snapshot::new("shop.Counter/1", 1, "", ""))).expect_err("as above");
    assert!(matches!(error.kind(), StoreErrorKind::ReadOnly(_)), "{error}");

    // It follows what others append.
    let writer = open(&path)?;
    let head = block_on(store.head())?;
    append(&writer, "shop.Counter/1", 300)?;
    block_on(store.wait(head))?;
    assert_eq!(read_everything(&store)?, 301);
    drop((store, writer));
    assert_ne!(fs::read(&path)?, before);
    Ok(())
}

#[test]
fn a_closed_store_says_so_to_all_handles() -> Outcome {
    let folder = TempDir::new()?;
    let store = open(folder.path().join("shop.db"))?;
    let other = store.clone();
    append(&store, "shop.Counter/1", 1)?;
    let head = block_on(store.head())?;
    let waiting = std::thread::spawn({
        let store = store.clone();
        move || block_on(store.wait(head))
    });
    std::thread::sleep(Duration::from_millis(30));
    block_on(store.close());
    block_on(other.close());
    let closed = |error: StoreError| assert!(matches!(error.kind(), StoreErrorKind::Closed(_)), "{error}");
    closed(append(&other, "shop.Counter/1", 2).expect_err("closed"));
    closed(block_on(other.head()).expect_err("closed"));
    closed(block_on(other.wait(0)).expect_err("closed"));
    closed(waiting.join().expect("no panic").expect_err("closed"));
    assert!(!folder.path().join("shop.db-wal").exists(), "nothing is left beside the file");
    Ok(())
}

#[test]
fn a_lock_that_somebody_else_has_is_waited_for_and_then_named() -> Outcome {
    let folder = TempDir::new()?;
    let path = folder.path().join("shop.db");
    let store = Options::new(&path).busy_timeout(Duration::from_millis(300)).open()?;
    append(&store, "shop.Counter/1", 0)?;
    let other = Connection::open(&path)?;
    other.execute_batch("BEGIN IMMEDIATE")?;
    let start = Instant::now();
    let error = append(&store, "shop.Counter/1", 1).expect_err("somebody else writes");
    assert!(matches!(error.kind(), StoreErrorKind::Busy(_)), "{error}");
    assert!(error.to_string().contains("300ms"), "{error}");
    assert!(start.elapsed() >= Duration::from_millis(300));
    assert_eq!(read_everything(&store)?, 1, "readers wait for nobody");

    // Released in time, it is no error.
    let appending = std::thread::spawn({
        let store = store.clone();
        move || append(&store, "shop.Counter/1", 1)
    });
    std::thread::sleep(Duration::from_millis(100));
    other.execute_batch("COMMIT")?;
    assert_eq!(appending.join().expect("no panic")?, 2);

    // The last handle goes without waiting for a lock, although nobody will ever release it.
    other.execute_batch("BEGIN IMMEDIATE")?;
    let patient = Options::new(&path).busy_timeout(Duration::from_secs(600)).open()?;
    {
        let mut append = patient.append(Append::to("shop.Counter/1").event(counted(9)));
        let waker = std::task::Waker::noop();
        assert!(append.as_mut().poll(&mut std::task::Context::from_waker(waker)).is_pending());
    }
    drop(patient);
    other.execute_batch("COMMIT")?;
    assert_eq!(read_everything(&store)?, 2);

    // Held for itself alone, it cannot even be opened.
    drop((store, other));
    let other = Connection::open(&path)?;
    other.execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE")?;
    let outcome = Options::new(&path).busy_timeout(Duration::from_millis(200)).open();
    let error = outcome.and_then(|store| read_everything(&store)).expect_err("locked");
    assert!(matches!(error.kind(), StoreErrorKind::Busy(_)), "{error}");
    Ok(())
}

#[test]
fn an_id_that_another_event_has_is_refused() -> Outcome {
    let folder = TempDir::new()?;
    let store = open(folder.path().join("shop.db"))?;
    let first = counted(0);
    block_on(store.append(Append::to("shop.Counter/1").event(first.clone())))?;
    let again = Append::to("shop.Counter/2").event(counted(1)).event(first).event(counted(2));
    let error = block_on(store.append(again)).expect_err("the id is taken");
    assert!(matches!(error.kind(), StoreErrorKind::Invalid(_)), "{error}");
    assert_eq!(block_on(store.read_all(AllRead::after(0)))?.len(), 1, "nothing of it is left");
    assert_eq!(append(&store, "shop.Counter/2", 1)?, 1);
    Ok(())
}

#[test]
fn a_full_disk_loses_nothing_and_takes_appends_again_when_there_is_room() -> Outcome {
    let folder = TempDir::new()?;
    let Some(disk) = Disk::new(folder.path(), "size=1m") else { return Ok(()) };
    let path = disk.0.join("shop.db");
    let store = open(&path)?;
    let ballast = disk.0.join("ballast");
    fs::write(&ballast, vec![0; 200 << 10])?;
    let mut appended = 0;
    let error = loop {
        match append(&store, "shop.Counter/1", appended) {
            Ok(_) => appended += 1,
            Err(error) => break error,
        }
        assert!(appended < 10_000, "the disk is never full");
    };
    assert!(matches!(error.kind(), StoreErrorKind::Full(_)), "{error} {:?}", error.kind());
    assert!(error.to_string().contains("no room"), "{error}");
    assert_eq!(read_everything(&store)?, appended, "what was answered is there, and nothing else");

    // Many at once: each is told.
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let large = NewEvent::new("shop.Large", 1, format!("\"{}\"", "x".repeat(600_000)));
                let error = block_on(store.append(Append::to("shop.Large/1").event(large))).expect_err("no room");
                assert!(matches!(error.kind(), StoreErrorKind::Full(_)), "{error}");
            });
        }
    });

    fs::remove_file(&ballast)?;
    append(&store, "shop.Counter/1", appended)?;
    assert_eq!(read_everything(&store)?, appended + 1);
    drop(store);
    assert_eq!(read_everything(&open(&path)?)?, appended + 1, "also after reopening");
    drop(disk);
    Ok(())
}

#[test]
fn on_a_disk_without_room_no_store_is_made() -> Outcome {
    let folder = TempDir::new()?;
    let Some(disk) = Disk::new(folder.path(), "size=16k") else { return Ok(()) };
    fs::write(disk.0.join("ballast"), vec![0; 12 << 10])?;
    let error = open(disk.0.join("shop.db")).expect_err("no room");
    assert!(matches!(error.kind(), StoreErrorKind::Full(_)), "{error} {:?}", error.kind());
    drop(disk);
    Ok(())
}

#[test]
fn a_disk_that_takes_no_writes_is_named_and_can_be_read() -> Outcome {
    let folder = TempDir::new()?;
    let Some(disk) = Disk::new(folder.path(), "size=64m") else { return Ok(()) };
    let path = disk.0.join("shop 100%.db");
    filled(&path)?;
    let remount = Command::new("mount").args(["-o", "remount,ro"]).arg(&disk.0).output()?;
    assert!(remount.status.success());
    let error = refused(&path);
    assert!(matches!(error.kind(), StoreErrorKind::ReadOnly(_)), "{error} {:?}", error.kind());
    let error = refused(&disk.0.join("new.db"));
    assert!(matches!(error.kind(), StoreErrorKind::ReadOnly(_)), "{error} {:?}", error.kind());
    let store = Options::new(&path).read_only().open()?;
    assert_eq!(read_everything(&store)?, 300);
    drop((store, disk));
    Ok(())
}

#[test]
#[cfg(unix)]
fn a_file_without_permission_to_write_is_named() -> Outcome {
    use std::os::unix::fs::PermissionsExt;
    let folder = TempDir::new()?;
    let path = folder.path().join("shop.db");
    filled(&path)?;
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444))?;
    if fs::OpenOptions::new().write(true).open(&path).is_ok() {
        eprintln!("not looked at: permissions do not hold root back");
        return Ok(());
    }
    let error = refused(&path);
    assert!(matches!(error.kind(), StoreErrorKind::ReadOnly(_)), "{error}");
    let store = Options::new(&path).read_only().open()?;
    assert_eq!(read_everything(&store)?, 300);
    drop(store);
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o555))?;
    let error = Options::new(&path).read_only().open().expect_err("no file can be made beside it");
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755))?;
    assert!(matches!(error.kind(), StoreErrorKind::ReadOnly(_)), "{error}");
    Ok(())
}
