//! The same command twice has its effect once.

use std::sync::Arc;

use uuid::Uuid;

use super::scene::{add, events, must, refused, whole_stream, with_store, within};
use super::{Harness, Opening};
use crate::store::{Expected, Store, StoreErrorKind};

/// The second time nothing is appended, and the answer is that of the first time.
pub fn a_command_that_comes_again_gets_the_first_answer(harness: &dyn Harness) {
    with_store(harness, async |store| {
        let command = Uuid::now_v7();
        add(&store, "contract.Stream/1", [1]).await;
        let first = must(store.append(events("contract.Stream/1", [2, 3]).command(command)).await);
        assert_eq!((first.first, first.last, first.repeated), (2, 3, false));
        add(&store, "contract.Stream/1", [4]).await;
        let again = must(store.append(events("contract.Stream/1", [5]).command(command)).await);
        assert_eq!(again, first.repeated());
        assert_eq!(whole_stream(&store, "contract.Stream/1").await, [1, 2, 3, 4]);
    });
}

/// A command that comes again is no lost race, although the stream has moved on.
pub fn a_command_is_looked_up_before_the_expected_version(harness: &dyn Harness) {
    with_store(harness, async |store| {
        let append = || events("contract.Stream/1", [1]).command(Uuid::from_u128(7)).expecting(Expected::NoStream);
        let first = must(store.append(append()).await);
        assert_eq!(must(store.append(append()).await), first.repeated());
    });
}

/// The same id in another stream is another command.
pub fn a_command_is_known_in_its_stream_alone(harness: &dyn Harness) {
    with_store(harness, async |store| {
        let command = Uuid::now_v7();
        for stream in ["contract.Stream/1", "contract.Stream/2"] {
            let done = must(store.append(events(stream, [1]).command(command)).await);
            assert!(!done.repeated);
        }
        assert_eq!(whole_stream(&store, "contract.Stream/2").await, [1]);
    });
}

/// A command that lost a race has had no effect, and is not remembered.
pub fn a_command_that_was_refused_may_come_again(harness: &dyn Harness) {
    with_store(harness, async |store| {
        let command = Uuid::now_v7();
        let append = |expected| events("contract.Stream/1", [1]).command(command).expecting(expected);
        let why = refused(store.append(append(Expected::Exactly(4))).await);
        assert!(matches!(why, StoreErrorKind::Conflict { .. }));
        assert_eq!(must(store.answer("contract.Stream/1", command).await), None);
        assert!(!must(store.append(append(Expected::Exactly(0))).await).repeated);
        assert!(must(store.append(append(Expected::Exactly(0))).await).repeated);
        assert_eq!(whole_stream(&store, "contract.Stream/1").await, [1]);
    });
}

/// What a command appended is known without sending it again.
pub fn the_answer_to_a_command_can_be_asked_for(harness: &dyn Harness) {
    with_store(harness, async |store| {
        let command = Uuid::now_v7();
        let first = must(store.append(events("contract.Stream/1", [1, 2]).command(command)).await);
        assert_eq!(must(store.answer("contract.Stream/1", command).await), Some(first.repeated()));
        assert_eq!(must(store.answer("contract.Stream/1", Uuid::now_v7()).await), None);
        assert_eq!(must(store.answer("contract.Stream/2", command).await), None);
    });
}

/// The same command from many threads: one of them appends, and all get the same answer.
pub fn a_command_that_comes_many_times_at_once_has_its_effect_once(harness: &dyn Harness) {
    let store = harness.open(&Opening::default());
    let commands: Vec<Uuid> = (0..20).map(|_| Uuid::now_v7()).collect();
    let answers: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8)
            .map(|_| {
                let (store, commands) = (Arc::clone(&store), &commands);
                scope.spawn(move || {
                    let mut answers = Vec::new();
                    harness.run(within(harness, async {
                        for (command, number) in commands.iter().zip(0..) {
                            let append = events("contract.Stream/1", [number]).command(*command);
                            answers.push(must(store.append(append).await));
                        }
                    }));
                    answers
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().expect("a writer panicked")).collect()
    });
    for index in 0..commands.len() {
        let of_command: Vec<_> = answers.iter().map(|answers| answers[index]).collect();
        assert_eq!(of_command.iter().filter(|answer| !answer.repeated).count(), 1, "one thread appends");
        assert!(of_command.iter().all(|answer| answer.repeated() == of_command[0].repeated()), "one answer for all");
    }
    harness.run(within(harness, async {
        let mut seen = whole_stream(&store, "contract.Stream/1").await;
        seen.sort_unstable();
        assert_eq!(seen, (0..20).collect::<Vec<_>>());
    }));
}
