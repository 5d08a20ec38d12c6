//! Views: read models that a schema describes, kept up to date by one method an event. What keeps its place in a store,
//! catches up and rebuilds is a projection; a view is what that projection takes its events in with.

use std::error::Error;
use std::fmt;

use jiff::Timestamp;
use uuid::Uuid;

use crate::event::EventSet;
use crate::metadata::Metadata;
use crate::violation::Violation;
use crate::wire::{KeyCodec, Plain, WireKey};

/// What keeps the entries of a view up to date: a model in memory, or what writes the rows of a table.
///
/// `#[derive(View)]` with `#[view(events::cart::CartContents)]` takes all of it from a generated module; a person writes
/// the methods of the module's trait, one for each event that the view is made `from`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no view",
    note = "derive `retold::View` for it, with `#[view(path::of::the::generated::view)]`"
)]
pub trait View {
    /// What an entry is found by.
    type Key;
    /// An entry.
    type Entry;
    /// The events that keep it up to date, over all aggregates that they are of.
    type Event: EventSet;

    /// What the schema calls it, such as `shop.CartContents`.
    const NAME: &'static str;

    /// Takes an event in.
    ///
    /// # Errors
    /// When the key of the event's stream is none, and whatever the methods for events say.
    fn take_in(&mut self, event: Self::Event, origin: &Origin<'_>) -> Result<(), ViewError>;
}

/// Where an event was found: what may be known of it beside what it says itself.
///
/// The key of its stream is a `Key`: that of the aggregate whose event it is, or text where its schema names none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Origin<'a, Key = &'a str> {
    /// The key of the event's stream.
    pub key: Key,
    /// The stream.
    pub stream: &'a str,
    /// Which version of the stream it made, from 1.
    pub stream_version: u64,
    /// Where it stands among all events of the store.
    pub position: u64,
    /// When it was recorded.
    pub time: Timestamp,
    /// Its id.
    pub id: Uuid,
    metadata: &'a str,
}

impl<'a> Origin<'a> {
    /// A first event of a stream, of which nothing else is known: for tests.
    ///
    /// ```
    /// assert_eq!(retold::Origin::of("shop.Cart/7").key, "7");
    /// ```
    #[must_use]
    pub fn of(stream: &'a str) -> Self {
        Self {
            key: key_of(stream),
            stream,
            stream_version: 1,
            position: 1,
            time: Timestamp::UNIX_EPOCH,
            id: Uuid::nil(),
            metadata: "",
        }
    }

    /// The same with the key as what it is.
    ///
    /// # Errors
    /// When the text is no such key.
    pub fn keyed<Key: WireKey>(&self) -> Result<Origin<'a, Key>, ViewError> {
        keyed::<Key, Plain>(self)
    }

    #[cfg(feature = "store")]
    pub(crate) fn of_stored(stored: &crate::store::Stored<'a>) -> Self {
        Self {
            key: stored.key(),
            stream: stored.stream,
            stream_version: stored.stream_version,
            position: stored.position,
            time: stored.time,
            id: stored.id,
            metadata: stored.metadata,
        }
    }
}

impl<Key> Origin<'_, Key> {
    /// Who, why, and in answer to what.
    ///
    /// # Errors
    /// When what is stored is not metadata.
    pub fn metadata(&self) -> Result<Metadata, ViewError> {
        let mut metadata: Metadata =
            if self.metadata.is_empty() { Metadata::default() } else { serde_json::from_str(self.metadata)? };
        metadata.event_id = Some(self.id);
        Ok(metadata)
    }
}

/// An origin with its key as what it is, in a form.
///
/// # Errors
/// When the text is no such key.
pub fn keyed<'a, Key, C: KeyCodec<Key>>(origin: &Origin<'a>) -> Result<Origin<'a, Key>, ViewError> {
    let key = C::read_key(origin.key).map_err(|problem| ViewError::key(origin, &problem))?;
    let Origin { stream, stream_version, position, time, id, metadata, .. } = *origin;
    Ok(Origin { key, stream, stream_version, position, time, id, metadata })
}

/// What stands behind the first `/` of a stream's name.
pub(crate) fn key_of(stream: &str) -> &str {
    stream.split_once('/').map_or("", |(_, key)| key)
}

