//! The same without async.

use retold::blocking::Repository;
use retold::store::{Clock, MemoryStore, Moment};
use uuid::Uuid;

use crate::account::{Account, Deposit, Empty, Withdraw, old_stream, told};
use crate::odd_store::OddStore;

#[test]
fn commands_are_executed_refused_and_repeated() {
    let accounts = Repository::<Account>::new(&MemoryStore::new());
    assert_eq!(told(&accounts.execute(&7, Deposit { amount: 5 })), "[+5] at 1, balance 5");
    assert_eq!(told(&accounts.execute(&7, Withdraw { amount: 6 })), "error: the balance is 5");
    let empty = || {
        let request = accounts.command(&7, Deposit { amount: 4 }).and(Empty {}).id(Uuid::from_u128(1));
        request.actor("ann").correlation(Uuid::nil()).causation(Uuid::nil()).traceparent("00").entry("a", 1).send()
    };
    assert_eq!(told(&empty()), "[+4 -4 -5] at 4, balance 0");
    assert_eq!(told(&empty()), "[+4 -4 -5] at 4, balance 0, repeated");
}

#[test]
fn the_state_is_loaded_now_and_as_it_was() {
    let accounts = Repository::<Account>::new(&OddStore::new(&old_stream()).page(1)).clone();
    assert_eq!(accounts.load(&7).expect("it is read").balance, 80);
    assert_eq!(accounts.as_of(&7, Moment::Version(3)).expect("it is read").balance, 100);
}

#[test]
fn the_history_is_an_iterator() {
    let accounts = Repository::<Account>::new(&OddStore::new(&old_stream()).page(2));
    let names = |history: retold::blocking::History<Account>| -> Vec<String> {
        history.map(|entry| entry.expect("it is read").recorded.name).collect()
    };
    assert_eq!(names(accounts.history(&7)), ["bank.Deposited", "bank.Looked", "bank.Exchanged", "bank.Withdrawn"]);
    let some = accounts.history(&7).from(Moment::Version(2)).to(Moment::Version(4)).backwards().limit(2);
    assert_eq!(names(some), ["bank.Withdrawn", "bank.Exchanged"]);
}

#[test]
fn what_is_set_for_a_repository_holds() {
    let store = OddStore::new(&MemoryStore::new()).somebody_deposits(1, 9);
    let noon = "2026-01-31T12:00:00Z".parse().expect("a time");
    let accounts = Repository::<Account>::new(&store).attempts(3).clock(Clock::new(move || noon)).snapshot_every(1);
    assert!(accounts.execute(&7, Deposit { amount: 1 }).is_err());
    assert_eq!(store.appends(), 3);
}
