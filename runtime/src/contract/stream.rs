//! Reading one stream.

use std::sync::Arc;

use super::Harness;
use super::scene::{add, must, numbers, with_store};
use crate::store::{Append, Batch, Moment, NewEvent, Pages, Store, StreamRead};

const STREAM: &str = "contract.Stream/1";

/// Ten events, with others between them.
async fn ten(store: &Arc<dyn Store>) {
    for number in 1..=10 {
        add(store, STREAM, [number]).await;
        add(store, "contract.Stream/2", [100 + number]).await;
    }
}

async fn read(store: &Arc<dyn Store>, read: StreamRead) -> Batch {
    must(store.read_stream(read).await)
}

/// A stream that nothing was appended to is empty, and no error.
pub fn an_unknown_stream_has_no_events(harness: &dyn Harness) {
    with_store(harness, async |store| {
        for part in [StreamRead::of(STREAM), StreamRead::of(STREAM).backwards().limit(1), StreamRead::of("")] {
            let batch = read(&store, part).await;
            assert!(batch.is_empty() && !batch.more());
        }
        ten(&store).await;
        assert!(read(&store, StreamRead::of("contract.Stream/3")).await.is_empty());
    });
}

/// The oldest first, or the newest.
pub fn forwards_and_backwards(harness: &dyn Harness) {
    with_store(harness, async |store| {
        ten(&store).await;
        let batch = read(&store, StreamRead::of(STREAM)).await;
        assert_eq!(numbers(&batch), (1..=10).collect::<Vec<_>>());
        assert!(!batch.more());
        let batch = read(&store, StreamRead::of(STREAM).backwards()).await;
        assert_eq!(numbers(&batch), (1..=10).rev().collect::<Vec<_>>());
        assert_eq!(batch.at(0).map(|event| event.stream_version), Some(10));
    });
}

/// From a version and to one, both included, in both directions.
pub fn between_versions(harness: &dyn Harness) {
    with_store(harness, async |store| {
        ten(&store).await;
        let part = StreamRead::of(STREAM).from(Moment::Version(3)).to(Moment::Version(5));
        assert_eq!(numbers(&read(&store, part.clone()).await), [3, 4, 5]);
        assert_eq!(numbers(&read(&store, part.backwards()).await), [5, 4, 3]);
        let from = StreamRead::of(STREAM).from(Moment::Version(9));
        assert_eq!(numbers(&read(&store, from.clone()).await), [9, 10]);
        assert_eq!(numbers(&read(&store, from.backwards()).await), [10, 9]);
        let to = StreamRead::of(STREAM).to(Moment::Version(2));
        assert_eq!(numbers(&read(&store, to.clone()).await), [1, 2]);
        assert_eq!(numbers(&read(&store, to.backwards().limit(1)).await), [2]);
    });
}

/// Bounds beyond the stream, or the wrong way round, are no error.
pub fn bounds_outside_the_stream(harness: &dyn Harness) {
    with_store(harness, async |store| {
        ten(&store).await;
        let all = StreamRead::of(STREAM).from(Moment::Version(0)).to(Moment::Version(u64::MAX));
        assert_eq!(read(&store, all).await.len(), 10);
        for part in [
            StreamRead::of(STREAM).from(Moment::Version(11)),
            StreamRead::of(STREAM).from(Moment::Version(u64::MAX)),
            StreamRead::of(STREAM).to(Moment::Version(0)),
            StreamRead::of(STREAM).from(Moment::Version(5)).to(Moment::Version(4)),
        ] {
            let batch = read(&store, part).await;
            assert!(batch.is_empty() && !batch.more());
        }
    });
}

/// At most so many events; whether there are more between the bounds is said.
pub fn a_limit_and_what_is_beyond_it(harness: &dyn Harness) {
    with_store(harness, async |store| {
        ten(&store).await;
        for (limit, more) in [(1, true), (9, true), (10, false), (11, false), (usize::MAX, false)] {
            for part in [StreamRead::of(STREAM).limit(limit), StreamRead::of(STREAM).limit(limit).backwards()] {
                let batch = read(&store, part).await;
                assert_eq!((batch.len(), batch.more()), (limit.min(10), more), "limit {limit}");
            }
        }
        let batch = read(&store, StreamRead::of(STREAM).to(Moment::Version(4)).limit(4)).await;
        assert_eq!((batch.len(), batch.more()), (4, false));
    });
}

/// A stream of any length is read in batches, without a gap, in both directions.
pub fn a_long_stream_is_read_page_by_page(harness: &dyn Harness) {
    with_store(harness, async |store| {
        for start in (0..5_000).step_by(500) {
            add(&store, STREAM, start..start + 500).await;
        }
        let pages = |read| Pages::of_stream(Arc::clone(&store), read);
        let forwards = versions(pages(StreamRead::of(STREAM))).await;
        assert_eq!(forwards, (1..=5_000).collect::<Vec<_>>());
        let backwards = versions(pages(StreamRead::of(STREAM).backwards())).await;
        assert_eq!(backwards, (1..=5_000).rev().collect::<Vec<_>>());
        let part = StreamRead::of(STREAM).from(Moment::Version(100)).to(Moment::Version(4_000));
        assert_eq!(versions(pages(part.clone())).await, (100..=4_000).collect::<Vec<_>>());
        assert_eq!(versions(pages(part.backwards().limit(3_500))).await, (501..=4_000).rev().collect::<Vec<_>>());
    });
}

async fn versions(mut pages: Pages<Arc<dyn Store>>) -> Vec<u64> {
    let mut versions = Vec::new();
    while let Some(batch) = must(pages.next().await) {
        versions.extend(batch.iter().map(|event| event.stream_version));
    }
    versions
}

/// However large the events are, a batch stays within some mebibytes.
pub fn large_events_make_small_batches(harness: &dyn Harness) {
    with_store(harness, async |store| {
        let payload = format!("\"{}\"", "x".repeat(700_000));
        for _ in 0..12 {
            let event = NewEvent::new("contract.Large", 1, payload.as_str());
            must(store.append(Append::to(STREAM).event(event)).await);
        }
        let mut pages = Pages::of_stream(Arc::clone(&store), StreamRead::of(STREAM));
        let mut count = 0;
        while let Some(batch) = must(pages.next().await) {
            assert!(batch.size() < 6 << 20, "a batch of {} bytes", batch.size());
            count += batch.len();
        }
        assert_eq!(count, 12);
    });
}
