//! Following a store: what is there already, and then what comes, without an end.

use super::{AllRead, Batch, Store, StoreError};
use crate::recorded::RecordedEvent;

/// The events of all streams beyond a position, in order: history first, then each as it is appended. Never skips one.
///
/// A program that keeps [`position`](Self::position) together with what it made of the events goes on from there when
/// it is started again, and gets an event twice at worst. Dropping a future of a subscription loses nothing.
///
/// ```
/// use retold::store::{Append, MemoryStore, NewEvent, Store, Subscription};
///
/// # pollster::block_on(async {
/// let store = MemoryStore::new();
/// store.append(Append::to("shop.Cart/7").event(NewEvent::new("shop.ItemAdded", 1, "{}"))).await?;
/// store.append(Append::to("shop.Cart/7").event(NewEvent::new("shop.CheckedOut", 1, "{}"))).await?;
///
/// let mut checkouts = Subscription::from(store, 0).names(["shop.CheckedOut"]);
/// assert_eq!(checkouts.next().await?.name, "shop.CheckedOut");
/// assert_eq!(checkouts.position(), 2);
/// # Ok::<(), retold::store::StoreError>(())
/// # }).unwrap();
/// ```
#[derive(Clone, Debug)]
pub struct Subscription<S> {
    store: S,
    read: AllRead,
    /// What was read and not handed out yet, from `next` on.
    batch: Batch,
    next: usize,
}

impl<S: Store> Subscription<S> {
    /// What is beyond a position; 0 for everything.
    #[must_use]
    pub fn from(store: S, position: u64) -> Self {
        Self { store, read: AllRead::after(position), batch: Batch::new(), next: 0 }
    }

    /// Only events with these names; aliases and names of events that became others are to be among them.
    #[must_use]
    pub fn names(self, names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self { read: self.read.names(names), ..self }
    }

    /// At most so many events in a batch, and at least one.
    #[must_use]
    pub fn limit(self, limit: usize) -> Self {
        Self { read: self.read.limit(limit.max(1)), ..self }
    }

    /// How far it is: everything up to here was handed out, or not asked for.
    #[must_use]
    pub fn position(&self) -> u64 {
        self.read.after
    }

    /// Goes on behind a position, wherever it was.
    pub(crate) fn seek(&mut self, position: u64) {
        self.read.after = position;
        (self.batch, self.next) = (Batch::new(), 0);
    }

    /// Waits until there may be more.
    pub(crate) async fn wait(&self) -> Result<(), StoreError> {
        self.store.wait(self.read.after).await
    }

    /// The next events: one or more, as many as the store finds handy. Waits for them where there are none.
    ///
    /// # Errors
    /// When the store cannot be read. The subscription stays where it was.
    pub async fn next_batch(&mut self) -> Result<Batch, StoreError> {
        loop {
            if let Some(batch) = self.batch_now().await? {
                return Ok(batch);
            }
            self.wait().await?;
        }
    }

    /// The next events, if there are any now.
    ///
    /// # Errors
    /// When the store cannot be read. The subscription stays where it was.
    pub async fn batch_now(&mut self) -> Result<Option<Batch>, StoreError> {
        loop {
            let batch = self.read_on().await?;
            self.read.after = self.read.after.max(batch.read_to());
            if !batch.is_empty() {
                return Ok(Some(batch));
            }
            if !batch.more() {
                return Ok(None);
            }
        }
    }

    /// The next event. Waits for it where there is none.
    ///
    /// # Errors
    /// When the store cannot be read, or the event's metadata is damaged. The subscription stays where it was.
    pub async fn next(&mut self) -> Result<RecordedEvent, StoreError> {
        loop {
            if let Some(stored) = self.batch.at(self.next) {
                let event = stored.to_recorded()?;
                let position = stored.position;
                self.next += 1;
                let last = self.next == self.batch.len();
                // Beyond the last one lies only what was not asked for.
                self.read.after = if last { self.batch.read_to() } else { position };
                return Ok(event);
            }
            let batch = self.read_on().await?;
            if batch.is_empty() {
                self.read.after = self.read.after.max(batch.read_to());
                if !batch.more() {
                    self.wait().await?;
                }
            } else {
                (self.batch, self.next) = (batch, 0);
            }
        }
    }

    /// What comes after what was handed out.
    async fn read_on(&mut self) -> Result<Batch, StoreError> {
        let batch = self.store.read_all(self.read.clone()).await?;
        (self.batch, self.next) = (Batch::new(), 0);
        Ok(batch)
    }
}
