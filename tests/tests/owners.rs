//! A program that says which service it is: it appends to its own streams, and reads everything.

use pollster::block_on;
use retold::projection::{InMemory, Projection};
use retold::store::{MemoryStore, Moment, Serving, Stored};
use retold::{Aggregate, Context, EventBus, Events, Owner, Repository, blocking};
use retold_tests::scenarios::bank::account::{
    AccountDecision, AccountEvent, AccountId, AccountLogic, BalanceDeposited, BalanceWithdrawn, Deposit, Withdraw,
};
use retold_tests::scenarios::owners::{Accounts, CartService};
use uuid::Uuid;

const DEPOSIT: &str = r#"{"amount":"50","currency":"EUR","channel":"counter"}"#;

#[derive(Default, Aggregate)]
#[aggregate(retold_tests::scenarios::bank::account)]
struct Account {
    deposits: u32,
}

impl AccountLogic for Account {
    fn handle_deposit(&self, command: Deposit, _: &Context) -> AccountDecision<Deposit> {
        let Deposit { amount, currency, channel } = command;
        Ok(Events::one(BalanceDeposited { amount, currency, channel }))
    }

    fn handle_withdraw(&self, _: Withdraw, _: &Context) -> AccountDecision<Withdraw> {
        Ok(Events::none())
    }

    fn apply_balance_deposited(&mut self, _: BalanceDeposited) {
        self.deposits += 1;
    }

    fn apply_balance_withdrawn(&mut self, _: BalanceWithdrawn) {}
}

#[derive(Default)]
struct Deposits(u32);

impl Projection for Deposits {
    type Event = AccountEvent;

    fn apply(&mut self, _: AccountEvent, _: &Stored<'_>) {
        self.0 += 1;
    }
}

#[test]
fn the_owner_appends_and_everybody_reads() {
    let memory = MemoryStore::new();
    let accounts = blocking::Repository::<Account>::new(&Serving::new(Accounts, memory.clone()));
    let (id, deposit) = (AccountId(Uuid::nil()), || retold::testing::from_json::<Deposit>(DEPOSIT));
    let other = Serving::new(CartService, memory);
    let mut heard = block_on(EventBus::new(&other).subscribe::<AccountEvent>()).expect("the store can be read");
    for _ in 0..2 {
        accounts.execute(&id, deposit()).expect("the owner may append");
    }
    let reader = blocking::Repository::<Account>::reading(&other);
    assert_eq!(reader.load(&id).expect("anybody may read").deposits, 2);
    assert_eq!(reader.as_of(&id, Moment::Version(1)).expect("anybody may read").deposits, 1);
    assert_eq!(reader.history(&id).count(), 2);
    let reader = Repository::<Account>::reading(&other);
    assert_eq!(block_on(reader.clone().load(&id)).expect("anybody may read").deposits, 2);
    let deposits = InMemory::<Deposits>::new(&other);
    block_on(deposits.catch_up()).expect("anybody may read");
    assert_eq!(deposits.read(|deposits| deposits.0), 2);
    assert!(block_on(heard.next()).is_ok());
    assert_eq!((other.service(), Accounts::NAME), ("cart-service", "accounts"));
    assert_eq!(format!("{:?}", Repository::<Account>::reading(&other)).matches("bank.Account").count(), 1);
}
