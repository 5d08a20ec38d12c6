//! A command with an id has its effect once, and whoever sends it again gets the first answer.

use std::thread;

use retold::Repository;
use retold::blocking::block_on;
use retold::store::{Append, MemoryStore, NewEvent};
use uuid::Uuid;

use crate::account::{Account, AccountCommand, Deposit, Empty, Outcome, Withdraw, execute, told};
use crate::odd_store::OddStore;

fn send(accounts: &Repository<Account>, id: u128, command: impl Into<AccountCommand>) -> Outcome {
    block_on(accounts.command(&7, command).id(Uuid::from_u128(id)).send())
}

#[test]
fn the_answer_is_the_first_one_whatever_has_happened_since() {
    let accounts = Repository::<Account>::new(&MemoryStore::new());
    assert_eq!(told(&send(&accounts, 1, Deposit { amount: 5 })), "[+5] at 1, balance 5");
    assert_eq!(told(&send(&accounts, 1, Deposit { amount: 5 })), "[+5] at 1, balance 5, repeated");
    assert_eq!(told(&send(&accounts, 2, Empty {})), "[-2 -3] at 3, balance 0");
    // It would be refused now, and the other one lead to nothing.
    assert_eq!(told(&send(&accounts, 2, Empty {})), "[-2 -3] at 3, balance 0, repeated");
    assert_eq!(told(&send(&accounts, 1, Withdraw { amount: 9 })), "[+5] at 1, balance 5, repeated");
    assert_eq!(block_on(accounts.load(&7)).expect("it is read").version(), 3);
}

#[test]
fn the_answer_comes_from_several_pages() {
    let store = OddStore::new(&MemoryStore::new()).page(1);
    let accounts = Repository::<Account>::new(&store);
    execute(&accounts, Deposit { amount: 9 });
    send(&accounts, 1, Empty {}).expect("it succeeds");
    execute(&accounts, Deposit { amount: 9 });
    assert_eq!(told(&send(&accounts, 1, Empty {})), "[-4 -5] at 3, balance 0, repeated");
}

#[test]
fn a_command_that_was_refused_or_led_to_nothing_is_decided_again() {
    let accounts = Repository::<Account>::new(&MemoryStore::new());
    assert_eq!(told(&send(&accounts, 1, Withdraw { amount: 5 })), "error: the balance is 0");
    assert_eq!(told(&send(&accounts, 2, Empty {})), "[] at 0, balance 0");
    execute(&accounts, Deposit { amount: 10 });
    assert_eq!(told(&send(&accounts, 1, Withdraw { amount: 5 })), "[-5] at 2, balance 5");
    assert_eq!(told(&send(&accounts, 2, Empty {})), "[-2 -3] at 4, balance 0");
}

#[test]
fn the_same_id_for_another_aggregate_is_another_command() {
    let accounts = Repository::<Account>::new(&MemoryStore::new());
    let deposit = |account| block_on(accounts.command(&account, Deposit { amount: 5 }).id(Uuid::from_u128(1)).send());
    assert_eq!(told(&deposit(7)), "[+5] at 1, balance 5");
    assert_eq!(told(&deposit(8)), "[+5] at 1, balance 5");
}

fn sixteen_who_send_the_same_at_once(accounts: &Repository<Account>) {
    execute(accounts, Deposit { amount: 9 });
    let outcomes: Vec<Outcome> = thread::scope(|scope| {
        let threads: Vec<_> = (0..16).map(|_| scope.spawn(|| send(accounts, 1, Withdraw { amount: 5 }))).collect();
        threads.into_iter().map(|thread| thread.join().expect("it does not panic")).collect()
    });
    let first = outcomes.iter().filter(|outcome| outcome.as_ref().is_ok_and(|done| !done.repeated())).count();
    assert_eq!(first, 1);
    for outcome in &outcomes {
        assert!(told(outcome).starts_with("[-5] at 2, balance 4"), "{}", told(outcome));
    }
    assert_eq!(block_on(accounts.load(&7)).expect("it is read").version(), 2);
}

#[test]
fn sixteen_who_send_the_same_at_once_get_one_answer() {
    for _ in 0..20 {
        sixteen_who_send_the_same_at_once(&Repository::new(&MemoryStore::new()));
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let store = retold::sqlite::open(folder.path().join("bank.db")).expect("it can be opened");
    sixteen_who_send_the_same_at_once(&Repository::new(&store));
}

/// Sixteen who each send the same ten commands while others are at the same account: every command has its effect once.
#[test]
fn every_command_has_its_effect_once_in_the_thick_of_it() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let sqlite = retold::sqlite::open(folder.path().join("bank.db")).expect("it can be opened");
    for accounts in [Repository::<Account>::new(&MemoryStore::new()), Repository::new(&sqlite)] {
        let accounts = accounts.attempts(1_000).snapshot_every(3);
        thread::scope(|scope| {
            for _ in 0..16 {
                scope.spawn(|| {
                    for id in 1..=10 {
                        let done = send(&accounts, id, Deposit { amount: 1 << id }).expect("it succeeds");
                        assert_eq!(done.events().len(), 1);
                    }
                });
            }
        });
        let account = block_on(accounts.load(&7)).expect("it is read");
        assert_eq!((account.version(), account.balance), (10, (2 << 10) - 2));
    }
}

/// The first attempt loses its race to a deposit, and before the second, the same command comes through elsewhere: what
/// it did must not be why it is refused here.
#[test]
fn a_command_that_came_through_elsewhere_during_a_lost_race_is_not_refused() {
    let memory = MemoryStore::new();
    execute(&Repository::new(&memory), Deposit { amount: 5 });
    let same = Append::to("bank.Account/7").command(Uuid::from_u128(1)).event(NewEvent::new(
        "bank.Withdrawn",
        1,
        r#"{"amount":5}"#,
    ));
    let store = OddStore::new(&memory).somebody_deposits(0, 1).after_a_conflict(same);
    let accounts = Repository::<Account>::new(&store);
    assert_eq!(told(&send(&accounts, 1, Withdraw { amount: 5 })), "[-5] at 3, balance 0, repeated");
}
