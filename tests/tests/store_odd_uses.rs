//! Odd ways of using a store in SQLite: thousands of streams, several runtimes, handles that go at odd moments, somebody
//! who reads for a long time, a file behind a symbolic link.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use retold::blocking::block_on;
use retold::sqlite::{Options, SqliteStore, open};
use retold::store::{
    AllRead, Append, Expected, MemoryStore, NewEvent, Pages, Store, StoreError, StreamRead, Subscription,
};
use rusqlite::Connection;
use tempfile::TempDir;

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn counted(number: u64) -> NewEvent {
    NewEvent::new("shop.Counted", 1, number.to_string())
}

fn count(store: &impl Store) -> u64 {
    let (mut after, mut count) = (0, 0);
    loop {
        let batch = block_on(store.read_all(AllRead::after(after))).expect("it can be read");
        (after, count) = (batch.read_to(), count + batch.len() as u64);
        if !batch.more() {
            return count;
        }
    }
}

/// Hands all appends over at once, and waits for the answers then.
fn at_once(store: &SqliteStore, appends: impl Iterator<Item = Append>) -> Result<(), StoreError> {
    let mut waiting: Vec<_> = appends.map(|append| store.append(append)).collect();
    let mut cx = std::task::Context::from_waker(std::task::Waker::noop());
    // Those that are answered already must not be polled again.
    waiting.retain_mut(|append| append.as_mut().poll(&mut cx).is_pending());
    waiting.into_iter().try_for_each(|append| block_on(append).map(drop))
}

#[test]
fn thousands_of_streams_each_keep_their_versions() -> Outcome {
    const STREAMS: u64 = 12_000;
    let folder = TempDir::new()?;
    let store = open(folder.path().join("shop.db"))?;
    for round in 0..3 {
        at_once(
            &store,
            (0..STREAMS).map(|stream| {
                let append = Append::to(format!("shop.Counter/{stream}")).event(counted(round));
                append.expecting(Expected::Exactly(round))
            }),
        )?;
    }
    for stream in [0, 1, 9_999, 10_000, 10_001, STREAMS - 1] {
        let batch = block_on(store.read_stream(StreamRead::of(format!("shop.Counter/{stream}"))))?;
        assert_eq!(batch.iter().map(|event| event.payload).collect::<Vec<_>>(), ["0", "1", "2"]);
    }
    assert_eq!(count(&store), STREAMS * 3);
    Ok(())
}

#[test]
fn a_subscription_to_batches_of_nothing_still_gets_on() -> Outcome {
    let store = MemoryStore::new();
    block_on(store.append(Append::to("shop.Counter/1").event(counted(1))))?;
    let mut subscription = Subscription::from(store.clone(), 0).limit(0);
    assert_eq!(block_on(subscription.batch_now())?.map(|batch| batch.len()), Some(1), "at least one");
    let mut pages = Pages::of_all(store, AllRead::after(0).limit(0));
    assert!(block_on(pages.next())?.is_none(), "nothing was asked for");
    Ok(())
}

/// Appends that are under way when their runtime goes are all or nothing, and the store is there for others.
#[test]
fn a_store_is_used_from_several_runtimes_and_outlives_them() -> Outcome {
    let folder = TempDir::new()?;
    let store = open(folder.path().join("shop.db"))?;
    let several = tokio::runtime::Builder::new_multi_thread().worker_threads(2).build()?;
    let single = tokio::runtime::Builder::new_current_thread().build()?;
    let tasks: Vec<_> = (0..4)
        .map(|task| {
            let store = store.clone();
            several.spawn(async move {
                for number in 0..25 {
                    store.append(Append::to(format!("shop.Counter/{task}")).event(counted(number))).await?;
                }
                Ok::<(), StoreError>(())
            })
        })
        .collect();
    single.block_on(async {
        for number in 0..25 {
            store.append(Append::to("shop.Counter/single").event(counted(number))).await?;
        }
        Ok::<(), StoreError>(())
    })?;
    for task in tasks {
        several.block_on(task)??;
    }
    assert_eq!(count(&store), 125);

    for _ in 0..50 {
        let store = store.clone();
        several.spawn(async move {
            let pair = Append::to("shop.Counter/cut").events([counted(1), counted(2)]);
            store.append(pair).await.map(drop)
        });
    }
    several.shutdown_background();
    drop(single);
    let last = block_on(store.append(Append::to("shop.Counter/cut").event(counted(3))))?.last;
    assert_eq!(last % 2, 1, "pairs are there as a whole");
    Ok(())
}

#[test]
fn the_last_handle_may_go_anywhere() -> Outcome {
    let folder = TempDir::new()?;
    let path = folder.path().join("shop.db");
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).build()?;
    for round in 0..5 {
        // Within a task, with an append of another task under way; the file is closed then, and can be moved.
        let store = open(&path)?;
        let other = store.clone();
        let appending =
            runtime.spawn(async move { other.append(Append::to("shop.Counter/1").event(counted(1))).await });
        runtime.block_on(runtime.spawn(async move { drop(store) }))?;
        assert_eq!(runtime.block_on(appending)??.last, round + 1);
    }
    // The future of an append holds no handle: without any, it is answered, or told that the store is closed.
    let store = open(&path)?;
    block_on(store.append(Append::to("shop.Counter/1").event(counted(1))))?;
    drop(runtime);
    drop(store);
    assert!(!folder.path().join("shop.db-wal").exists(), "nothing is left beside the file");
    assert_eq!(count(&open(&path)?), 6);
    Ok(())
}

