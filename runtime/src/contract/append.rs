//! Appending: all of it or nothing, at the expected version.

use std::time::Duration;

use uuid::Uuid;

use super::Harness;
use super::scene::{
    add, add_at, events, everything, must, number, numbers, poll_once, refused, whole_stream, with_store,
};
use crate::metadata::Metadata;
use crate::store::{Append, Expected, NewEvent, StoreErrorKind, StreamRead};

/// The first event of a stream makes version 1, and each one more.
pub fn versions_count_from_one(harness: &dyn Harness) {
    with_store(harness, async |store| {
        for version in 1..=5 {
            let done = add(&store, "contract.Stream/1", [version]).await;
            assert_eq!((done.first, done.last, done.repeated), (version, version, false));
        }
        assert_eq!(whole_stream(&store, "contract.Stream/1").await, [1, 2, 3, 4, 5]);
    });
}

/// Events of one append have versions one after the other, in their order, and so have their positions.
pub fn events_of_one_append_stand_together_in_order(harness: &dyn Harness) {
    with_store(harness, async |store| {
        add(&store, "contract.Stream/1", [1]).await;
        let done = add(&store, "contract.Stream/1", [2, 3, 4]).await;
        assert_eq!((done.first, done.last), (2, 4));
        let order: Vec<u64> = everything(&store).await.into_iter().map(|(_, _, number)| number).collect();
        assert_eq!(order, [1, 2, 3, 4]);
    });
}

