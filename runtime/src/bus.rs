//! The event bus of one process: every event that is appended reaches every component that subscribed, in the order of
//! the store. Each subscriber has its own place in the store and its own pace, so a slow one holds up nobody and misses
//! nothing.

use std::collections::VecDeque;
use std::fmt;
use std::sync::Arc;

use crate::event::EventSet;
use crate::policy::Counts;
use crate::projection::{ProjectionError, Unreadable, events_of};
use crate::recorded::RecordedEvent;
use crate::store::{Batch, Readable, Store, StoreError, Subscription};

/// The event bus over a store.
///
/// ```
/// use retold::EventBus;
/// use retold::store::MemoryStore;
/// # use retold::store::{Append, Store};
/// # use retold::{Event, EventSet};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Clone, Debug, PartialEq, Event, Serialize, Deserialize)]
/// # #[event(name = "shop.OrderPlaced", version = 1)]
/// # struct OrderPlaced {}
/// # #[derive(Clone, Debug, PartialEq, EventSet)]
/// # enum CartEvent { OrderPlaced(OrderPlaced) }
/// # retold::blocking::block_on(async {
/// let store = MemoryStore::new();
/// let bus = EventBus::new(&store);
/// let mut mailer = bus.subscribe::<CartEvent>().await?;
///
/// # let placed = CartEvent::from(OrderPlaced {}).encode()?;
/// # let done =
/// # store.append(Append::to("shop.Cart/7").event(placed)).await?;
/// // … a command …
/// let delivery = mailer.next().await?;
/// assert_eq!(delivery.recorded.stream.as_deref(), Some("shop.Cart/7"));
/// assert_eq!(delivery.event, CartEvent::OrderPlaced(OrderPlaced {}));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// # }).unwrap();
/// ```
#[derive(Clone, Debug)]
pub struct EventBus {
    store: Arc<dyn Store>,
}

impl EventBus {
    /// The bus of a store's events.
    #[must_use]
    pub fn new<S: Readable>(store: &S) -> Self {
        Self { store: store.for_reading() }
    }

    /// The events of a set that are appended from now on.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn subscribe<Set: EventSet>(&self) -> Result<Subscriber<Set>, StoreError> {
        let head = self.store.head().await?;
        Ok(self.subscribe_after(head))
    }

    /// The events of a set beyond a position: those that are there, then those that come. With 0, all; with the position
    /// of the last delivery that was dealt with, a component goes on where it was.
    #[must_use]
    pub fn subscribe_after<Set: EventSet>(&self, position: u64) -> Subscriber<Set> {
        Subscriber {
            feed: events_of::<Set>(Arc::clone(&self.store), position),
            batch: Batch::new(),
            next: 0,
            pending: VecDeque::new(),
            unreadable: Unreadable::Stop,
            counts: Counts::default(),
        }
    }
}

/// An event as a component gets it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Delivery<Set> {
    /// What it is today.
    pub event: Set,
    /// As it was recorded, with stream, position, time and metadata.
    pub recorded: Arc<RecordedEvent>,
}

/// A component's place on the bus. Deliveries come in the order of the store, each at least once: what was not dealt
/// with when the process ended comes again to whoever subscribes after the last position that was.
pub struct Subscriber<Set> {
    feed: Subscription<Arc<dyn Store>>,
    batch: Batch,
    next: usize,
    /// What one recorded event became and has not been handed out.
    pending: VecDeque<Delivery<Set>>,
    unreadable: Unreadable,
    counts: Counts,
}

impl<Set: EventSet> Subscriber<Set> {
    /// The same with something else to do about events that cannot be decoded than to stop.
    #[must_use]
    pub fn unreadable(self, unreadable: Unreadable) -> Self {
        Self { unreadable, ..self }
    }

    /// The next event, as soon as there is one.
    ///
    /// # Errors
    /// When the store cannot be read, or an event cannot be decoded; the next call tries the same event again.
    pub async fn next(&mut self) -> Result<Delivery<Set>, ProjectionError> {
        loop {
            if let Some(delivery) = self.advance().await? {
                return Ok(delivery);
            }
            self.feed.wait().await?;
        }
    }

    /// The next event, or nothing where there is none now.
    ///
    /// # Errors
    /// As [`next`](Self::next).
    pub async fn try_next(&mut self) -> Result<Option<Delivery<Set>>, ProjectionError> {
        self.advance().await
    }

    /// How many events went which way so far.
    #[must_use]
    pub fn counts(&self) -> Counts {
        self.counts
    }

    async fn advance(&mut self) -> Result<Option<Delivery<Set>>, ProjectionError> {
        loop {
            if let Some(delivery) = self.pending.pop_front() {
                return Ok(Some(delivery));
            }
            let Some(stored) = self.batch.at(self.next) else {
                let Some(batch) = self.feed.batch_now().await? else { return Ok(None) };
                (self.batch, self.next) = (batch, 0);
                continue;
            };
            if let Some(events) = self.unreadable.decode::<Set>(stored, &mut self.counts)? {
                let recorded = Arc::new(stored.to_recorded()?);
                self.pending.extend(events.map(|event| Delivery { event, recorded: Arc::clone(&recorded) }));
            }
            self.next += 1;
        }
    }
}

impl<Set> fmt::Debug for Subscriber<Set> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Subscriber").field("feed", &self.feed).finish_non_exhaustive()
    }
}