fn log_size(path: &Path) -> u64 {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    fs::metadata(log).map_or(0, |log| log.len())
}

fn large() -> NewEvent {
    NewEvent::new("shop.Noted", 1, format!("\"{}\"", "x".repeat(500_000)))
}

#[test]
fn the_log_shrinks_again_when_somebody_who_read_for_long_has_gone() -> Outcome {
    let folder = TempDir::new()?;
    let path = folder.path().join("shop.db");
    let store = open(&path)?;
    block_on(store.append(Append::to("shop.Diary/1").event(large())))?;
    let reader = Connection::open(&path)?;
    reader.execute_batch("BEGIN; SELECT count(*) FROM retold_events")?;
    reader.query_row("SELECT count(*) FROM retold_events", [], |row| row.get::<_, u64>(0))?;
    for _ in 0..160 {
        block_on(store.append(Append::to("shop.Diary/1").event(large())))?;
    }
    assert!(log_size(&path) > 70 << 20, "what is read must not be overwritten");
    let seen: u64 = reader.query_row("SELECT count(*) FROM retold_events", [], |row| row.get(0))?;
    assert_eq!(seen, 1, "the reader sees its moment all the while");
    reader.execute_batch("COMMIT")?;
    for _ in 0..80 {
        block_on(store.append(Append::to("shop.Diary/1").event(large())))?;
    }
    assert!(log_size(&path) < 70 << 20, "the log has {} bytes", log_size(&path));
    assert_eq!(count(&store), 241);
    Ok(())
}

#[test]
fn the_log_does_not_grow_for_ever_while_somebody_always_reads() -> Outcome {
    let folder = TempDir::new()?;
    let path = folder.path().join("shop.db");
    let store = open(&path)?;
    let over = Arc::new(AtomicBool::new(false));
    for _ in 0..40 {
        block_on(store.append(Append::to("shop.Diary/1").event(large())))?;
    }
    let readers: Vec<_> = (0..4)
        .map(|_| {
            let (store, over) = (store.clone(), Arc::clone(&over));
            std::thread::spawn(move || {
                while !over.load(Ordering::Relaxed) {
                    block_on(store.read_all(AllRead::after(0))).expect("it can be read");
                }
            })
        })
        .collect();
    let mut largest = 0;
    for _ in 0..240 {
        block_on(store.append(Append::to("shop.Diary/1").event(large())))?;
        largest = largest.max(log_size(&path));
    }
    over.store(true, Ordering::Relaxed);
    for reader in readers {
        reader.join().map_err(|_| "a reader panicked")?;
    }
    println!("the log had {largest} bytes at most");
    assert!(largest < 100 << 20, "120 MB were appended, and the log had {largest} bytes");
    Ok(())
}

#[test]
#[cfg(unix)]
fn a_file_behind_a_symbolic_link_is_the_same_store() -> Outcome {
    let folder = TempDir::new()?;
    let elsewhere = TempDir::new()?;
    let path = folder.path().join("shop.db");
    let link = elsewhere.path().join("link.db");
    let store = open(&path)?;
    std::os::unix::fs::symlink(&path, &link)?;
    for _ in 0..20 {
        block_on(store.append(Append::to("shop.Diary/1").event(large())))?;
    }
    // The log is beside the file, and most of the events are in it.
    let read = Options::new(&link).read_only().open()?;
    assert_eq!(count(&read), 20);
    let other = open(&link)?;
    let head = block_on(store.head())?;
    block_on(other.append(Append::to("shop.Diary/1").event(counted(1))))?;
    block_on(store.wait(head))?;
    assert_eq!(count(&store), 21);
    Ok(())
}

#[test]
fn a_copy_without_its_log_has_what_was_in_the_file() -> Outcome {
    let folder = TempDir::new()?;
    let path = folder.path().join("shop.db");
    let store = open(&path)?;
    for number in 0..60 {
        block_on(store.append(Append::to("shop.Diary/1").event(if number % 2 == 0 { large() } else { counted(0) })))?;
    }
    let copy = folder.path().join("copy.db");
    fs::copy(&path, &copy)?;
    let copied = open(&copy)?;
    let before = count(&copied);
    assert!(before < 60, "the last events are in the log");
    let versions: Vec<u64> = block_on(Pages::of_stream(copied.clone(), StreamRead::of("shop.Diary/1")).collect())?
        .iter()
        .filter_map(|event| event.stream_version)
        .collect();
    assert_eq!(versions, (1..=before).collect::<Vec<_>>(), "the beginning, without a gap");
    let done = block_on(copied.append(Append::to("shop.Diary/1").event(counted(1))))?;
    assert_eq!(done.last, before + 1);
    Ok(())
}

#[test]
fn a_log_that_is_none_is_as_good_as_no_log() -> Outcome {
    let folder = TempDir::new()?;
    let path = folder.path().join("shop.db");
    {
        let store = open(&path)?;
        for number in 0..60 {
            block_on(store.append(Append::to("shop.Counter/1").event(counted(number))))?;
        }
    }
    let mut torn = vec![0x37, 0x7f, 0x06, 0x82];
    torn.extend((0..50_000_u32).map(|byte| (byte.wrapping_mul(2_654_435_761) >> 24) as u8));
    for log in [&b""[..], b"no log", &[0; 40_000], &torn] {
        fs::write(folder.path().join("shop.db-wal"), log)?;
        let store = open(&path)?;
        assert_eq!(count(&store), 60);
        drop(store);
    }
    Ok(())
}
