//! An account through time: the balance now, as it was, and the audit trail that says who, when and why.

use retold::store::{MemoryStore, Moment, Serving};
use retold::testing::{from_json, given};
use retold::{Aggregate, Context, Events, blocking};
use retold_tests::scenarios::bank::account::{
    AccountDecision, AccountId, AccountLogic, AccountRejection, BalanceDeposited, BalanceWithdrawn, Deposit, Withdraw,
};
use retold_tests::scenarios::owners::Accounts;
use rust_decimal::Decimal;
use serde::de::DeserializeOwned;
use serde_json::json;
use uuid::Uuid;

#[derive(Debug, Default, Aggregate)]
#[aggregate(retold_tests::scenarios::bank::account)]
struct Account {
    balance: Decimal,
}

impl AccountLogic for Account {
    fn handle_deposit(&self, command: Deposit, _: &Context) -> AccountDecision<Deposit> {
        let Deposit { amount, currency, channel } = command;
        Ok(Events::one(BalanceDeposited { amount, currency, channel }))
    }

    fn handle_withdraw(&self, command: Withdraw, _: &Context) -> AccountDecision<Withdraw> {
        let Withdraw { amount, currency } = command;
        if amount.into_inner() > self.balance {
            return Err(AccountRejection::InsufficientFunds { balance: self.balance });
        }
        Ok(Events::one(BalanceWithdrawn { amount, currency }))
    }

    fn apply_balance_deposited(&mut self, event: BalanceDeposited) {
        self.balance += event.amount.into_inner();
    }

    fn apply_balance_withdrawn(&mut self, event: BalanceWithdrawn) {
        self.balance -= event.amount.into_inner();
    }
}

/// An event or a command over an amount.
fn of<T: DeserializeOwned>(amount: u32) -> T {
    from_json(&json!({ "amount": amount.to_string(), "currency": "EUR", "channel": "counter" }).to_string())
}

#[test]
fn two_deposits_and_a_withdrawal_replay_to_one_hundred() {
    let (first, second) = (of::<BalanceDeposited>(50), of::<BalanceDeposited>(80));
    let account = given::<Account>((first, second, of::<BalanceWithdrawn>(30)));
    assert_eq!(account.state().balance, Decimal::from(100));
    let balance = Decimal::from(100);
    account.when(of::<Withdraw>(101)).then_rejected(AccountRejection::InsufficientFunds { balance });
}

#[test]
fn the_balance_as_of_the_second_event_and_the_audit_trail() {
    let accounts = blocking::Repository::<Account>::new(&Serving::new(Accounts, MemoryStore::new()));
    let (id, business, cause) = (AccountId(Uuid::nil()), Uuid::from_u128(1), Uuid::from_u128(2));
    for amount in [50, 80] {
        let deposit = accounts.command(&id, of::<Deposit>(amount)).actor("ann");
        deposit.correlation(business).causation(cause).send().expect("it is paid in");
    }
    let withdraw = accounts.command(&id, of::<Withdraw>(30)).actor("bob");
    withdraw.correlation(business).causation(cause).send().expect("it is paid out");
    assert_eq!(accounts.load(&id).expect("it is read").balance, Decimal::from(100));
    let second = accounts.as_of(&id, Moment::Version(2)).expect("it is read");
    assert_eq!(second.balance, Decimal::from(130));
    let mut trail = Vec::new();
    let mut last = None;
    for entry in accounts.history(&id) {
        let recorded = entry.expect("it is read").recorded;
        let known = recorded.metadata;
        assert_eq!((known.correlation, known.causation), (Some(business), Some(cause)));
        assert!(recorded.time.is_some() && recorded.time >= last, "the trail is in the order of time");
        last = recorded.time;
        trail.push(format!("{} by {}", recorded.name, known.actor.as_deref().unwrap_or("nobody")));
    }
    assert_eq!(trail, ["bank.BalanceDeposited by ann", "bank.BalanceDeposited by ann", "bank.BalanceWithdrawn by bob"]);
}