/// Everything about an event comes back: name, version, `reads_as`, id, payload, metadata, and where and when.
pub fn what_is_read_is_what_was_appended(harness: &dyn Harness) {
    with_store(harness, async |store| {
        let mut metadata = Metadata {
            correlation: Some(Uuid::from_u128(1)),
            causation: Some(Uuid::from_u128(2)),
            command_id: Some(Uuid::from_u128(3)),
            actor: Some("änn \"the\" first".to_owned()),
            traceparent: Some("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01".to_owned()),
            ..Metadata::default()
        };
        metadata.entries.insert("ip".to_owned(), "192.0.2.7".into());
        let mut event = NewEvent::new("contract.Full", 7, r#"{"a":[1,2.50,"ü"]}"#).with(metadata.clone());
        event.reads_as = 4;
        let id = event.id;
        let plain = NewEvent::new("contract.Plain", 1, "{}");
        let done = must(store.append(Append::to("contract.Stream/ü").event(event).event(plain)).await);

        let batch = must(store.read_stream(StreamRead::of("contract.Stream/ü")).await);
        let full = batch.at(0).expect("two events were appended");
        assert_eq!((full.name, full.version, full.reads_as), ("contract.Full", 7, 4));
        assert_eq!((full.stream, full.stream_version, full.id), ("contract.Stream/ü", 1, id));
        assert_eq!(full.payload, r#"{"a":[1,2.50,"ü"]}"#);
        metadata.event_id = Some(id);
        assert_eq!(must(full.metadata()), metadata);
        let plain = batch.at(1).expect("two events were appended");
        assert_eq!((plain.name, plain.version, plain.reads_as, plain.stream_version), ("contract.Plain", 1, 1, 2));
        assert!(must(plain.metadata()).is_empty());
        assert_eq!(plain.position, done.position);
        assert!(full.position < plain.position && full.time <= plain.time);
    });
}

/// A payload is the same bytes: blanks, the order of keys and the digits of numbers among them.
pub fn payloads_are_kept_byte_for_byte(harness: &dyn Harness) {
    with_store(harness, async |store| {
        let payloads = [
            " { \"b\" : 1.00 , \"a\" : 12345678901234567890123456789.5 } ",
            "null",
            "[]",
            r#""text""#,
            "\"\u{1f34e} \u{7f} \u{2028}\"",
            r#""\u0000""#,
            r#"{"a":1,"a":2}"#,
        ];
        for payload in payloads {
            must(store.append(Append::to("contract.Stream/1").event(NewEvent::new("contract.Odd", 1, payload))).await);
        }
        let batch = must(store.read_stream(StreamRead::of("contract.Stream/1")).await);
        assert_eq!(batch.iter().map(|event| event.payload).collect::<Vec<_>>(), payloads);
    });
}

/// Without an expected version an append goes to the end, whatever that is.
pub fn any_version_will_do_where_none_is_expected(harness: &dyn Harness) {
    with_store(harness, async |store| {
        assert_eq!(must(add_at(&store, "contract.Stream/1", Expected::Any, 1).await).last, 1);
        assert_eq!(must(add_at(&store, "contract.Stream/1", Expected::Any, 2).await).last, 2);
    });
}

/// An append at the version that the stream has succeeds.
pub fn an_expected_version_that_the_stream_has_is_met(harness: &dyn Harness) {
    with_store(harness, async |store| {
        for version in 0..4 {
            let done = must(add_at(&store, "contract.Stream/1", Expected::Exactly(version), version).await);
            assert_eq!(done.first, version + 1);
        }
    });
}

/// A lost race is a conflict, with the version that the stream has.
pub fn a_lost_race_names_the_actual_version(harness: &dyn Harness) {
    with_store(harness, async |store| {
        add(&store, "contract.Stream/1", [1, 2, 3]).await;
        for (expected, version) in [(Expected::Exactly(2), 2), (Expected::NoStream, 0), (Expected::Exactly(0), 0)] {
            let why = refused(add_at(&store, "contract.Stream/1", expected, 4).await);
            let stream = "contract.Stream/1".to_owned();
            assert_eq!(why, StoreErrorKind::Conflict { stream, expected: version, actual: 3 });
        }
    });
}

/// Nor is a version met that the stream does not have yet.
pub fn a_version_that_is_yet_to_come_is_not_met(harness: &dyn Harness) {
    with_store(harness, async |store| {
        add(&store, "contract.Stream/1", [1]).await;
        for version in [2, u64::MAX] {
            let why = refused(add_at(&store, "contract.Stream/1", Expected::Exactly(version), 2).await);
            let stream = "contract.Stream/1".to_owned();
            assert_eq!(why, StoreErrorKind::Conflict { stream, expected: version, actual: 1 });
        }
        let why = refused(add_at(&store, "contract.Stream/2", Expected::Exactly(1), 2).await);
        let stream = "contract.Stream/2".to_owned();
        assert_eq!(why, StoreErrorKind::Conflict { stream, expected: 1, actual: 0 });
    });
}

/// A stream that nothing was appended to is expected as none, or at version 0.
pub fn an_empty_stream_is_expected_as_none_or_as_zero(harness: &dyn Harness) {
    with_store(harness, async |store| {
        assert_eq!(must(add_at(&store, "contract.Stream/1", Expected::NoStream, 1).await).last, 1);
        assert_eq!(must(add_at(&store, "contract.Stream/2", Expected::Exactly(0), 1).await).last, 1);
    });
}

/// After a lost race nothing of the append is in the store.
pub fn a_lost_race_appends_nothing(harness: &dyn Harness) {
    with_store(harness, async |store| {
        add(&store, "contract.Stream/1", [1]).await;
        let head = must(store.head().await);
        let late = events("contract.Stream/1", [8, 9]).expecting(Expected::NoStream);
        assert!(matches!(refused(store.append(late).await), StoreErrorKind::Conflict { .. }));
        let new = events("contract.Stream/2", [8, 9]).expecting(Expected::Exactly(3));
        assert!(matches!(refused(store.append(new).await), StoreErrorKind::Conflict { .. }));
        assert_eq!(must(store.head().await), head);
        assert_eq!(everything(&store).await.len(), 1);
        assert_eq!(add(&store, "contract.Stream/1", [2]).await.first, 2);
        assert_eq!(add(&store, "contract.Stream/2", [3]).await.first, 1);
    });
}

/// Each stream has its own versions.
pub fn streams_do_not_touch_each_other(harness: &dyn Harness) {
    with_store(harness, async |store| {
        for number in 1..=3 {
            for stream in ["contract.Stream/1", "contract.Stream/2", "contract.Other/1"] {
                assert_eq!(add(&store, stream, [number]).await.last, number);
            }
        }
        assert_eq!(whole_stream(&store, "contract.Stream/2").await, [1, 2, 3]);
    });
}

/// What an append answers is where its last event is found among all.
pub fn the_answer_has_the_position_of_the_last_event(harness: &dyn Harness) {
    with_store(harness, async |store| {
        let first = add(&store, "contract.Stream/1", [1, 2]).await;
        let second = add(&store, "contract.Stream/2", [3]).await;
        let all = everything(&store).await;
        let positions: Vec<u64> = all.iter().map(|(position, ..)| *position).collect();
        assert_eq!(positions[1..], [first.position, second.position]);
        assert!(positions[0] > 0, "positions are beyond 0, which is before everything");
    });
}

/// Many events are one append as well.
pub fn a_thousand_events_are_appended_at_once(harness: &dyn Harness) {
    with_store(harness, async |store| {
        let done = add(&store, "contract.Stream/1", 0..1_000).await;
        assert_eq!((done.first, done.last), (1, 1_000));
        assert_eq!(whole_stream(&store, "contract.Stream/1").await, (0..1_000).collect::<Vec<_>>());
    });
}

/// A future that is dropped before it is ready has appended all of its events, or none.
pub fn a_dropped_append_is_all_or_nothing(harness: &dyn Harness) {
    with_store(harness, async |store| {
        for round in 0..40 {
            let stream = format!("contract.Dropped/{round}");
            {
                let mut append = store.append(events(&stream, [1, 2, 3]).expecting(Expected::NoStream));
                for _ in 0..round % 4 {
                    if poll_once(&mut append).is_some() {
                        break;
                    }
                }
                std::thread::sleep(Duration::from_micros(50 * (round % 5)));
            }
            // Every later append to the stream comes after it, or it never comes.
            add(&store, &stream, [9]).await;
            let seen = whole_stream(&store, &stream).await;
            assert!(seen == [9] || seen == [1, 2, 3, 9], "a dropped append left {seen:?}");
        }
        // Each of them once, also where it went on after it was dropped.
        let batch = must(store.read_stream(StreamRead::of("contract.Dropped/1").backwards()).await);
        assert_eq!(batch.iter().next().map(|event| number(&event)), Some(9));
        assert!(numbers(&batch).len() == 1 || numbers(&batch).len() == 4);
    });
}
