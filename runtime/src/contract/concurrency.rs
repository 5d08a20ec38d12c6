//! Many at once.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::scene::{COUNTED, add, add_at, events, must, number, whole_stream, within};
use super::{Harness, Opening};
use crate::store::{Append, Expected, NewEvent, Store, StoreErrorKind, StreamRead, Subscription};

const WRITERS: u64 = 8;

/// Of many that append at the same version one wins, and the others learn which version there is now.
pub fn one_of_many_writers_wins_each_version(harness: &dyn Harness) {
    const VERSIONS: u64 = 40;
    let store = harness.open(&Opening::default());
    let wins: Vec<Vec<u64>> = std::thread::scope(|scope| {
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| {
                let store = Arc::clone(&store);
                scope.spawn(move || {
                    let mut won = Vec::new();
                    harness.run(within(harness, async {
                        let mut version = 0;
                        while version < VERSIONS {
                            match add_at(&store, "contract.Stream/1", Expected::Exactly(version), writer).await {
                                Ok(done) => {
                                    assert_eq!((done.first, done.last), (version + 1, version + 1));
                                    won.push(done.last);
                                    version = done.last;
                                }
                                Err(error) => match error.kind() {
                                    StoreErrorKind::Conflict { expected, actual, .. } => {
                                        assert!(*expected == version && *actual > version, "{error}");
                                        version = *actual;
                                    }
                                    _ => panic!("{error}"),
                                },
                            }
                        }
                    }));
                    won
                })
            })
            .collect();
        writers.into_iter().map(|writer| writer.join().expect("a writer panicked")).collect()
    });
    let mut versions: Vec<(u64, u64)> =
        wins.iter().zip(0..).flat_map(|(won, writer)| won.iter().map(move |version| (*version, writer))).collect();
    versions.sort_unstable();
    harness.run(within(harness, async {
        let winners = whole_stream(&store, "contract.Stream/1").await;
        let stored: Vec<(u64, u64)> = winners.into_iter().zip(1..).map(|(writer, version)| (version, writer)).collect();
        assert_eq!(stored, versions, "each version was won once, by the one whose event is there");
    }));
}

/// Readers that follow while many write get every event once, positions ascending, each stream in order; also those
/// that want some names alone.
pub fn subscriptions_skip_nothing_while_many_write(harness: &dyn Harness) {
    const APPENDS: u64 = 60;
    // Every append has two events; of the named ones each is one.
    const EVENTS: u64 = WRITERS * APPENDS * 2;
    let store = harness.open(&Opening::default());
    std::thread::scope(|scope| {
        let mut threads = Vec::new();
        for writer in 0..WRITERS {
            let store = Arc::clone(&store);
            threads.push(scope.spawn(move || {
                harness.run(within(harness, async {
                    for count in 0..APPENDS {
                        let name = if count % 4 == 0 { "contract.Fourth" } else { "contract.Other" };
                        let named = NewEvent::new(name, 1, format!(r#"{{"n":{}}}"#, count * 2 + 1));
                        let append = events(&format!("contract.Stream/{writer}"), [count * 2]).event(named);
                        must(store.append(append).await);
                        if count % 10 == 3 {
                            // Lost races leave gaps in some stores.
                            let late = events(&format!("contract.Stream/{writer}"), [0]).expecting(Expected::NoStream);
                            assert!(store.append(late).await.is_err());
                        }
                    }
                }));
            }));
        }
        for reader in 0..4 {
            // Half of the readers have a handle of their own.
            let store = if reader % 2 == 0 { Arc::clone(&store) } else { harness.open(&Opening::default()) };
            threads.push(scope.spawn(move || {
                harness.run(within(harness, async {
                    let filtered = reader >= 2;
                    let (mut subscription, wanted) = if filtered {
                        (Subscription::from(store, 0).names(["contract.Fourth"]), WRITERS * APPENDS / 4)
                    } else {
                        (Subscription::from(store, 0), EVENTS)
                    };
                    let mut seen: HashMap<String, u64> = HashMap::new();
                    let (mut count, mut position) = (0, 0);
                    while count < wanted {
                        let batch = must(subscription.next_batch().await);
                        for event in batch.iter() {
                            assert!(event.position > position, "positions ascend");
                            position = event.position;
                            count += 1;
                            let before = seen.insert(event.stream.to_owned(), event.stream_version).unwrap_or(0);
                            let next = if filtered { if before == 0 { 2 } else { before + 8 } } else { before + 1 };
                            assert_eq!(event.stream_version, next, "{} has no gap", event.stream);
                        }
                    }
                    assert_eq!(count, wanted);
                }));
            }));
        }
        for thread in threads {
            thread.join().expect("a thread panicked");
        }
    });
}

/// Nobody ever sees a part of an append.
pub fn readers_see_whole_appends(harness: &dyn Harness) {
    const APPENDS: u64 = 50;
    let store = harness.open(&Opening::default());
    let done = AtomicU64::new(0);
    std::thread::scope(|scope| {
        let (writer, done) = (Arc::clone(&store), &done);
        scope.spawn(move || {
            harness.run(within(harness, async {
                for count in 0..APPENDS {
                    let all = (0..5).map(|_| NewEvent::new(COUNTED, 1, format!(r#"{{"n":{count}}}"#)));
                    must(writer.append(Append::to("contract.Stream/1").events(all)).await);
                }
            }));
            done.store(1, Ordering::SeqCst);
        });
        for _ in 0..2 {
            let store = Arc::clone(&store);
            scope.spawn(move || {
                harness.run(within(harness, async {
                    loop {
                        let over = done.load(Ordering::SeqCst) == 1;
                        let newest = StreamRead::of("contract.Stream/1").backwards().limit(5);
                        let batch = must(store.read_stream(newest).await);
                        let first = batch.at(0).map(|event| number(&event));
                        assert!(batch.is_empty() || batch.len() == 5);
                        assert!(batch.iter().all(|event| Some(number(&event)) == first), "a part of an append");
                        if over {
                            assert_eq!(first, Some(APPENDS - 1), "what was answered can be read");
                            break;
                        }
                    }
                }));
            });
        }
    });
}

/// Two handles that were opened each on its own share one order.
pub fn two_handles_write_one_stream(harness: &dyn Harness) {
    const EACH: u64 = 50;
    let handles = [harness.open(&Opening::default()), harness.open(&Opening::default())];
    std::thread::scope(|scope| {
        for (store, writer) in handles.iter().zip(0..) {
            scope.spawn(move || {
                harness.run(within(harness, async {
                    for count in 0..EACH {
                        add(store, "contract.Stream/1", [writer * 1_000 + count]).await;
                    }
                }));
            });
        }
    });
    harness.run(within(harness, async {
        for store in &handles {
            let seen = whole_stream(store, "contract.Stream/1").await;
            for writer in 0..2 {
                let own: Vec<u64> = seen.iter().copied().filter(|number| number / 1_000 == writer).collect();
                assert_eq!(own, (0..EACH).map(|count| writer * 1_000 + count).collect::<Vec<_>>());
            }
        }
    }));
}
