//! What a program does with a store, from a command to its events and back: the promises together.

use std::sync::Arc;

use uuid::Uuid;

use super::known::{Add, Tally};
use super::scene::{add, must, with_store, within};
use super::{Harness, Opening};
use crate::repository::Repository;
use crate::store::{Moment, Snapshot, Store, StreamRead};

const ID: u64 = 7;
const STREAM: &str = "contract.Tally/7";

/// The state is what the events lead to, each command decided on those before it.
pub fn a_command_is_decided_on_what_has_happened(harness: &dyn Harness) {
    with_store(harness, async |store| {
        let tallies = Repository::<Tally<1>>::new(&store);
        for (number, sum) in [(1, 1), (1, 3), (0, 6)] {
            let done = tallies.execute(&ID, Add { number }).await.expect("it is executed");
            assert_eq!(done.state().0, sum);
        }
        let loaded = tallies.load(&ID).await.expect("it is loaded");
        assert_eq!((loaded.version(), loaded.0), (3, 6));
        assert_eq!(tallies.load(&8).await.expect("nothing has happened").version(), 0);
    });
}

/// A command with an id that was here gets what it got then, and is not decided on what has happened since.
pub fn a_command_that_comes_again_is_not_decided_again(harness: &dyn Harness) {
    with_store(harness, async |store| {
        let tallies = Repository::<Tally<1>>::new(&store);
        let command = Uuid::now_v7();
        let first = tallies.command(&ID, Add { number: 5 }).id(command).send().await.expect("it is executed");
        tallies.execute(&ID, Add { number: 1 }).await.expect("it is executed");
        let again = tallies.command(&ID, Add { number: 5 }).id(command).send().await.expect("it is known");
        assert!(!first.repeated() && again.repeated());
        assert_eq!((again.events(), again.version(), again.state()), (first.events(), 1, first.state()));
        assert_eq!(tallies.load(&ID).await.expect("it is loaded").version(), 2);
    });
}

/// Who loses a race decides anew: what each was decided on is what the one before it has left.
pub fn commands_that_race_are_all_decided_on_the_newest_state(harness: &dyn Harness) {
    const WRITERS: u64 = 4;
    const EACH: u64 = 5;
    let store = harness.open(&Opening::default());
    std::thread::scope(|scope| {
        for _ in 0..WRITERS {
            let store = Arc::clone(&store);
            scope.spawn(move || {
                harness.run(within(harness, async {
                    let tallies = Repository::<Tally<1>>::new(&store);
                    for _ in 0..EACH {
                        tallies.execute(&ID, Add { number: 1 }).await.expect("its turn comes");
                    }
                }));
            });
        }
    });
    harness.run(within(harness, async {
        let loaded = Repository::<Tally<1>>::new(&store).load(&ID).await.expect("it is loaded");
        let commands = WRITERS * EACH;
        assert_eq!((loaded.version(), loaded.0), (commands, (1 << commands) - 1));
    }));
}

/// As of any version that the stream had.
pub fn the_state_is_what_it_was_at_a_version(harness: &dyn Harness) {
    with_store(harness, async |store| {
        let tallies = Repository::<Tally<1>>::new(&store).snapshot_every(3);
        for _ in 0..10 {
            tallies.execute(&ID, Add { number: 1 }).await.expect("it is executed");
        }
        for version in 0..=12 {
            let then = tallies.as_of(&ID, Moment::Version(version)).await.expect("it is loaded");
            let version = version.min(10);
            assert_eq!((then.version(), then.0), (version, (1 << version) - 1));
        }
    });
}

/// A snapshot of another release's fingerprint is not read: the state is that of the events, and its own takes the place.
pub fn a_snapshot_with_another_fingerprint_is_not_read(harness: &dyn Harness) {
    with_store(harness, async |store| {
        let first = Repository::<Tally<1>>::new(&store).snapshot_every(1);
        for _ in 0..3 {
            first.execute(&ID, Add { number: 1 }).await.expect("it is executed");
        }
        let kept = must(store.load_snapshot(STREAM).await).expect("there is one");
        assert_eq!((kept.stream_version, kept.fingerprint.as_str()), (3, "release 1"));
        // The second release counts everything twice.
        let second = Repository::<Tally<2>>::new(&store).snapshot_every(1);
        assert_eq!(second.load(&ID).await.expect("it is loaded").0, 14);
        second.execute(&ID, Add { number: 0 }).await.expect("it is executed");
        let kept = must(store.load_snapshot(STREAM).await).expect("there is one");
        assert_eq!((kept.stream_version, kept.fingerprint.as_str()), (4, "release 2"));
        // What has the right fingerprint is believed, so it is known to be read at all.
        must(store.save_snapshot(Snapshot::new(STREAM, 4, "release 2", "100")).await);
        assert_eq!(second.load(&ID).await.expect("it is loaded").0, 100);
        assert_eq!(first.load(&ID).await.expect("it is loaded").0, 21);
    });
}

/// Who, why and in answer to what, and free entries, beside each event of the command and no other.
pub fn what_is_said_about_a_command_stands_beside_its_events(harness: &dyn Harness) {
    with_store(harness, async |store| {
        let ids: [Uuid; 3] = std::array::from_fn(|_| Uuid::now_v7());
        let tallies = Repository::<Tally<1>>::new(&store);
        let request = tallies.command(&ID, Add { number: 1 }).and(Add { number: 2 }).id(ids[0]).actor("user:ann");
        let request = request.correlation(ids[1]).causation(ids[2]).entry("ip", "192.0.2.7");
        request.send().await.expect("it is executed");
        add(&store, "contract.Stream/1", [1]).await;
        let batch = must(store.read_stream(StreamRead::of(STREAM)).await);
        assert_eq!(batch.len(), 2);
        for event in batch.iter() {
            let metadata = must(event.metadata());
            let said = [metadata.command_id, metadata.correlation, metadata.causation, metadata.event_id];
            assert_eq!(said, [Some(ids[0]), Some(ids[1]), Some(ids[2]), Some(event.id)]);
            assert_eq!(metadata.actor.as_deref(), Some("user:ann"));
            assert_eq!(metadata.entries.get("ip").and_then(|entry| entry.as_str()), Some("192.0.2.7"));
        }
        let plain = must(store.read_stream(StreamRead::of("contract.Stream/1")).await);
        assert!(plain.iter().all(|event| event.metadata.is_empty()));
    });
}
