//! The same repository for programs without async: each call waits for its answer on the thread that it is made on. The
//! stores do their own work on their own threads, so no runtime is needed. Do not call it inside an async task.

use serde_core::de::DeserializeOwned;
use serde_core::ser::Serialize;
use serde_json::Value;
use uuid::Uuid;

use crate::aggregate::Aggregate;
use crate::repository::{self, Entry, ExecuteError, Executed, LoadError, Loaded};
use crate::store::{Clock, Moment, Readable, StoreFor};

pub use pollster::block_on;

/// The aggregates of one kind in a store: [`Repository`](crate::Repository) without async.
///
/// ```
/// # use retold::Aggregate;
/// # fn example<Cart: Aggregate>(cart: &Cart::Id, add_item: Cart::Command) -> Result<(), Box<dyn std::error::Error>> {
/// let store = retold::store::MemoryStore::new();
/// let carts = retold::blocking::Repository::<Cart>::new(&store);
/// carts.execute(cart, add_item)?;
/// for entry in carts.history(cart) {
///     println!("{}", entry?.recorded.name);
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Repository<A: Aggregate>(repository::Repository<A>);

impl<A: Aggregate> Repository<A> {
    /// The aggregates of a store.
    #[must_use]
    pub fn new<S: StoreFor<A>>(store: &S) -> Self {
        Self(repository::Repository::new(store))
    }

    /// See [`Repository::reading`](crate::Repository::reading).
    #[must_use]
    pub fn reading<S: Readable>(store: &S) -> Reader<A> {
        Reader(repository::Repository::reading(store))
    }

    /// See [`Repository::attempts`](crate::Repository::attempts).
    #[must_use]
    pub fn attempts(self, attempts: u32) -> Self {
        Self(self.0.attempts(attempts))
    }

    /// See [`Repository::clock`](crate::Repository::clock).
    #[must_use]
    pub fn clock(self, clock: Clock) -> Self {
        Self(self.0.clock(clock))
    }

    /// See [`Repository::execute`](crate::Repository::execute).
    ///
    /// # Errors
    /// As there.
    pub fn execute(
        &self,
        id: &A::Id,
        command: impl Into<A::Command>,
    ) -> Result<Executed<A>, ExecuteError<A::Rejection>> {
        self.command(id, command).send()
    }

    /// See [`Repository::command`](crate::Repository::command).
    pub fn command<'a>(&'a self, id: &'a A::Id, command: impl Into<A::Command>) -> Request<'a, A> {
        Request(self.0.command(id, command))
    }

    /// See [`Repository::load`](crate::Repository::load).
    ///
    /// # Errors
    /// As there.
    pub fn load(&self, id: &A::Id) -> Result<Loaded<A>, LoadError> {
        pollster::block_on(self.0.load(id))
    }

    /// See [`Repository::as_of`](crate::Repository::as_of).
    ///
    /// # Errors
    /// As there.
    pub fn as_of(&self, id: &A::Id, moment: Moment) -> Result<Loaded<A>, LoadError> {
        pollster::block_on(self.0.as_of(id, moment))
    }

    /// See [`Repository::history`](crate::Repository::history).
    #[must_use]
    pub fn history(&self, id: &A::Id) -> History<A> {
        History { history: self.0.history(id), failed: false }
    }
}

impl<A: Aggregate + Serialize + DeserializeOwned> Repository<A> {
    /// See [`Repository::snapshot_every`](crate::Repository::snapshot_every).
    #[must_use]
    pub fn snapshot_every(self, events: u64) -> Self {
        Self(self.0.snapshot_every(events))
    }
}

impl<A: Aggregate> Clone for Repository<A> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

/// The aggregates of one kind in a store, to be looked at: [`Reader`](crate::Reader) without async.
#[derive(Clone, Debug)]
pub struct Reader<A: Aggregate>(repository::Reader<A>);

impl<A: Aggregate> Reader<A> {
    /// See [`Repository::load`](crate::Repository::load).
    ///
    /// # Errors
    /// As there.
    pub fn load(&self, id: &A::Id) -> Result<Loaded<A>, LoadError> {
        pollster::block_on(self.0.load(id))
    }

    /// See [`Repository::as_of`](crate::Repository::as_of).
    ///
    /// # Errors
    /// As there.
    pub fn as_of(&self, id: &A::Id, moment: Moment) -> Result<Loaded<A>, LoadError> {
        pollster::block_on(self.0.as_of(id, moment))
    }

    /// See [`Repository::history`](crate::Repository::history).
    #[must_use]
    pub fn history(&self, id: &A::Id) -> History<A> {
        History { history: self.0.history(id), failed: false }
    }
}

/// A command with what is to be known about it: [`Request`](crate::Request) without async.
#[derive(Debug)]
#[must_use = "a command does nothing until it is sent"]
pub struct Request<'a, A: Aggregate>(repository::Request<'a, A>);

impl<A: Aggregate> Request<'_, A> {
    /// And another command for the same aggregate: all of them, or none.
    pub fn and(self, command: impl Into<A::Command>) -> Self {
        Self(self.0.and(command))
    }

    /// The id of the command: appended once, whatever happens.
    pub fn id(self, id: Uuid) -> Self {
        Self(self.0.id(id))
    }

    /// Who sends it.
    pub fn actor(self, actor: impl Into<String>) -> Self {
        Self(self.0.actor(actor))
    }

    /// The undertaking that it is a part of.
    pub fn correlation(self, id: Uuid) -> Self {
        Self(self.0.correlation(id))
    }

    /// What it answers.
    pub fn causation(self, id: Uuid) -> Self {
        Self(self.0.causation(id))
    }

    /// The W3C trace context.
    pub fn traceparent(self, traceparent: impl Into<String>) -> Self {
        Self(self.0.traceparent(traceparent))
    }

    /// A free entry of the metadata.
    pub fn entry(self, key: impl Into<String>, value: impl Into<Value>) -> Self {
        Self(self.0.entry(key, value))
    }

    /// Decides the command on the current state, and appends what it leads to.
    ///
    /// # Errors
    /// As [`Repository::execute`](crate::Repository::execute).
    pub fn send(self) -> Result<Executed<A>, ExecuteError<A::Rejection>> {
        pollster::block_on(self.0.send())
    }
}

/// The events of a stream as an iterator: [`History`](crate::History) without async. It goes on behind an event that
/// could not be decoded, and ends behind a store that could not be read.
#[derive(Debug)]
pub struct History<A: Aggregate> {
    history: repository::History<A>,
    failed: bool,
}

impl<A: Aggregate> History<A> {
    /// The newest first.
    #[must_use]
    pub fn backwards(self) -> Self {
        Self { history: self.history.backwards(), ..self }
    }

    /// Nothing older than this.
    #[must_use]
    pub fn from(self, from: Moment) -> Self {
        Self { history: self.history.from(from), ..self }
    }

    /// Nothing newer than this.
    #[must_use]
    pub fn to(self, to: Moment) -> Self {
        Self { history: self.history.to(to), ..self }
    }

    /// So many events at most.
    #[must_use]
    pub fn limit(self, limit: usize) -> Self {
        Self { history: self.history.limit(limit), ..self }
    }
}

impl<A: Aggregate> Iterator for History<A> {
    type Item = Result<Entry<A::Event>, LoadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed {
            return None;
        }
        let next = pollster::block_on(self.history.next());
        self.failed = matches!(next, Err(LoadError::Store(_)));
        next.transpose()
    }
}
