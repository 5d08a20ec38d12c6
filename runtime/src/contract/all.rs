//! Reading all streams in one order.

use std::sync::Arc;

use super::Harness;
use super::scene::{add, everything, must, number, numbers, with_store};
use crate::store::{AllRead, Append, NewEvent, Pages, Store};

/// Appends one event of a name, with a number.
async fn named(store: &Arc<dyn Store>, name: &str, number: u64) -> u64 {
    let event = NewEvent::new(name.to_owned(), 1, format!(r#"{{"n":{number}}}"#));
    must(store.append(Append::to(format!("contract.Stream/{}", number % 3)).event(event)).await).position
}

/// One order for all: that of the appends.
pub fn positions_ascend_over_all_streams(harness: &dyn Harness) {
    with_store(harness, async |store| {
        for number in 0..50 {
            add(&store, &format!("contract.Stream/{}", number % 7), [number]).await;
        }
        let order: Vec<u64> = everything(&store).await.into_iter().map(|(_, _, number)| number).collect();
        assert_eq!(order, (0..50).collect::<Vec<_>>());
    });
}

/// A position is where the next read goes on; beyond the end there is nothing.
pub fn what_is_beyond_a_position(harness: &dyn Harness) {
    with_store(harness, async |store| {
        let empty = must(store.read_all(AllRead::after(0)).await);
        assert!(empty.is_empty() && !empty.more());
        assert_eq!(empty.read_to(), 0);
        let mut positions = Vec::new();
        for number in 1..=6 {
            positions.push(add(&store, &format!("contract.Stream/{number}"), [number]).await.position);
        }
        let batch = must(store.read_all(AllRead::after(positions[2])).await);
        assert_eq!(numbers(&batch), [4, 5, 6]);
        assert_eq!(batch.read_to(), positions[5]);
        for beyond in [positions[5], positions[5] + 100, u64::MAX] {
            let batch = must(store.read_all(AllRead::after(beyond)).await);
            assert!(batch.is_empty() && !batch.more());
            assert!(batch.read_to() <= beyond, "nobody has looked further than the end, or than was asked for");
        }
    });
}

/// Only events with one of some names, in the one order.
pub fn only_events_with_some_names(harness: &dyn Harness) {
    with_store(harness, async |store| {
        for number in 0..30 {
            named(&store, ["contract.A", "contract.B", "contract.C"][number as usize % 3], number).await;
        }
        let read = |names: &[&str]| {
            let read = AllRead::after(0).names(names.iter().copied());
            async { numbers(&must(store.read_all(read).await)) }
        };
        assert_eq!(read(&["contract.B"]).await, (0..30).filter(|n| n % 3 == 1).collect::<Vec<_>>());
        let both = read(&["contract.C", "contract.A", "contract.Unknown", "contract.A"]).await;
        assert_eq!(both, (0..30).filter(|n| n % 3 != 1).collect::<Vec<_>>());
        assert_eq!(read(&["contract.a"]).await, [0_u64; 0]);
        assert_eq!(read(&[]).await, [0_u64; 0]);
    });
}

/// Many names at once, as a projection of everything that a system does has them.
pub fn events_with_many_names(harness: &dyn Harness) {
    with_store(harness, async |store| {
        for number in 0..120 {
            named(&store, &format!("contract.Kind{number}"), number).await;
        }
        for count in [2, 20, 60, 119] {
            let names = (0..count).map(|number| format!("contract.Kind{number}"));
            let batch = must(store.read_all(AllRead::after(0).names(names)).await);
            assert_eq!(numbers(&batch), (0..count).collect::<Vec<_>>());
        }
    });
}

/// Names that nothing was recorded under are no error.
pub fn names_that_no_event_has(harness: &dyn Harness) {
    with_store(harness, async |store| {
        let last = named(&store, "contract.A", 1).await;
        let batch = must(store.read_all(AllRead::after(0).names(["contract.B", "' OR 1=1 --", ""])).await);
        assert!(batch.is_empty() && !batch.more());
        assert_eq!(batch.read_to(), last);
    });
}

/// A reader of few names learns how far it is, so that it need not look at the same events again.
pub fn a_filter_that_leaves_nothing_still_gets_on(harness: &dyn Harness) {
    with_store(harness, async |store| {
        let wanted = named(&store, "contract.Rare", 0).await;
        let mut last = 0;
        for number in 1..=40 {
            last = named(&store, "contract.Frequent", number).await;
        }
        let mut position = 0;
        let mut seen = Vec::new();
        loop {
            let batch = must(store.read_all(AllRead::after(position).names(["contract.Rare"])).await);
            assert!(batch.is_empty() || batch.read_to() >= wanted);
            seen.extend(batch.iter().map(|event| number(&event)));
            assert!(batch.read_to() >= position);
            position = batch.read_to();
            if !batch.more() {
                break;
            }
        }
        assert_eq!((seen, position), (vec![0], last));
    });
}

/// At most so many events, and from the last of them on it goes on.
pub fn a_limit_on_all_streams_and_what_is_beyond_it(harness: &dyn Harness) {
    with_store(harness, async |store| {
        for number in 0..20 {
            named(&store, ["contract.A", "contract.B"][number as usize % 2], number).await;
        }
        for names in [vec!["contract.A", "contract.B"], vec!["contract.B"]] {
            let wanted: Vec<u64> = (0..20).filter(|number| names.len() == 2 || number % 2 == 1).collect();
            let (mut position, mut seen) = (0, Vec::new());
            loop {
                let read = AllRead::after(position).names(names.iter().copied()).limit(3);
                let batch = must(store.read_all(read).await);
                assert!(batch.len() <= 3);
                seen.extend(numbers(&batch));
                position = batch.read_to();
                if !batch.more() {
                    break;
                }
                assert_eq!(batch.iter().last().map(|event| event.position), Some(position));
            }
            assert_eq!(seen, wanted);
        }
    });
}

/// A store of any size is read in batches, without a gap.
pub fn everything_page_by_page(harness: &dyn Harness) {
    with_store(harness, async |store| {
        for start in (0..5_000).step_by(250) {
            add(&store, &format!("contract.Stream/{start}"), start..start + 250).await;
        }
        let mut seen = Vec::new();
        let mut pages = Pages::of_all(Arc::clone(&store), AllRead::after(0));
        while let Some(batch) = must(pages.next().await) {
            seen.extend(numbers(&batch));
        }
        assert_eq!(seen, (0..5_000).collect::<Vec<_>>());
        let mut pages = Pages::of_all(Arc::clone(&store), AllRead::after(0).limit(2_345));
        let mut count = 0;
        while let Some(batch) = must(pages.next().await) {
            count += batch.len();
        }
        assert_eq!(count, 2_345);
    });
}

/// The head is where reading everything ends.
pub fn the_head_is_the_last_position(harness: &dyn Harness) {
    with_store(harness, async |store| {
        assert_eq!(must(store.head().await), 0);
        for number in 1..=3 {
            let done = add(&store, "contract.Stream/1", [number, number]).await;
            assert_eq!(must(store.head().await), done.position);
        }
    });
}

/// However large the events are, a batch of all streams stays within some mebibytes, also a filtered one.
pub fn large_events_make_small_batches_of_all_streams(harness: &dyn Harness) {
    with_store(harness, async |store| {
        let payload = format!("\"{}\"", "x".repeat(700_000));
        for number in 0..12 {
            let event = NewEvent::new("contract.Large", 1, payload.as_str());
            must(store.append(Append::to(format!("contract.Stream/{}", number % 2)).event(event)).await);
        }
        for read in [AllRead::after(0), AllRead::after(0).names(["contract.Large"])] {
            let (mut pages, mut count) = (Pages::of_all(Arc::clone(&store), read), 0);
            while let Some(batch) = must(pages.next().await) {
                assert!(batch.size() < 6 << 20, "a batch of {} bytes", batch.size());
                count += batch.len();
            }
            assert_eq!(count, 12);
        }
    });
}
