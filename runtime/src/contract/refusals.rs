//! What every store refuses, and that nothing of it is left.

use super::scene::{add, events, everything, must, numbered, refused, whole_stream, with_store, within};
use super::{Harness, Opening};
use crate::store::{Append, LARGEST_EVENT, LONGEST_STREAM_NAME, NewEvent, Store, StoreErrorKind, StreamRead};

/// An append without an event makes no sense.
pub fn an_append_has_an_event(harness: &dyn Harness) {
    with_store(harness, async |store| {
        let why = refused(store.append(Append::to("contract.Stream/1")).await);
        assert!(matches!(why, StoreErrorKind::Invalid(_)), "{why:?}");
    });
}

/// A stream's name is any text: nothing in it has a meaning, and no two names are taken for one.
pub fn names_of_streams_are_any_text(harness: &dyn Harness) {
    with_store(harness, async |store| {
        let longest = format!("contract.Stream/{}", "x".repeat(LONGEST_STREAM_NAME - "contract.Stream/".len()));
        let streams = [
            "contract.Stream/\u{1f34e}",
            "contract.Stream/é",
            "contract.Stream/e\u{301}",
            "contract.Stream/a b",
            "contract.Stream/a",
            "contract.Stream/A",
            "contract.Stream/'; DROP TABLE events; --",
            "contract.Stream/%",
            "contract.Stream/_",
            "contract.Stream/*.>",
            "contract.Stream/\"\\/..",
            "contract.Stream/",
            "contract.Stream/a/b",
            " ",
            "$all",
            &longest,
        ];
        for (stream, number) in streams.iter().zip(0..) {
            assert_eq!(add(&store, stream, [number]).await.first, 1, "{stream:?}");
        }
        for (stream, number) in streams.iter().zip(0..) {
            assert_eq!(whole_stream(&store, stream).await, [number], "{stream:?}");
        }
        let all: Vec<String> = everything(&store).await.into_iter().map(|(_, stream, _)| stream).collect();
        assert_eq!(all, streams);
    });
}

/// No name, one that is too long, or control characters in it.
pub fn a_stream_without_a_sensible_name_is_refused(harness: &dyn Harness) {
    with_store(harness, async |store| {
        let long = "x".repeat(LONGEST_STREAM_NAME + 1);
        for stream in ["", &long, "contract.Stream/\0", "contract.Stream/\n", "contract.Stream/\u{85}"] {
            let why = refused(store.append(events(stream, [1])).await);
            assert!(matches!(why, StoreErrorKind::Invalid(_)), "{why:?}");
        }
        assert_eq!(must(store.head().await), 0);
    });
}

fn senseless() -> Vec<NewEvent> {
    let mut beyond = numbered(1);
    beyond.reads_as = 2;
    let mut zero = numbered(1);
    zero.reads_as = 0;
    let mut free = numbered(1);
    free.metadata.entries.insert("actor".to_owned(), "twice".into());
    free.metadata.actor = Some("once".to_owned());
    vec![
        beyond,
        zero,
        free,
        NewEvent::new("", 1, "{}"),
        NewEvent::new("contract.Counted", 0, "{}"),
        NewEvent::new("contract.Counted", 1, ""),
        NewEvent::new("contract.Counted", 1, "{"),
        NewEvent::new("contract.Counted", 1, "{} {}"),
        NewEvent::new("contract.Counted", 1, "NaN"),
        NewEvent::new("contract.Counted", 1, &b"\"\xff\""[..]),
        NewEvent::new("contract.Counted", 1, &b"{\"a\":\"\xc3\"}"[..]),
    ]
}

/// Versions from 1, a name, JSON in UTF-8, metadata that can be written.
pub fn an_event_that_makes_no_sense_is_refused(harness: &dyn Harness) {
    with_store(harness, async |store| {
        for event in senseless() {
            let why = refused(store.append(Append::to("contract.Stream/1").event(event.clone())).await);
            assert!(matches!(why, StoreErrorKind::Invalid(_)), "{event:?}: {why:?}");
        }
        assert_eq!(must(store.head().await), 0);
    });
}

