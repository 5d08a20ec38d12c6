//! A projection in memory: read while it is being kept up to date, and rebuilt beside itself.

use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

use tokio::sync::Mutex;

use super::place::Place;
use super::{Projection, ProjectionError, Unreadable, events_of};
use crate::policy::Counts;
use crate::store::{Batch, Readable, Store, StoreError, Subscription};

/// A projection in memory with its place in the store; a handle, of which clones share the model.
///
/// Somebody has to drive it: [`catch_up`](Self::catch_up) now and then, or [`run`](Self::run) on a task or a thread of
/// its own.
///
/// A recorded event is taken in whole or not at all. What cannot be taken in stops it, and the model is then made again
/// from the events before that one, since what a failed method changed is not known; that takes as long as a
/// [`rebuild`](Self::rebuild).
pub struct InMemory<P> {
    shared: Arc<Shared<P>>,
}

struct Shared<P> {
    place: Place,
    model: RwLock<P>,
    driver: Mutex<Driver>,
}

/// What only one at a time works with.
#[derive(Debug)]
struct Driver {
    feed: Subscription<Arc<dyn Store>>,
    unreadable: Unreadable,
    counts: Counts,
    /// The model has something of the event after this position, which it could not take in.
    torn: Option<u64>,
}

impl<P: Projection> InMemory<P> {
    /// A projection of a store's events, from the first on.
    #[must_use]
    pub fn new<S: Readable>(store: &S) -> Self {
        Self::with(store, Unreadable::Stop)
    }

    /// The same with something else to do about events that cannot be decoded than to stop.
    #[must_use]
    pub fn with<S: Readable>(store: &S, unreadable: Unreadable) -> Self {
        let store = store.for_reading();
        let feed = events_of::<P::Event>(Arc::clone(&store), 0);
        let driver = Mutex::new(Driver { feed, unreadable, counts: Counts::default(), torn: None });
        let shared = Shared { place: Place::new(store), model: RwLock::new(P::default()), driver };
        Self { shared: Arc::new(shared) }
    }

    /// Takes in everything that the store has now.
    ///
    /// # Errors
    /// When the store cannot be read, or an event cannot be decoded.
    pub async fn catch_up(&self) -> Result<(), ProjectionError> {
        let mut driver = self.shared.driver.lock().await;
        while self.step(&mut driver).await? {}
        Ok(())
    }

    /// Takes in everything that the store has, and whatever comes, for ever.
    ///
    /// # Errors
    /// When the store cannot be read, or an event cannot be decoded. It can be called again.
    pub async fn run(&self) -> Result<std::convert::Infallible, ProjectionError> {
        loop {
            self.catch_up().await?;
            // Others may drive it while this one waits.
            self.shared.place.wait().await?;
        }
    }

