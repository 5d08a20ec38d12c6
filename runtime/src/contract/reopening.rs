//! What is still there when all handles were closed and the store is opened again.

use std::sync::Arc;

use uuid::Uuid;

use super::Harness;
use super::scene::{add, add_at, events, everything, must, whole_stream, with_store};
use crate::store::{Expected, Snapshot, Store, StreamRead, Subscription};

const STREAM: &str = "contract.Stream/1";

/// All of them, as they were.
pub fn events_are_there_after_reopening(harness: &dyn Harness) {
    let mut before = None;
    with_store(harness, async |store| {
        add(&store, STREAM, [1, 2]).await;
        add(&store, "contract.Stream/ü", [3]).await;
        before = Some(must(store.read_stream(StreamRead::of(STREAM)).await));
    });
    with_store(harness, async |store| {
        let after = must(store.read_stream(StreamRead::of(STREAM)).await);
        let before = before.take().unwrap_or_default();
        assert!(before.iter().eq(after.iter()), "{before:?} was {after:?}");
        assert_eq!(after.len(), 2);
        assert_eq!(whole_stream(&store, "contract.Stream/ü").await, [3]);
    });
}

/// The next event has the next version, and a position beyond all.
pub fn versions_and_positions_go_on_after_reopening(harness: &dyn Harness) {
    for round in 1..=5 {
        with_store(harness, async |store| {
            let head = must(store.head().await);
            let done = must(add_at(&store, STREAM, Expected::Exactly(round - 1), round).await);
            assert_eq!(done.first, round);
            assert!(done.position > head);
        });
    }
    with_store(harness, async |store| {
        let order: Vec<u64> = everything(&store).await.into_iter().map(|(_, _, number)| number).collect();
        assert_eq!(order, [1, 2, 3, 4, 5]);
    });
}

/// A command that comes again after a restart has had its effect.
pub fn commands_are_known_after_reopening(harness: &dyn Harness) {
    let command = Uuid::now_v7();
    let mut first = None;
    with_store(harness, async |store| {
        first = Some(must(store.append(events(STREAM, [1, 2]).command(command)).await).repeated());
    });
    with_store(harness, async |store| {
        let again = must(store.append(events(STREAM, [3]).command(command).expecting(Expected::NoStream)).await);
        assert_eq!(Some(again), first);
        assert_eq!(must(store.answer(STREAM, command).await), first);
        assert_eq!(whole_stream(&store, STREAM).await, [1, 2]);
    });
}

/// The last snapshot of each stream.
pub fn snapshots_are_there_after_reopening(harness: &dyn Harness) {
    let snapshot = Snapshot::new(STREAM, 1, "one", "[1]");
    with_store(harness, async |store| {
        add(&store, STREAM, [1]).await;
        must(store.save_snapshot(snapshot.clone()).await);
    });
    with_store(harness, async |store| {
        assert_eq!(must(store.load_snapshot(STREAM).await), Some(snapshot.clone()));
    });
}

/// A position that was kept is where a subscription goes on.
pub fn a_subscription_goes_on_after_reopening(harness: &dyn Harness) {
    let mut position = 0;
    with_store(harness, async |store| {
        add(&store, STREAM, [1, 2, 3]).await;
        let mut subscription = Subscription::from(Arc::clone(&store), 0);
        for version in 1..=2 {
            assert_eq!(must(subscription.next().await).stream_version, Some(version));
        }
        position = subscription.position();
    });
    with_store(harness, async |store| {
        let mut subscription = Subscription::from(Arc::clone(&store), position);
        assert_eq!(must(subscription.next().await).stream_version, Some(3));
        add(&store, "contract.Stream/2", [1]).await;
        assert_eq!(must(subscription.next().await).stream.as_deref(), Some("contract.Stream/2"));
    });
}
