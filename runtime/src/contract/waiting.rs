//! Waiting for what comes, and subscriptions.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::scene::{add, must, poll_once, with_store, within};
use super::{Harness, Opening};
use crate::store::{Store, Subscription};

const STREAM: &str = "contract.Stream/1";

/// Waiting for what is there is over at once.
pub fn what_is_there_is_not_waited_for(harness: &dyn Harness) {
    with_store(harness, async |store| {
        let done = add(&store, STREAM, [1, 2]).await;
        must(store.wait(0).await);
        must(store.wait(done.position - 1).await);
        // Also for a handle that has not seen it come.
        must(harness.open(&Opening::default()).wait(done.position - 1).await);
    });
}

/// Somebody waits while a thread appends a little later through `writer`.
fn woken(harness: &dyn Harness, reader: &Arc<dyn Store>, writer: &Arc<dyn Store>) {
    std::thread::scope(|scope| {
        let start = Instant::now();
        let waiter = scope.spawn(move || {
            harness.run(within(harness, async {
                let mut head = must(reader.head().await);
                let wanted = head + 3;
                while head < wanted {
                    must(reader.wait(head).await);
                    head = must(reader.head().await);
                }
            }));
        });
        for number in 1..=3 {
            std::thread::sleep(Duration::from_millis(30));
            harness.run(within(harness, async {
                add(writer, STREAM, [number]).await;
            }));
        }
        waiter.join().expect("the one who waits panicked");
        assert!(start.elapsed() < Duration::from_secs(20), "woken after {:?}", start.elapsed());
    });
}

/// Those that wait are woken when something is appended.
pub fn an_append_wakes_those_that_wait(harness: &dyn Harness) {
    let store = harness.open(&Opening::default());
    woken(harness, &store, &store);
}

/// By whatever handle.
pub fn another_handle_s_append_wakes_them(harness: &dyn Harness) {
    let (reader, writer) = (harness.open(&Opening::default()), harness.open(&Opening::default()));
    woken(harness, &reader, &writer);
}

/// A future that is dropped while it waits is gone; others wait on.
pub fn who_stops_waiting_leaves_nothing_behind(harness: &dyn Harness) {
    with_store(harness, async |store| {
        for round in 0..200 {
            let head = must(store.head().await);
            let mut dropped: Vec<_> = (0..5).map(|_| store.wait(head)).collect();
            for wait in &mut dropped {
                // A wait may return early.
                poll_once(wait);
            }
            drop(dropped);
            if round % 20 == 0 {
                add(&store, STREAM, [round]).await;
                must(store.wait(head).await);
            }
        }
    });
}

/// First what is there, then what comes, each once and in order.
pub fn a_subscription_has_history_and_then_what_comes(harness: &dyn Harness) {
    let store = harness.open(&Opening::default());
    harness.run(within(harness, async {
        add(&store, STREAM, 0..50).await;
    }));
    std::thread::scope(|scope| {
        let reader = Arc::clone(&store);
        let reader = scope.spawn(move || {
            let mut seen = Vec::new();
            harness.run(within(harness, async {
                let mut subscription = Subscription::from(reader, 0);
                while seen.len() < 100 {
                    let event = must(subscription.next().await);
                    assert_eq!(event.position, Some(subscription.position()));
                    seen.push(event.stream_version.unwrap_or_default());
                }
            }));
            seen
        });
        for number in 50..100 {
            harness.run(within(harness, async {
                add(&store, STREAM, [number]).await;
            }));
            std::thread::sleep(Duration::from_micros(200));
        }
        let seen = reader.join().expect("the reader panicked");
        assert_eq!(seen, (1..=100).collect::<Vec<_>>());
    });
}

/// Nothing up to the position comes, and everything beyond it.
pub fn a_subscription_goes_on_from_a_position(harness: &dyn Harness) {
    with_store(harness, async |store| {
        add(&store, STREAM, [1, 2]).await;
        let position = add(&store, STREAM, [3]).await.position;
        add(&store, STREAM, [4, 5]).await;
        let mut subscription = Subscription::from(Arc::clone(&store), position);
        assert_eq!(must(subscription.next().await).stream_version, Some(4));
        let mut again = Subscription::from(Arc::clone(&store), subscription.position());
        assert_eq!(must(again.next().await).stream_version, Some(5));
        assert!(must(again.batch_now().await).is_none());
    });
}

/// A future of a subscription may be dropped at any time: the next one goes on where the last event was handed out.
pub fn a_subscription_that_is_dropped_in_between_loses_nothing(harness: &dyn Harness) {
    with_store(harness, async |store| {
        let mut subscription = Subscription::from(Arc::clone(&store), 0).limit(3);
        let mut seen: Vec<u64> = Vec::new();
        for round in 0..60 {
            add(&store, STREAM, [round]).await;
            for _ in 0..round % 3 {
                if let Some(batch) = poll_once(&mut Box::pin(subscription.next_batch())) {
                    seen.extend(must(batch).iter().map(|event| event.stream_version));
                }
                if let Some(event) = poll_once(&mut Box::pin(subscription.next())) {
                    seen.extend(must(event).stream_version);
                }
            }
        }
        while seen.len() < 60 {
            seen.extend(must(subscription.next().await).stream_version);
        }
        assert_eq!(seen, (1..=60).collect::<Vec<_>>());
    });
}
