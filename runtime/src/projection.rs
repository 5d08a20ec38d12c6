//! Projections: read models that events keep up to date. One in memory is built anew at each start; one in SQLite keeps
//! its place in the transaction of its tables, so that every event has its effect once.

mod memory;
mod place;
#[cfg(feature = "sqlite")]
mod sqlite;

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use crate::decode_error::DecodeError;
use crate::event::EventSet;
use crate::policy::{Counts, Park};
use crate::recorded::Recorded;
use crate::store::{Store, StoreError, Stored, Subscription};
use crate::view::{View, ViewError};

pub use memory::InMemory;
#[cfg(feature = "sqlite")]
pub use sqlite::{InSqlite, SqliteProjection};

/// A read model in memory. [`Default`] is how it looks before the first event.
///
/// ```
/// use std::collections::BTreeMap;
///
/// use retold::projection::{InMemory, Projection};
/// use retold::store::{MemoryStore, Stored};
/// # use retold::store::{Append, Store};
/// # use retold::{Event, EventSet};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Event, Serialize, Deserialize)]
/// # #[event(name = "shop.ItemAdded", version = 1)]
/// # struct ItemAdded { sku: String, quantity: u64 }
/// # #[derive(EventSet)]
/// # enum CartEvent { ItemAdded(ItemAdded) }
///
/// /// How much of each item is in all carts together.
/// #[derive(Default)]
/// struct Demand(BTreeMap<String, u64>);
///
/// impl Projection for Demand {
///     type Event = CartEvent;
///
///     fn apply(&mut self, event: CartEvent, _: &Stored<'_>) {
///         let CartEvent::ItemAdded(added) = event;
///         *self.0.entry(added.sku).or_default() += added.quantity;
///     }
/// }
///
/// # retold::blocking::block_on(async {
/// let store = MemoryStore::new();
/// let demand = InMemory::<Demand>::new(&store);
/// # let added = CartEvent::from(ItemAdded { sku: "apple".into(), quantity: 2 }).encode()?;
/// # let done =
/// # store.append(Append::to("shop.Cart/7").event(added)).await?;
/// // … commands …
/// demand.catch_up().await?;
/// assert_eq!(demand.read(|demand| demand.0["apple"]), 2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// # }).unwrap();
/// ```
pub trait Projection: Default + Send + Sync + 'static {
    /// What it reads: the events of one aggregate, or an [`EventSet`] of one's own over several.
    type Event: EventSet;

    /// Takes an event in. `recorded` tells where it comes from, when it was recorded and by whom.
    fn apply(&mut self, event: Self::Event, recorded: &Stored<'_>);

    /// The same for a read model that may be unable to; this is what [`InMemory`] calls.
    ///
    /// # Errors
    /// Why it could not. A [`View`] says so; what implements [`apply`](Self::apply) alone never fails.
    fn try_apply(&mut self, event: Self::Event, recorded: &Stored<'_>) -> Result<(), Box<dyn Error + Send + Sync>> {
        self.apply(event, recorded);
        Ok(())
    }
}

/// A view of a schema in memory.
impl<V: View + Default + Send + Sync + 'static> Projection for V {
    type Event = V::Event;

    /// Takes an event in. That it could not is lost here; [`try_apply`](Projection::try_apply) says it.
    fn apply(&mut self, event: V::Event, recorded: &Stored<'_>) {
        let _ = self.take_in(event, &recorded.origin());
    }

    fn try_apply(&mut self, event: V::Event, recorded: &Stored<'_>) -> Result<(), Box<dyn Error + Send + Sync>> {
        self.take_in(event, &recorded.origin()).map_err(ViewError::into_inner)
    }
}

/// What to do with an event that cannot be decoded.
#[derive(Default)]
pub enum Unreadable {
    /// Stop with the error; nothing after it is taken in.
    #[default]
    Stop,
    /// Hand it to somebody who keeps it for later, and go on. An error of theirs stops.
    Park(Box<dyn Park + Send>),
    /// Count it, and go on.
    SkipAndCount,
}

impl fmt::Debug for Unreadable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Unreadable::Stop => "Stop",
            Unreadable::Park(_) => "Park",
            Unreadable::SkipAndCount => "SkipAndCount",
        })
    }
}

impl Unreadable {
    /// The events that a recorded one is today; none where it was parked or skipped.
    pub(crate) fn decode<Set: EventSet>(
        &mut self,
        stored: Stored<'_>,
        counts: &mut Counts,
    ) -> Result<Option<crate::current::Current<Set>>, ProjectionError> {
        let recorded = Recorded::from(stored);
        match Set::decode(recorded) {
            Ok(events) => {
                counts.decoded += 1;
                Ok(Some(events))
            }
            Err(error) => match self {
                Unreadable::Stop => Err(ProjectionError::Decode(error)),
                Unreadable::SkipAndCount => {
                    counts.skipped += 1;
                    Ok(None)
                }
                Unreadable::Park(park) => match park.park(recorded, &error) {
                    Ok(()) => {
                        counts.parked += 1;
                        Ok(None)
                    }
                    Err(source) => Err(ProjectionError::Park { error, source }),
                },
            },
        }
    }
}

/// The events of a set from a position on: those that are there, then those that come.
pub(crate) fn events_of<Set: EventSet>(store: Arc<dyn Store>, position: u64) -> Subscription<Arc<dyn Store>> {
    Subscription::from(store, position).names(names_of::<Set>())
}

/// All names under which the events of a set may have been recorded: aliases, and events that became others.
fn names_of<Set: EventSet>() -> Vec<String> {
    let kinds = Set::KINDS.iter().chain(Set::FORMER);
    let mut names: Vec<String> =
        kinds.flat_map(|kind| kind.aliases.iter().copied().chain([kind.name])).map(str::to_owned).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// Why a projection stopped. What it had taken in before stays; it can be started again.
#[derive(Debug)]
#[non_exhaustive]
pub enum ProjectionError {
    /// The store could not be read.
    Store(StoreError),
    /// An event could not be decoded.
    Decode(DecodeError),
    /// An event could not be decoded, and not be parked either.
    Park {
        /// Why it could not be decoded.
        error: DecodeError,
        /// Why it could not be parked.
        source: Box<dyn Error + Send + Sync>,
    },
    /// The read model could not be written, or refused the event.
    ReadModel {
        /// Which projection, and what it was doing.
        what: String,
        /// What the database said.
        source: Box<dyn Error + Send + Sync>,
    },
}

impl From<StoreError> for ProjectionError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl fmt::Display for ProjectionError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Store(error) => error.fmt(formatter),
            Self::Decode(error) => error.fmt(formatter),
            Self::Park { error, source } => {
                write!(formatter, "an event cannot be parked: {source}; it could not be decoded: {error}")
            }
            Self::ReadModel { what, source } => write!(formatter, "{what}: {source}"),
        }
    }
}

impl Error for ProjectionError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Store(error) => error.source(),
            Self::Decode(error) => error.source(),
            Self::Park { source, .. } | Self::ReadModel { source, .. } => Some(&**source),
        }
    }
}
