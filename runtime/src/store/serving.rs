//! A store as one service holds it: the compiler lets that service append to its own streams alone.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use super::Store;
use crate::aggregate::Aggregate;
use crate::owner::{Owner, WrittenBy};

/// A store in the hands of the service `O`. Repositories of other services' aggregates cannot be made from it: that does
/// not compile. Reading is free: [`Repository::reading`](crate::Repository::reading), projections and the event bus take
/// it as they take a store.
///
/// ```
/// use retold::store::{MemoryStore, Serving};
/// # use retold::{Aggregate, Command, CommandSet, Context, Event, EventSet, Owner, Repository, WrittenBy};
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
/// # // What is generated from `owner: bank-service`.
/// # struct BankService;
/// # impl Owner for BankService { const NAME: &'static str = "bank-service"; }
/// # impl WrittenBy<BankService> for AccountEvent {}
/// # pollster::block_on(async {
///
/// let store = Serving::new(BankService, MemoryStore::new());
/// let accounts = Repository::<Account>::new(&store);
/// accounts.execute(&7, Deposit { amount: 50 }).await?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// # }).unwrap();
/// ```
///
/// Another program knows nothing of this one's types: open the store with the service's name as well, and give the
/// services roles of their own where the store has roles.
pub struct Serving<O, S> {
    store: S,
    owner: PhantomData<fn() -> O>,
}

impl<O: Owner, S: Store + Clone> Serving<O, S> {
    /// A store in the hands of a service; stores are handles.
    #[must_use]
    pub fn new(owner: O, store: S) -> Self {
        let _ = owner;
        Self { store, owner: PhantomData }
    }

    /// What the service is called.
    #[must_use]
    pub fn service(&self) -> &'static str {
        O::NAME
    }
}

impl<O, S: Clone> Clone for Serving<O, S> {
    fn clone(&self) -> Self {
        Self { store: self.store.clone(), owner: PhantomData }
    }
}

impl<O: Owner, S: fmt::Debug> fmt::Debug for Serving<O, S> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Serving").field("service", &O::NAME).field("store", &self.store).finish()
    }
}

/// What events can be read from: any store, and one in the hands of any service.
#[diagnostic::on_unimplemented(message = "`{Self}` is no store that can be cloned, nor a `Serving` of one")]
pub trait Readable {
    /// A handle of the store.
    #[doc(hidden)]
    fn for_reading(&self) -> Arc<dyn Store>;
}

impl<S: Store + Clone> Readable for S {
    fn for_reading(&self) -> Arc<dyn Store> {
        Arc::new(self.clone())
    }
}

impl<O: Owner, S: Store + Clone> Readable for Serving<O, S> {
    fn for_reading(&self) -> Arc<dyn Store> {
        Arc::new(self.store.clone())
    }
}

/// A store that may take the events of the aggregate `A`: any store in a program that does not say which service it is,
/// and the store of the service that owns them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` may not append to the streams of `{A}`",
    label = "this service does not own the streams of `{A}`, or this is no store",
    note = "`Repository::<{A}>::reading(&store)` loads, as of any moment, and gives the history; projections read everything",
    note = "to change them, send a command to the service that owns them"
)]
pub trait StoreFor<A: Aggregate> {
    /// A handle of the store.
    #[doc(hidden)]
    fn for_writing(&self) -> Arc<dyn Store>;
}

impl<S: Store + Clone, A: Aggregate> StoreFor<A> for S {
    fn for_writing(&self) -> Arc<dyn Store> {
        Arc::new(self.clone())
    }
}

impl<O: Owner, S: Store + Clone, A: Aggregate<Event: WrittenBy<O>>> StoreFor<A> for Serving<O, S> {
    fn for_writing(&self) -> Arc<dyn Store> {
        Arc::new(self.store.clone())
    }
}