    /// Reads the model as it is now. It is not written while `read` looks at it.
    pub fn read<T>(&self, read: impl FnOnce(&P) -> T) -> T {
        read(&self.shared.model.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The position up to which events have been taken in.
    #[must_use]
    pub fn position(&self) -> u64 {
        self.shared.place.position()
    }

    /// Waits until the events up to a position have been taken in, such as those that a command has just appended.
    /// Somebody else must be driving it.
    pub async fn reached(&self, position: u64) {
        self.shared.place.reached(position).await;
    }

    /// How many positions the model is behind the store; 0 when it is up to date.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn lag(&self) -> Result<u64, StoreError> {
        self.shared.place.lag().await
    }

    /// How many events went which way so far.
    pub async fn counts(&self) -> Counts {
        self.shared.driver.lock().await.counts
    }

    /// Builds the model anew from the first event, beside the one that is being read, and swaps them.
    ///
    /// # Errors
    /// As [`catch_up`](Self::catch_up); the old model stays then.
    pub async fn rebuild(&self) -> Result<(), ProjectionError> {
        let mut driver = self.shared.driver.lock().await;
        let before = driver.feed.position();
        driver.feed.seek(0);
        let counts = std::mem::take(&mut driver.counts);
        let rebuilt = Self::build(&mut driver).await;
        match rebuilt {
            Ok(model) => {
                *self.shared.model.write().unwrap_or_else(PoisonError::into_inner) = model;
                driver.torn = None;
                self.shared.place.is_at(driver.feed.position());
                Ok(())
            }
            Err(error) => {
                driver.feed.seek(before);
                driver.counts = counts;
                Err(error)
            }
        }
    }

    async fn build(driver: &mut Driver) -> Result<P, ProjectionError> {
        let mut model = P::default();
        while let Some(batch) = driver.feed.batch_now().await? {
            take_in(&mut model, &batch, u64::MAX, &mut driver.unreadable, &mut driver.counts)
                .map_err(|stopped| stopped.error)?;
        }
        Ok(model)
    }

    /// Takes in one batch; says whether there is more.
    async fn step(&self, driver: &mut Driver) -> Result<bool, ProjectionError> {
        self.mend(driver).await?;
        let batch = driver.feed.batch_now().await?;
        if let Some(batch) = &batch {
            let taken = {
                let mut model = self.shared.model.write().unwrap_or_else(PoisonError::into_inner);
                take_in(&mut *model, batch, u64::MAX, &mut driver.unreadable, &mut driver.counts)
            };
            if let Err(Stopped { position, is_torn, error }) = taken {
                driver.feed.seek(position);
                self.shared.place.is_at(position);
                if is_torn {
                    driver.torn = Some(position);
                    // If that fails, it is done before anything else is taken in.
                    let _ = self.mend(driver).await;
                }
                return Err(error);
            }
        }
        self.shared.place.is_at(driver.feed.position());
        Ok(batch.is_some_and(|batch| batch.more()))
    }

    /// Puts a model of the events before the one that could not be taken in into the place of the torn one.
    async fn mend(&self, driver: &mut Driver) -> Result<(), ProjectionError> {
        let Some(position) = driver.torn else { return Ok(()) };
        let mut model = P::default();
        let mut feed = events_of::<P::Event>(Arc::clone(&self.shared.place.store), 0);
        // What could not be decoded has been parked or counted before.
        let (mut unreadable, mut counts) = (Unreadable::SkipAndCount, Counts::default());
        while feed.position() < position {
            let Some(batch) = feed.batch_now().await? else { break };
            take_in(&mut model, &batch, position, &mut unreadable, &mut counts).map_err(|stopped| stopped.error)?;
        }
        *self.shared.model.write().unwrap_or_else(PoisonError::into_inner) = model;
        driver.torn = None;
        Ok(())
    }
}

/// Where a model stopped, and why.
struct Stopped {
    /// The position before the event.
    position: u64,
    /// Whether the model may have something of the event.
    is_torn: bool,
    error: ProjectionError,
}

/// Applies the events of a batch up to a position.
fn take_in<P: Projection>(
    model: &mut P,
    batch: &Batch,
    last: u64,
    unreadable: &mut Unreadable,
    counts: &mut Counts,
) -> Result<(), Stopped> {
    for stored in batch.iter().take_while(|stored| stored.position <= last) {
        let position = stored.position - 1;
        let events = unreadable.decode::<P::Event>(stored, counts).map_err(|error| Stopped {
            position,
            is_torn: false,
            error,
        })?;
        for event in events.into_iter().flatten() {
            model.try_apply(event, &stored).map_err(|source| {
                // It will be counted when it is taken in.
                counts.decoded -= 1;
                let what = format!("`{}` in stream `{}` at position {}", stored.name, stored.stream, stored.position);
                Stopped { position, is_torn: true, error: ProjectionError::ReadModel { what, source } }
            })?;
        }
    }
    Ok(())
}

impl<P> Clone for InMemory<P> {
    fn clone(&self) -> Self {
        Self { shared: Arc::clone(&self.shared) }
    }
}

impl<P> fmt::Debug for InMemory<P> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("InMemory").field("place", &self.shared.place).finish_non_exhaustive()
    }
}