/// One event that is refused takes those beside it along.
pub fn one_bad_event_refuses_all(harness: &dyn Harness) {
    with_store(harness, async |store| {
        for event in senseless() {
            let append = Append::to("contract.Stream/1").event(numbered(1)).event(event).event(numbered(3));
            refused(store.append(append).await);
        }
        assert_eq!(everything(&store).await, []);
        assert_eq!(add(&store, "contract.Stream/1", [1]).await.first, 1);
    });
}

fn of_size(bytes: usize) -> NewEvent {
    NewEvent::new("contract.Large", 1, format!("\"{}\"", "x".repeat(bytes - 2)))
}

/// An event of more bytes than were said is refused, with both numbers; one of just as many is taken.
pub fn an_event_larger_than_the_limit_is_refused(harness: &dyn Harness) {
    let opening = Opening { largest_event: Some(1_000), ..Opening::default() };
    let store = harness.open(&opening);
    harness.run(within(harness, async {
        let append = Append::to("contract.Stream/1").event(of_size(10)).event(of_size(1_001));
        let why = refused(store.append(append).await);
        let name = "contract.Large".to_owned();
        assert_eq!(why, StoreErrorKind::TooLarge { name, size: 1_001, largest: 1_000 });
        let mut heavy = of_size(990);
        heavy.metadata.actor = Some("x".repeat(20));
        let why = refused(store.append(Append::to("contract.Stream/1").event(heavy)).await);
        assert!(matches!(why, StoreErrorKind::TooLarge { .. }), "metadata counts: {why:?}");
        assert_eq!(must(store.head().await), 0);
        let done = must(store.append(Append::to("contract.Stream/1").event(of_size(1_000))).await);
        assert_eq!(done.last, 1);
    }));
}

/// The limit that stores have where nothing was said.
pub fn an_event_of_a_mebibyte_is_taken(harness: &dyn Harness) {
    with_store(harness, async |store| {
        must(store.append(Append::to("contract.Stream/1").event(of_size(LARGEST_EVENT))).await);
        let why = refused(store.append(Append::to("contract.Stream/1").event(of_size(LARGEST_EVENT + 1))).await);
        assert!(matches!(why, StoreErrorKind::TooLarge { .. }), "{why:?}");
        let batch = must(store.read_stream(StreamRead::of("contract.Stream/1")).await);
        assert_eq!(batch.iter().map(|event| event.payload.len()).collect::<Vec<_>>(), [LARGEST_EVENT]);
    });
}

/// A store that was opened by one service does not append to a stream that belongs to another one.
pub fn a_stream_of_another_service_is_refused(harness: &dyn Harness) {
    let opening = Opening { service: Some("cart-service".to_owned()), ..Opening::default() };
    let store = harness.open(&opening);
    let nobody = harness.open(&Opening::default());
    harness.run(within(harness, async {
        assert_eq!(store.service(), Some("cart-service"));
        assert_eq!(nobody.service(), None);
        let why = refused(store.append(events("stock.Item/1", [1]).owned_by("stock-service")).await);
        let (stream, owner) = ("stock.Item/1".to_owned(), "stock-service".to_owned());
        assert_eq!(why, StoreErrorKind::WrongOwner { stream, owner, service: "cart-service".to_owned() });
        assert_eq!(must(store.head().await), 0);
        must(store.append(events("shop.Cart/1", [1]).owned_by("cart-service")).await);
        must(store.append(events("shop.Cart/2", [2])).await);
        must(nobody.append(events("stock.Item/1", [3]).owned_by("stock-service")).await);
        let all: Vec<u64> = everything(&store).await.into_iter().map(|(_, _, number)| number).collect();
        assert_eq!(all, [1, 2, 3]);
    }));
}

/// Refused appends leave a store that takes the next ones.
pub fn after_a_refusal_the_store_goes_on(harness: &dyn Harness) {
    with_store(harness, async |store| {
        for round in 1..=20 {
            refused(
                store.append(events("contract.Stream/1", [0]).expecting(crate::store::Expected::Exactly(99))).await,
            );
            refused(store.append(Append::to("contract.Stream/1").event(of_size(LARGEST_EVENT + 1))).await);
            assert_eq!(add(&store, "contract.Stream/1", [round]).await.last, round);
        }
        assert_eq!(whole_stream(&store, "contract.Stream/1").await, (1..=20).collect::<Vec<_>>());
    });
}