/// Why a view could not take an event in: any error, through `?`, or a text.
///
/// ```
/// use retold::ViewError;
///
/// fn stock(pieces: u32, sold: u32) -> Result<u32, ViewError> {
///     pieces.checked_sub(sold).ok_or_else(|| ViewError::new(format!("{sold} sold of {pieces}")))
/// }
/// assert_eq!(stock(2, 3).unwrap_err().to_string(), "3 sold of 2");
/// ```
#[derive(Debug)]
pub struct ViewError(Box<dyn Error + Send + Sync>);

impl ViewError {
    /// Wraps an error, or a text.
    #[must_use]
    pub fn new(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self(source.into())
    }

    #[cold]
    fn key(origin: &Origin<'_>, problem: &Violation) -> Self {
        Self::new(format!("the key of `{}`: {problem}", origin.stream))
    }

    /// The error itself.
    #[must_use]
    pub fn into_inner(self) -> Box<dyn Error + Send + Sync> {
        self.0
    }
}

impl<E: Error + Send + Sync + 'static> From<E> for ViewError {
    fn from(error: E) -> Self {
        Self(Box::new(error))
    }
}

impl fmt::Display for ViewError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

#[cfg(feature = "sqlite")]
impl From<ViewError> for rusqlite::Error {
    fn from(error: ViewError) -> Self {
        match error.0.downcast::<rusqlite::Error>() {
            Ok(error) => *error,
            Err(error) => rusqlite::Error::ToSqlConversionFailure(error),
        }
    }
}

/// Makes a struct or an enum what keeps a generated view up to date: a model in memory, which is a
/// `retold::projection::Projection` then, or what writes rows of a table.
///
/// ```
/// use std::collections::BTreeMap;
///
/// use retold::{Origin, View, ViewError};
///
/// use events::cart::{CartContents, CartContentsView, ItemAdded};
/// # // What is generated, in short.
/// # mod events {
/// #     pub mod cart {
/// #         use std::collections::BTreeMap;
/// #         use retold::{Event, EventSet, Origin, ViewError};
/// #         use serde::{Deserialize, Serialize};
/// #         #[derive(Clone, Event, Serialize, Deserialize)]
/// #         #[event(name = "shop.ItemAdded", version = 1)]
/// #         pub struct ItemAdded { pub sku: String, pub quantity: u64 }
/// #         pub type CartContents = BTreeMap<String, u64>;
/// #         #[derive(Clone, EventSet)]
/// #         pub enum CartContentsViewEvent { ItemAdded(ItemAdded) }
/// #         pub trait CartContentsView {
/// #             fn apply_item_added(&mut self, event: ItemAdded, origin: &Origin<'_, u64>) -> Result<(), ViewError>;
/// #         }
/// #         #[allow(non_snake_case)]
/// #         pub mod __views {
/// #             pub mod CartContents {
/// #                 pub use super::super::{CartContentsView as Methods, CartContentsViewEvent as Event};
/// #                 pub type Key = u64;
/// #                 pub type Entry = super::super::CartContents;
/// #                 pub const NAME: &str = "shop.CartContents";
/// #                 pub fn take_in<M: Methods>(model: &mut M, event: Event, origin: &retold::Origin<'_>) -> Result<(), retold::ViewError> {
/// #                     let Event::ItemAdded(event) = event;
/// #                     model.apply_item_added(event, &origin.keyed()?)
/// #                 }
/// #             }
/// #         }
/// #     }
/// # }
///
/// /// What is in every cart.
/// #[derive(Default, View)]
/// #[view(events::cart::CartContents)]
/// struct Contents(BTreeMap<u64, CartContents>);
///
/// impl CartContentsView for Contents {
///     fn apply_item_added(&mut self, event: ItemAdded, origin: &Origin<'_, u64>) -> Result<(), ViewError> {
///         *self.0.entry(origin.key).or_default().entry(event.sku).or_default() += event.quantity;
///         Ok(())
///     }
/// }
///
/// let mut contents = Contents::default();
/// contents.take_in(ItemAdded { sku: "apple".to_owned(), quantity: 2 }.into(), &Origin::of("shop.Cart/7"))?;
/// assert_eq!(contents.0[&7]["apple"], 2);
/// # Ok::<(), ViewError>(())
/// ```
///
/// In SQLite, derive it for a struct that borrows the connection, and hand the events of a
/// `retold::projection::SqliteProjection` to it:
/// `Ok(Rows(tables).take_in(event, &recorded.origin())?)`.
///
/// An event that is new in the view is a missing method here, and the compiler names it.
pub use retold_macros::View;
