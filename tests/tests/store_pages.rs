//! Reading page by page while somebody appends: whatever a store has fetched ahead, a page says what is there when it is
//! asked for.

use retold::blocking::block_on;
use retold::store::{AllRead, Append, MemoryStore, Moment, NewEvent, Store, StreamRead};

fn append(store: &impl Store, stream: &str, count: usize) {
    let events = (0..count).map(|_| NewEvent::new("shop.Counted", 1, "{}"));
    block_on(store.append(Append::to(stream).events(events))).expect("they are appended");
}

/// Reads all pages of a stream and appends one event before the `appending`th is asked for; gives the versions.
fn versions_of_stream(store: &impl Store, stream: &str, appending: usize) -> Vec<u64> {
    let (mut versions, mut read, mut page) = (Vec::new(), StreamRead::of(stream), 0);
    loop {
        page += 1;
        if page == appending {
            // Whatever is fetched ahead has been by now.
            std::thread::sleep(std::time::Duration::from_millis(20));
            append(store, stream, 1);
        }
        let batch = block_on(store.read_stream(read.clone())).expect("it can be read");
        versions.extend(batch.iter().map(|event| event.stream_version));
        if !batch.more() {
            return versions;
        }
        read = StreamRead::of(stream).from(Moment::Version(versions.last().map_or(1, |last| last + 1)));
    }
}

/// The same for all streams; gives the positions, and how far it has looked.
fn positions(store: &impl Store, names: &[&str], appending: usize) -> (Vec<u64>, u64) {
    let (mut positions, mut after, mut page) = (Vec::new(), 0, 0);
    loop {
        page += 1;
        if page == appending {
            std::thread::sleep(std::time::Duration::from_millis(20));
            append(store, "shop.Counter/late", 1);
        }
        let batch =
            block_on(store.read_all(AllRead::after(after).names(names.iter().copied()))).expect("it can be read");
        positions.extend(batch.iter().map(|event| event.position));
        after = batch.read_to();
        if !batch.more() {
            return (positions, after);
        }
    }
}

fn what_is_appended_between_two_pages_is_read(store: &impl Store) {
    for (number, appending) in [1, 2, 3, 4, 100].into_iter().enumerate() {
        let stream = format!("shop.Counter/{number}");
        append(store, &stream, 2_500);
        let versions = versions_of_stream(store, &stream, appending);
        let pages_before = appending <= 3;
        assert_eq!(versions.len(), if pages_before { 2_501 } else { 2_500 }, "appended before page {appending}");
        assert!(versions.is_sorted() && versions.first() == Some(&1));
    }
}

#[test]
fn a_stream_in_sqlite_is_read_to_where_it_ends_now() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let store = retold::sqlite::open(folder.path().join("shop.db")).expect("it opens");
    what_is_appended_between_two_pages_is_read(&store);
}

#[test]
fn all_streams_are_read_to_where_they_end_now() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let sqlite = retold::sqlite::open(folder.path().join("shop.db")).expect("it opens");
    for names in [["shop.Counted"], ["shop.Unknown"]] {
        let before = block_on(sqlite.head()).expect("it can be read");
        if before == 0 {
            append(&sqlite, "shop.Counter/1", 2_500);
        }
        let last = block_on(sqlite.head()).expect("it can be read");
        let (found, to) = positions(&sqlite, &names, 3);
        if names == ["shop.Counted"] {
            assert_eq!((found.len() as u64, to), (last + 1, last + 1));
        } else {
            assert_eq!((found.len(), to), (0, last), "what it does not want it has looked at");
        }
    }
}

#[test]
fn a_store_in_memory_does_the_same() {
    let store = MemoryStore::new();
    append(&store, "shop.Counter/1", 2_500);
    assert!(versions_of_stream(&store, "shop.Counter/1", 2).len() >= 2_500);
    assert_eq!(positions(&store, &["shop.Counted"], 100).1, block_on(store.head()).expect("it can be read"));
}
