//! Repositories: aggregates as a program uses them. A command is decided on the state of its stream, what it leads to
//! is appended, and whoever loses a race loads what is new and decides anew.

mod error;
mod history;
mod load;
mod reader;
mod request;
mod snapshots;

use std::fmt;
use std::sync::Arc;

use crate::aggregate::{Aggregate, stream_name};
use crate::store::{Clock, Moment, Readable, Store, StoreFor, StreamRead};

pub use error::{ExecuteError, LoadError};
pub use history::{Entry, History};
pub use load::Loaded;
pub use reader::Reader;
pub use request::{Executed, Request};

use snapshots::Snapshots;

/// How often a command is decided in all, if nothing else is said: in each round of a crowd one wins its race.
const ATTEMPTS: u32 = 100;

/// The aggregates of one kind in a store.
///
/// ```
/// use retold::Repository;
/// use retold::store::{MemoryStore, Moment};
/// # use retold::{Aggregate, Command, CommandSet, Context, Event, EventSet};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Clone, Event, Serialize, Deserialize)]
/// # #[event(name = "bank.Deposited", version = 1)]
/// # struct Deposited { amount: u64 }
/// # #[derive(Clone, EventSet)]
/// # enum AccountEvent { Deposited(Deposited) }
/// # #[derive(Clone, Command, Serialize, Deserialize)]
/// # #[command(name = "bank.Deposit", version = 1, emits(Deposited))]
/// # struct Deposit { amount: u64 }
/// # #[derive(Clone, CommandSet)]
/// # enum AccountCommand { Deposit(Deposit) }
/// # #[derive(Default)]
/// # struct Account { balance: u64 }
/// # impl Aggregate for Account {
/// #     type Id = u64;
/// #     type Event = AccountEvent;
/// #     type Command = AccountCommand;
/// #     type Rejection = std::convert::Infallible;
/// #     const STREAM: &'static str = "bank.Account";
/// #     fn handle(&self, command: AccountCommand, _: &Context) -> Result<Vec<AccountEvent>, Self::Rejection> {
/// #         let AccountCommand::Deposit(Deposit { amount }) = command;
/// #         Ok(vec![Deposited { amount }.into()])
/// #     }
/// #     fn apply(&mut self, event: AccountEvent) {
/// #         let AccountEvent::Deposited(event) = event;
/// #         self.balance += event.amount;
/// #     }
/// # }
/// # pollster::block_on(async {
///
/// let store = MemoryStore::new();
/// let accounts = Repository::<Account>::new(&store);
/// accounts.execute(&7, Deposit { amount: 50 }).await?;
/// let done = accounts.execute(&7, Deposit { amount: 80 }).await?;
/// assert_eq!((done.version(), done.state().balance), (2, 130));
///
/// assert_eq!(accounts.load(&7).await?.balance, 130);
/// assert_eq!(accounts.as_of(&7, Moment::Version(1)).await?.balance, 50);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// # }).unwrap();
/// ```
pub struct Repository<A: Aggregate> {
    store: Arc<dyn Store>,
    attempts: u32,
    snapshots: Option<Snapshots<A>>,
    clock: Clock,
}

impl<A: Aggregate> Repository<A> {
    /// The aggregates of a store; the store is a handle, and the repository keeps one of its own.
    ///
    /// A program that says which service it is ([`Serving`](crate::store::Serving)) makes repositories of that service's
    /// aggregates alone; those of others it can have [`reading`](Self::reading).
    #[must_use]
    pub fn new<S: StoreFor<A>>(store: &S) -> Self {
        Self::with_handle(store.for_writing())
    }

    /// The aggregates of a store, to be looked at: whoever owns them.
    #[must_use]
    pub fn reading<S: Readable>(store: &S) -> Reader<A> {
        Reader::new(Self::with_handle(store.for_reading()))
    }

    fn with_handle(store: Arc<dyn Store>) -> Self {
        Self { store, attempts: ATTEMPTS, snapshots: None, clock: Clock::system() }
    }

    /// The same with so many attempts at a command in all, before a race that is lost again and again is an error. At
    /// least one; 100 if nothing is said, so that as many may be at one stream at once.
    #[must_use]
    pub fn attempts(self, attempts: u32) -> Self {
        Self { attempts: attempts.max(1), ..self }
    }

    /// The same with another clock for [`Context::time`](crate::Context): a decision knows no other time. When an event
    /// was recorded is the store's to say.
    #[must_use]
    pub fn clock(self, clock: Clock) -> Self {
        Self { clock, ..self }
    }

    /// Decides a command on the current state, and appends what it leads to.
    ///
    /// # Errors
    /// When the command is refused, the stream cannot be read, the store does not take the events, or the race is lost
    /// at every attempt. Nothing has been appended then.
    pub async fn execute(
        &self,
        id: &A::Id,
        command: impl Into<A::Command>,
    ) -> Result<Executed<A>, ExecuteError<A::Rejection>> {
        self.command(id, command).send().await
    }

    /// A command with more to say about it: its id, who sends it, what it answers; several commands at once.
    pub fn command<'a>(&'a self, id: &'a A::Id, command: impl Into<A::Command>) -> Request<'a, A> {
        Request::new(self, id, command.into())
    }

    /// The current state; the default where nothing has happened.
    ///
    /// # Errors
    /// When the store cannot be read, or an event cannot be decoded.
    pub async fn load(&self, id: &A::Id) -> Result<Loaded<A>, LoadError> {
        let mut loaded = self.newest_snapshot(id, u64::MAX).await?;
        self.read_on(&mut loaded, None).await?;
        Ok(loaded)
    }

    /// The state as it was; a moment after the last event gives the current one.
    ///
    /// # Errors
    /// When the store cannot be read, or an event cannot be decoded.
    pub async fn as_of(&self, id: &A::Id, moment: Moment) -> Result<Loaded<A>, LoadError> {
        let newest = match moment {
            Moment::Version(version) => version,
            // When a snapshot was taken says nothing about when its events were recorded.
            Moment::Time(_) => 0,
        };
        let mut loaded = self.newest_snapshot(id, newest).await?;
        self.read_on(&mut loaded, Some(moment)).await?;
        Ok(loaded)
    }

    /// What happened, with who, when and why, oldest first and in constant memory.
    #[must_use]
    pub fn history(&self, id: &A::Id) -> History<A> {
        History::new(Arc::clone(&self.store), StreamRead::of(stream_name::<A>(id)))
    }
}

impl<A: Aggregate> Clone for Repository<A> {
    fn clone(&self) -> Self {
        Self {
            store: Arc::clone(&self.store),
            attempts: self.attempts,
            snapshots: self.snapshots.clone(),
            clock: self.clock.clone(),
        }
    }
}

impl<A: Aggregate> fmt::Debug for Repository<A> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Repository").field("stream", &A::STREAM).field("store", &self.store).finish()
    }
}
