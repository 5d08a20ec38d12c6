//! What every store promises, as a trait: appending to streams, reading one stream or all of them in one order, and
//! waiting for what comes. Whoever implements it runs the suite of the feature `contract` over it; every sentence here
//! is a test there.

mod append;
mod batch;
mod clock;
mod error;
mod memory;
mod pages;
mod read;
mod serving;
mod snapshot;
mod subscription;

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

/// What recorded times are; for who writes a store without a dependency on `jiff`.
pub use jiff::Timestamp;
/// What ids are; for who writes a store without a dependency on `uuid`.
pub use uuid::Uuid;

#[cfg(feature = "sqlite")]
pub(crate) use append::check_stream;
pub use append::{Append, Appended, Expected, LARGEST_EVENT, LONGEST_STREAM_NAME, NewEvent};
pub use batch::{Batch, Stored};
pub use clock::Clock;
pub use error::{StoreError, StoreErrorKind};
pub use memory::MemoryStore;
pub use pages::Pages;
pub use read::{AllRead, Direction, Moment, StreamRead};
pub use serving::{Readable, Serving, StoreFor};
pub use snapshot::Snapshot;
pub use subscription::Subscription;

/// What a method of a store returns: a future that any executor can drive.
pub type StoreFuture<'a, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'a>>;

/// A store of recorded events.
///
/// A *stream* is the sequence of events of one aggregate, in versions 1, 2, 3, …; its name is
/// `<context>.<Aggregate>/<key>`. Beside its version in the stream every event has a *position* in the store: positions
/// ascend, may have gaps, and order the events of all streams. A stream that nothing was appended to has version 0.
///
/// Implementations are handles: cloning one gives another handle to the same store.
pub trait Store: fmt::Debug + Send + Sync + 'static {
    /// The name of the service that the store was opened by, if it was given.
    fn service(&self) -> Option<&str>;

    /// Appends one or more events to a stream: all of them, or none.
    ///
    /// - When the future is ready, the events are durable and can be read.
    /// - If a command with the same id has appended to the stream before, nothing is appended, and the answer is the
    ///   first one, with [`Appended::repeated`] set. That is looked at before the expected version.
    /// - The recorded time is the store's clock, and never before that of the event before it in the store.
    /// - A future that is dropped before it is ready has appended all or nothing.
    ///
    /// # Errors
    /// A lost race is [`StoreErrorKind::Conflict`] and names the actual version; a stream that belongs to another
    /// service [`StoreErrorKind::WrongOwner`]; what [`Append::check`] refuses [`StoreErrorKind::Invalid`] or
    /// [`StoreErrorKind::TooLarge`]. After any error nothing of it is in the store, save where the kind is
    /// [`StoreErrorKind::Unknown`].
    fn append(&self, append: Append) -> StoreFuture<'_, Appended>;

    /// Reads events of a stream; none of a stream that does not exist.
    ///
    /// A batch has as many as the store finds handy, at least one if there is one, at most [`StreamRead::limit`];
    /// [`Batch::more`] tells whether there are more between the bounds, also beyond the limit.
    ///
    /// # Errors
    /// When the store cannot be read.
    fn read_stream(&self, read: StreamRead) -> StoreFuture<'_, Batch>;

    /// Reads events of all streams in the order of their positions.
    ///
    /// When an event has been returned, none will ever appear before it: with many writers a store holds back what is
    /// not settled. [`Batch::read_to`] is how far it has looked, also where the filter left nothing: the position of
    /// the last event where there are more, and otherwise that of the last event of the store.
    ///
    /// # Errors
    /// When the store cannot be read.
    fn read_all(&self, read: AllRead) -> StoreFuture<'_, Batch>;

    /// The position of the last event that [`read_all`](Self::read_all) returns now; 0 where there is none.
    ///
    /// # Errors
    /// When the store cannot be read.
    fn head(&self) -> StoreFuture<'_, u64>;

    /// Waits until [`head`](Self::head) is beyond this position, whoever appended: this handle, another one, or another
    /// process. It may return early.
    ///
    /// # Errors
    /// When the store cannot be read any more.
    fn wait(&self, beyond: u64) -> StoreFuture<'_, ()>;

    /// What the command with this id appended to the stream, if it did.
    ///
    /// # Errors
    /// When the store cannot be read.
    fn answer<'a>(&'a self, stream: &'a str, command_id: Uuid) -> StoreFuture<'a, Option<Appended>>;

    /// The last snapshot of a stream.
    ///
    /// # Errors
    /// When the store cannot be read.
    fn load_snapshot<'a>(&'a self, stream: &'a str) -> StoreFuture<'a, Option<Snapshot>>;

    /// Keeps a snapshot in place of the one before; one of an older version than what is there changes nothing.
    ///
    /// # Errors
    /// When it cannot be kept, or is of a version that the stream does not have.
    fn save_snapshot(&self, snapshot: Snapshot) -> StoreFuture<'_, ()>;
}

impl<S: Store + ?Sized> Store for Arc<S> {
    fn service(&self) -> Option<&str> {
        (**self).service()
    }

    fn append(&self, append: Append) -> StoreFuture<'_, Appended> {
        (**self).append(append)
    }

    fn read_stream(&self, read: StreamRead) -> StoreFuture<'_, Batch> {
        (**self).read_stream(read)
    }

    fn read_all(&self, read: AllRead) -> StoreFuture<'_, Batch> {
        (**self).read_all(read)
    }

    fn head(&self) -> StoreFuture<'_, u64> {
        (**self).head()
    }

    fn wait(&self, beyond: u64) -> StoreFuture<'_, ()> {
        (**self).wait(beyond)
    }

    fn answer<'a>(&'a self, stream: &'a str, command_id: Uuid) -> StoreFuture<'a, Option<Appended>> {
        (**self).answer(stream, command_id)
    }

    fn load_snapshot<'a>(&'a self, stream: &'a str) -> StoreFuture<'a, Option<Snapshot>> {
        (**self).load_snapshot(stream)
    }

    fn save_snapshot(&self, snapshot: Snapshot) -> StoreFuture<'_, ()> {
        (**self).save_snapshot(snapshot)
    }
}
