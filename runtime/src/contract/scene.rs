//! What many clauses need: a store with numbered events in it.

use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use super::alarm::Alarm;
use super::{Harness, Opening};
use crate::store::{
    AllRead, Append, Appended, Batch, Expected, NewEvent, Pages, Store, StoreError, StoreErrorKind, Stored, StreamRead,
};

/// The name of the events that clauses append.
pub(super) const COUNTED: &str = "contract.Counted";

/// Opens the harness's store and does something with it.
pub(super) fn with_store<F, W>(harness: &dyn Harness, work: W)
where
    F: Future<Output = ()>,
    W: FnOnce(Arc<dyn Store>) -> F,
{
    let store = harness.open(&Opening::default());
    let work = work(store);
    harness.run(within(harness, work));
}

/// The same work, which fails where nothing comes of it within the harness's patience: a store that does not wake those
/// who wait is told so, and the test does not hang.
pub(super) fn within<'a>(
    harness: &dyn Harness,
    work: impl Future<Output = ()> + 'a,
) -> Pin<Box<dyn Future<Output = ()> + 'a>> {
    let patience = harness.patience();
    Box::pin(async move {
        let mut work = pin!(work);
        let mut alarm = Alarm::new(patience);
        std::future::poll_fn(|cx| {
            if work.as_mut().poll(cx).is_ready() {
                return Poll::Ready(());
            }
            assert!(!alarm.is_over(), "the store has not answered, or woken who waits, for {patience:?}");
            alarm.wakes(cx.waker());
            Poll::Pending
        })
        .await;
    })
}

/// What must not fail.
#[track_caller]
pub(super) fn must<T>(result: Result<T, StoreError>) -> T {
    match result {
        Ok(value) => value,
        Err(error) => panic!("the store should do this, and says: {error} ({:?})", error.kind()),
    }
}

/// What must be refused, and why it is.
#[track_caller]
pub(super) fn refused<T: std::fmt::Debug>(result: Result<T, StoreError>) -> StoreErrorKind {
    match result {
        Ok(value) => panic!("the store should refuse this, and answers {value:?}"),
        Err(error) => {
            assert!(!error.to_string().is_empty(), "an error says what is wrong");
            error.kind().clone()
        }
    }
}

/// An event that is told from others by a number.
pub(super) fn numbered(number: u64) -> NewEvent {
    NewEvent::new(COUNTED, 1, format!(r#"{{"n":{number}}}"#))
}

/// The number of an event.
#[track_caller]
pub(super) fn number(event: &Stored<'_>) -> u64 {
    let digits = event.payload.strip_prefix(r#"{"n":"#).and_then(|rest| rest.strip_suffix('}'));
    let number = digits.and_then(|digits| digits.parse().ok());
    number.unwrap_or_else(|| panic!("an event that no test has appended: {event:?}"))
}

pub(super) fn numbers(batch: &Batch) -> Vec<u64> {
    batch.iter().map(|event| number(&event)).collect()
}

/// An append of events with these numbers.
pub(super) fn events(stream: &str, numbers: impl IntoIterator<Item = u64>) -> Append {
    Append::to(stream).events(numbers.into_iter().map(numbered))
}

/// Appends events with these numbers, whatever the stream's version.
pub(super) async fn add(store: &dyn Store, stream: &str, numbers: impl IntoIterator<Item = u64>) -> Appended {
    must(store.append(events(stream, numbers)).await)
}

/// Appends at an expected version.
pub(super) async fn add_at(
    store: &dyn Store,
    stream: &str,
    expected: Expected,
    number: u64,
) -> Result<Appended, StoreError> {
    store.append(events(stream, [number]).expecting(expected)).await
}

/// The whole stream: its versions must be 1, 2, 3, …; its numbers.
pub(super) async fn whole_stream(store: &Arc<dyn Store>, stream: &str) -> Vec<u64> {
    let mut all = Vec::new();
    let mut pages = Pages::of_stream(Arc::clone(store), StreamRead::of(stream));
    while let Some(batch) = must(pages.next().await) {
        for event in batch.iter() {
            assert_eq!(event.stream, stream);
            assert_eq!(event.stream_version, all.len() as u64 + 1, "versions have no gaps");
            all.push(number(&event));
        }
    }
    all
}

/// All events of the store: their positions must ascend; position, stream, number.
pub(super) async fn everything(store: &Arc<dyn Store>) -> Vec<(u64, String, u64)> {
    let mut all: Vec<(u64, String, u64)> = Vec::new();
    let mut pages = Pages::of_all(Arc::clone(store), AllRead::after(0));
    while let Some(batch) = must(pages.next().await) {
        for event in batch.iter() {
            assert!(all.last().is_none_or(|last| last.0 < event.position), "positions ascend");
            all.push((event.position, event.stream.to_owned(), number(&event)));
        }
    }
    all
}

/// Polls a future once; what it gave, if it was ready.
pub(super) fn poll_once<F: Future + Unpin>(future: &mut F) -> Option<F::Output> {
    match std::pin::Pin::new(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => Some(output),
        Poll::Pending => None,
    }
}
