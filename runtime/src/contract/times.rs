//! Recorded times: the store's clock, and never back.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use jiff::Timestamp;

use super::scene::{add, must, numbers, with_store, within};
use super::{Harness, Opening};
use crate::store::{AllRead, Clock, Moment, Store, StreamRead};

const STREAM: &str = "contract.Stream/1";

async fn times(store: &Arc<dyn Store>) -> Vec<Timestamp> {
    must(store.read_all(AllRead::after(0)).await).iter().map(|event| event.time).collect()
}

/// Later positions have times that are later, or the same; they are about the time of the append.
pub fn times_do_not_go_back(harness: &dyn Harness) {
    with_store(harness, async |store| {
        for number in 0..20 {
            add(&store, &format!("contract.Stream/{}", number % 3), [number, number]).await;
        }
        let times = times(&store).await;
        assert!(times.is_sorted(), "{times:?}");
        let day = Duration::from_secs(24 * 60 * 60);
        let now = Timestamp::now();
        assert!(times.iter().all(|time| *time > now - day && *time < now + day), "{times:?}");
    });
}

/// A clock that a test sets, in seconds since 1970.
fn clock(start: i64) -> (Clock, Arc<AtomicI64>) {
    let seconds = Arc::new(AtomicI64::new(start));
    let hand = Arc::clone(&seconds);
    let tell = move || Timestamp::from_second(seconds.load(Ordering::SeqCst)).unwrap_or_default();
    (Clock::new(tell), hand)
}

/// Where the clock goes back, events have the time of the one before, until it has caught up.
pub fn a_clock_that_goes_back_moves_no_event(harness: &dyn Harness) {
    if !harness.takes_a_clock() {
        return;
    }
    let (clock, hand) = clock(1_000);
    let opening = Opening { clock: Some(clock), ..Opening::default() };
    let store = harness.open(&opening);
    let seconds = async |store: &Arc<dyn Store>| -> Vec<i64> {
        times(store).await.into_iter().map(Timestamp::as_second).collect()
    };
    harness.run(within(harness, async {
        for (number, time) in [(1, 1_000), (2, 1_010), (3, 5), (4, 1_009), (5, -7), (6, 1_011)] {
            hand.store(time, Ordering::SeqCst);
            add(&store, &format!("contract.Stream/{number}"), [number]).await;
        }
        assert_eq!(seconds(&store).await, [1_000, 1_010, 1_010, 1_010, 1_010, 1_011]);
    }));
    drop(store);
    hand.store(3, Ordering::SeqCst);
    let store = harness.open(&opening);
    harness.run(within(harness, async {
        add(&store, "contract.Stream/7", [7]).await;
        assert_eq!(seconds(&store).await.last(), Some(&1_011), "also after reopening");
    }));
}

/// A part of a stream from a time and to one, both included.
pub fn a_stream_between_two_times(harness: &dyn Harness) {
    let (clock, hand) = clock(0);
    let store = harness.open(&Opening { clock: Some(clock), ..Opening::default() });
    harness.run(within(harness, async {
        for number in 1..=9 {
            // Two events a moment, where the clock is ours; and otherwise moments apart.
            hand.store(number / 2 * 10, Ordering::SeqCst);
            if !harness.takes_a_clock() {
                std::thread::sleep(Duration::from_millis(5));
            }
            add(&store, STREAM, [u64::try_from(number).unwrap_or_default()]).await;
            add(&store, "contract.Stream/2", [0]).await;
        }
        let all = must(store.read_stream(StreamRead::of(STREAM)).await);
        let recorded: Vec<(u64, Timestamp)> =
            numbers(&all).into_iter().zip(all.iter().map(|event| event.time)).collect();
        let nanosecond = Duration::from_nanos(1);
        let mut moments: Vec<Timestamp> = recorded.iter().map(|(_, time)| *time).collect();
        moments.extend(recorded.iter().flat_map(|(_, time)| [*time - nanosecond, *time + nanosecond]));
        moments.extend([Timestamp::MIN, Timestamp::MAX]);
        for from in &moments {
            for to in &moments {
                let part = StreamRead::of(STREAM).from(Moment::Time(*from)).to(Moment::Time(*to));
                let mut wanted: Vec<u64> =
                    recorded.iter().filter(|(_, time)| from <= time && time <= to).map(|(number, _)| *number).collect();
                assert_eq!(numbers(&must(store.read_stream(part.clone()).await)), wanted, "{from} to {to}");
                wanted.reverse();
                assert_eq!(numbers(&must(store.read_stream(part.backwards()).await)), wanted, "{from} to {to}");
            }
        }
        let mixed = StreamRead::of(STREAM).from(Moment::Version(3)).to(Moment::Time(recorded[5].1));
        assert!(numbers(&must(store.read_stream(mixed).await)).starts_with(&[3, 4, 5, 6]));
    }));
}
