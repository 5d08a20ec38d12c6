//! Reading a long part of a store batch by batch, in constant memory.

use super::{AllRead, Batch, Store, StoreError, StreamRead};
use crate::recorded::RecordedEvent;

/// All events of a [`StreamRead`] or an [`AllRead`], one batch after the other, up to its limit or the end of what is
/// there.
///
/// ```
/// use retold::store::{Append, MemoryStore, NewEvent, Pages, Store, StreamRead};
///
/// # pollster::block_on(async {
/// let store = MemoryStore::new();
/// let events = (0..5_000).map(|n| NewEvent::new("shop.Counted", 1, n.to_string()));
/// store.append(Append::to("shop.Counter/1").events(events)).await?;
///
/// let mut count = 0;
/// let mut pages = Pages::of_stream(store, StreamRead::of("shop.Counter/1").backwards());
/// while let Some(page) = pages.next().await? {
///     count += page.len();
/// }
/// assert_eq!(count, 5_000);
/// # Ok::<(), retold::store::StoreError>(())
/// # }).unwrap();
/// ```
#[derive(Clone, Debug)]
pub struct Pages<S> {
    store: S,
    /// What is left; none at the end.
    rest: Option<Rest>,
}

#[derive(Clone, Debug)]
enum Rest {
    Stream(StreamRead),
    All(AllRead),
}

impl<S: Store> Pages<S> {
    /// The events of one stream.
    #[must_use]
    pub fn of_stream(store: S, read: StreamRead) -> Self {
        Self { store, rest: Some(Rest::Stream(read)) }
    }

    /// The events of all streams that are there now.
    #[must_use]
    pub fn of_all(store: S, read: AllRead) -> Self {
        Self { store, rest: Some(Rest::All(read)) }
    }

    /// The next events, one or more; none at the end.
    ///
    /// # Errors
    /// When the store cannot be read. Called again it tries the same again.
    pub async fn next(&mut self) -> Result<Option<Batch>, StoreError> {
        while let Some(rest) = &mut self.rest {
            let (batch, over) = match rest {
                Rest::Stream(read) => {
                    let batch = self.store.read_stream(read.clone()).await?;
                    let over = !batch.more() || !read.move_beyond(&batch) || is_used_up(&mut read.limit, &batch);
                    (batch, over)
                }
                Rest::All(read) => {
                    let batch = self.store.read_all(read.clone()).await?;
                    read.after = read.after.max(batch.read_to());
                    let over = !batch.more() || is_used_up(&mut read.limit, &batch);
                    (batch, over)
                }
            };
            if over {
                self.rest = None;
            }
            if !batch.is_empty() {
                return Ok(Some(batch));
            }
        }
        Ok(None)
    }

    /// All events at once, each on its own. For parts that fit into memory.
    ///
    /// # Errors
    /// When the store cannot be read, or the metadata of an event is damaged.
    pub async fn collect(mut self) -> Result<Vec<RecordedEvent>, StoreError> {
        let mut events = Vec::new();
        while let Some(batch) = self.next().await? {
            for event in batch.iter() {
                events.push(event.to_recorded()?);
            }
        }
        Ok(events)
    }
}

/// Takes a batch off a limit; true when nothing is left of it.
fn is_used_up(limit: &mut Option<usize>, batch: &Batch) -> bool {
    *limit = limit.map(|limit| limit.saturating_sub(batch.len()));
    *limit == Some(0)
}
