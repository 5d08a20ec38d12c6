//! Races: whoever loses one decides anew on what has happened meanwhile, and not for ever.

use std::sync::Barrier;
use std::thread;

use retold::blocking::block_on;
use retold::store::MemoryStore;
use retold::{ExecuteError, Repository};

use crate::account::{Account, Deposit, Empty, Withdraw, execute, told};
use crate::odd_store::OddStore;

#[test]
fn a_lost_race_is_decided_anew_on_the_new_state() {
    let store = OddStore::new(&MemoryStore::new()).somebody_deposits(10, 2);
    let accounts = Repository::<Account>::new(&store);
    execute(&accounts, Deposit { amount: 1 });
    // The first attempt would have taken out what was there then.
    assert_eq!(told(&block_on(accounts.execute(&7, Empty {}))), "[-10 -11] at 5, balance 0");
    assert_eq!(store.appends(), 4);
}

#[test]
fn a_lost_race_can_end_in_a_rejection() {
    let accounts = Repository::<Account>::new(&MemoryStore::new());
    execute(&accounts, Deposit { amount: 5 });
    // Two who want all of it: one of them gets it.
    let outcomes: Vec<String> = thread::scope(|scope| {
        let take = || told(&block_on(accounts.execute(&7, Withdraw { amount: 5 })));
        let threads: Vec<_> = (0..2).map(|_| scope.spawn(take)).collect();
        threads.into_iter().map(|thread| thread.join().expect("it does not panic")).collect()
    });
    assert!(outcomes.contains(&"[-5] at 2, balance 0".to_owned()), "{outcomes:?}");
    assert!(outcomes.contains(&"error: the balance is 0".to_owned()), "{outcomes:?}");
}

#[test]
fn several_commands_are_all_decided_anew() {
    let store = OddStore::new(&MemoryStore::new()).somebody_deposits(10, 1);
    let accounts = Repository::<Account>::new(&store);
    let several = accounts.command(&7, Deposit { amount: 1 }).and(Empty {});
    assert_eq!(told(&block_on(several.send())), "[+1 -5 -6] at 4, balance 0");
}

#[test]
fn the_attempts_are_bounded() {
    for attempts in [0, 1, 3] {
        let store = OddStore::new(&MemoryStore::new()).somebody_deposits(10, 100);
        let accounts = Repository::<Account>::new(&store).attempts(attempts);
        let lost = block_on(accounts.execute(&7, Deposit { amount: 1 }));
        let tried = attempts.max(1) as usize;
        let (expected, actual) = (tried - 1, tried);
        assert_eq!(
            told(&lost),
            format!(
                "error: `bank.Account/7` is at version {actual} and not at {expected}: somebody else appended to it; \
                 load it and decide anew"
            )
        );
        assert!(matches!(lost, Err(ExecuteError::Store(error)) if error.is_conflict()));
        assert_eq!(store.appends(), tried);
    }
}

#[test]
fn many_at_once_all_get_their_turn() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let sqlite = retold::sqlite::open(folder.path().join("bank.db")).expect("it can be opened");
    for accounts in [Repository::<Account>::new(&MemoryStore::new()), Repository::new(&sqlite)] {
        let accounts = accounts.attempts(1_000);
        thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| (0..20).for_each(|_| drop(execute(&accounts, Deposit { amount: 1 }))));
            }
        });
        let account = block_on(accounts.load(&7)).expect("it is read");
        assert_eq!((account.version(), account.balance), (160, 160));
    }
}

/// One of them wins each round, and everybody else tries again.
#[test]
fn sixty_four_who_begin_at_once_all_get_their_turn_as_it_is() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let sqlite = retold::sqlite::open(folder.path().join("bank.db")).expect("it can be opened");
    let accounts = Repository::<Account>::new(&sqlite);
    let together = Barrier::new(64);
    thread::scope(|scope| {
        for _ in 0..64 {
            scope.spawn(|| {
                together.wait();
                execute(&accounts, Deposit { amount: 1 });
            });
        }
    });
    assert_eq!(block_on(accounts.load(&7)).expect("it is read").balance, 64);
}
