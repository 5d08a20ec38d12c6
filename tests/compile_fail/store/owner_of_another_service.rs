#[path = "../../src/scenarios/mod.rs"]
mod scenarios;

use retold::store::{MemoryStore, Moment, Serving};
use retold::{Aggregate, Context, Events, Repository, blocking};
use scenarios::bank::account::*;
use scenarios::owners::{Accounts, CartService};

#[derive(Default, Aggregate)]
#[aggregate(scenarios::bank::account)]
struct Account;

impl AccountLogic for Account {
    fn handle_deposit(&self, _: Deposit, _: &Context) -> AccountDecision<Deposit> {
        Ok(Events::none())
    }

    fn handle_withdraw(&self, _: Withdraw, _: &Context) -> AccountDecision<Withdraw> {
        Ok(Events::none())
    }

    fn apply_balance_deposited(&mut self, _: BalanceDeposited) {}

    fn apply_balance_withdrawn(&mut self, _: BalanceWithdrawn) {}
}

fn main() {
    let own = Serving::new(Accounts, MemoryStore::new());
    let _ = Repository::<Account>::new(&own);

    let other = Serving::new(CartService, MemoryStore::new());
    let reader = blocking::Repository::<Account>::reading(&other);
    let _ = reader.as_of(&AccountId::new(uuid::Uuid::nil()), Moment::Version(1));
    let _ = Repository::<Account>::new(&other);
}
