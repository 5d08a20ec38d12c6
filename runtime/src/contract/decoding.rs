//! What comes out of the store leads to the struct of its version, and is never guessed.

use std::error::Error;
use std::sync::{Arc, Mutex, PoisonError};

use super::Harness;
use super::known::Numbers;
use super::scene::{must, with_store};
use crate::decode_error::DecodeError;
use crate::projection::{InMemory, ProjectionError, Unreadable};
use crate::recorded::Recorded;
use crate::store::{Append, NewEvent, Store};

const STREAM: &str = "contract.Tally/1";

/// Appends a payload of a version, which readers of `reads_as` can read as well; its position.
async fn put(store: &Arc<dyn Store>, name: &'static str, version: u32, reads_as: u32, payload: &str) -> u64 {
    let mut event = NewEvent::new(name, version, payload);
    event.reads_as = reads_as;
    must(store.append(Append::to(STREAM).event(event)).await).position
}

async fn seen(store: &Arc<dyn Store>) -> Vec<u64> {
    let numbers = InMemory::<Numbers>::new(store);
    if let Err(error) = numbers.catch_up().await {
        panic!("everything can be read, and the reader says: {error}");
    }
    numbers.read(|model| model.numbers.clone())
}

/// The version stands beside the payload, and leads to that version's struct.
pub fn each_version_is_read_by_its_own_body(harness: &dyn Harness) {
    with_store(harness, async |store| {
        put(&store, "contract.Put", 1, 1, r#"{"count":3}"#).await;
        put(&store, "contract.Added", 2, 2, r#"{"number":4}"#).await;
        put(&store, "contract.Put", 1, 1, r#"{"count":5}"#).await;
        assert_eq!(seen(&store).await, [3_000, 4, 5_000]);
    });
}

/// A reader of an event gets what was recorded under its earlier names too, and what was not asked for stays away.
pub fn earlier_names_are_among_what_a_reader_asks_for(harness: &dyn Harness) {
    with_store(harness, async |store| {
        put(&store, "contract.Other", 1, 1, "{}").await;
        put(&store, "contract.Put", 2, 2, r#"{"number":1}"#).await;
        put(&store, "contract.Looked", 1, 1, "{}").await;
        put(&store, "contract.Added", 2, 2, r#"{"number":2}"#).await;
        let last = put(&store, "contract.Other", 7, 7, "[]").await;
        let numbers = InMemory::<Numbers>::new(&store);
        numbers.catch_up().await.expect("what is asked for can be read");
        assert_eq!(numbers.read(|model| model.numbers.clone()), [1, 2]);
        assert_eq!(numbers.counts().await.decoded, 3, "one of them has become nothing");
        assert_eq!(numbers.position(), last);
    });
}

/// Who does not know a version reads it as the one that stands beside it.
pub fn a_newer_version_is_read_as_the_version_that_it_names(harness: &dyn Harness) {
    with_store(harness, async |store| {
        put(&store, "contract.Added", 9, 2, r#"{"number":6,"later":true}"#).await;
        assert_eq!(seen(&store).await, [6]);
    });
}

/// A version that nobody knows is an error with the name, the version, those that are known, the stream and the position;
/// what came before it has been read, and nothing after it.
pub fn what_nobody_knows_stops_the_reader_and_says_where(harness: &dyn Harness) {
    with_store(harness, async |store| {
        put(&store, "contract.Added", 2, 2, r#"{"number":1}"#).await;
        let odd = put(&store, "contract.Added", 9, 8, r#"{"number":2}"#).await;
        put(&store, "contract.Added", 2, 2, r#"{"number":3}"#).await;
        let numbers = InMemory::<Numbers>::new(&store);
        let Err(ProjectionError::Decode(error)) = numbers.catch_up().await else {
            panic!("version 9 is not known, nor is version 8");
        };
        let text = error.to_string();
        let place = format!("`{STREAM}` at position {odd}");
        for part in ["`contract.Added`", "v9", "2", &place] {
            assert!(text.contains(part), "{part} is not in: {text}");
        }
        let model = numbers.read(|model| model.numbers.clone());
        assert!(model.is_empty() || model == [1], "nothing after it: {model:?}");
        assert!(numbers.position() < odd);
    });
}

/// The others go on; nothing is dropped in silence.
pub fn what_nobody_knows_is_parked_or_counted_if_that_is_said(harness: &dyn Harness) {
    with_store(harness, async |store| {
        for number in 1..=6 {
            let version = if number % 3 == 0 { 9 } else { 2 };
            put(&store, "contract.Added", version, version, &format!(r#"{{"number":{number}}}"#)).await;
        }
        let numbers = InMemory::<Numbers>::with(&store, Unreadable::SkipAndCount);
        numbers.catch_up().await.expect("they are counted");
        let counts = numbers.counts().await;
        assert_eq!((counts.decoded, counts.parked, counts.skipped), (4, 0, 2));
        assert_eq!(numbers.read(|model| model.numbers.clone()), [1, 2, 4, 5]);

        let parked = Arc::new(Mutex::new(Vec::new()));
        let shelf = Arc::clone(&parked);
        let park = move |event: Recorded<'_>, _: &DecodeError| -> Result<(), Box<dyn Error + Send + Sync>> {
            let text = event.payload.text()?.to_owned();
            shelf.lock().unwrap_or_else(PoisonError::into_inner).push((event.version, event.position, text));
            Ok(())
        };
        let numbers = InMemory::<Numbers>::with(&store, Unreadable::Park(Box::new(park)));
        numbers.catch_up().await.expect("they are parked");
        let counts = numbers.counts().await;
        assert_eq!((counts.decoded, counts.parked, counts.skipped), (4, 2, 0));
        let parked = parked.lock().unwrap_or_else(PoisonError::into_inner);
        assert_eq!(
            parked.iter().map(|(_, _, text)| text.as_str()).collect::<Vec<_>>(),
            [r#"{"number":3}"#, r#"{"number":6}"#]
        );
        assert!(parked.iter().all(|(version, position, _)| *version == 9 && position.is_some()));
    });
}
