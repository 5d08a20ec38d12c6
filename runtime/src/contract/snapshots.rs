//! Snapshots: kept, replaced by newer ones, never ahead of the stream.

use super::Harness;
use super::scene::{add, must, refused, with_store, within};
use crate::store::{Snapshot, StoreErrorKind};

const STREAM: &str = "contract.Stream/1";

/// What was kept is what comes back, to the byte, also where it is large.
pub fn a_snapshot_comes_back(harness: &dyn Harness) {
    with_store(harness, async |store| {
        add(&store, STREAM, [1, 2, 3]).await;
        for state in [b"{\"a\": 1.0}".to_vec(), vec![b'7'; 700_000], Vec::new()] {
            let snapshot = Snapshot::new(STREAM, 2, "state 1 \u{1f34e}", state);
            must(store.save_snapshot(snapshot.clone()).await);
            assert_eq!(must(store.load_snapshot(STREAM).await), Some(snapshot));
        }
    });
}

/// A stream that none was kept of has none.
pub fn a_stream_without_a_snapshot_has_none(harness: &dyn Harness) {
    with_store(harness, async |store| {
        add(&store, STREAM, [1]).await;
        assert_eq!(must(store.load_snapshot(STREAM).await), None);
        assert_eq!(must(store.load_snapshot("contract.Unknown/1").await), None);
        must(store.save_snapshot(Snapshot::new(STREAM, 1, "", "{}")).await);
        add(&store, "contract.Stream/2", [1]).await;
        assert_eq!(must(store.load_snapshot("contract.Stream/2").await), None);
    });
}

/// An older one changes nothing; one of the same version or a newer one takes the place, whatever its fingerprint.
pub fn only_a_newer_snapshot_takes_the_place(harness: &dyn Harness) {
    with_store(harness, async |store| {
        add(&store, STREAM, 1..=9).await;
        let mut there = None;
        for (version, fingerprint, kept) in
            [(5, "a", true), (4, "b", false), (5, "b", true), (9, "a", true), (8, "a", false)]
        {
            let snapshot = Snapshot::new(STREAM, version, fingerprint, format!("[{version}]"));
            must(store.save_snapshot(snapshot.clone()).await);
            if kept {
                there = Some(snapshot);
            }
            assert_eq!(must(store.load_snapshot(STREAM).await), there);
        }
    });
}

/// A snapshot of a version that the stream does not have, 0 among them, would be of events that never were.
pub fn a_snapshot_of_a_version_that_is_not_there_is_refused(harness: &dyn Harness) {
    with_store(harness, async |store| {
        add(&store, STREAM, [1, 2]).await;
        for (stream, version) in [(STREAM, 3), (STREAM, u64::MAX), (STREAM, 0), ("contract.Unknown/1", 1), ("", 1)] {
            let why = refused(store.save_snapshot(Snapshot::new(stream, version, "", "{}")).await);
            assert!(matches!(why, StoreErrorKind::Invalid(_)), "{why:?}");
        }
        assert_eq!(must(store.load_snapshot(STREAM).await), None);
    });
}

/// Each stream has its own, while others append.
pub fn snapshots_of_many_streams_at_once(harness: &dyn Harness) {
    with_store(harness, async |store| {
        std::thread::scope(|scope| {
            for writer in 0..4 {
                let store = &store;
                scope.spawn(move || {
                    let stream = format!("contract.Stream/{writer}");
                    harness.run(within(harness, async {
                        for version in 1..=20 {
                            add(store, &stream, [version]).await;
                            let state = format!("[{writer},{version}]");
                            must(store.save_snapshot(Snapshot::new(&stream, version, "", state)).await);
                        }
                    }));
                });
            }
        });
        for writer in 0..4 {
            let stream = format!("contract.Stream/{writer}");
            let state = must(store.load_snapshot(&stream).await).map(|snapshot| snapshot.state);
            assert_eq!(state, Some(format!("[{writer},20]").into_bytes()));
        }
    });
}
