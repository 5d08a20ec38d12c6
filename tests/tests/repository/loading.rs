//! The state now, at a version, and at a time.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use retold::blocking::block_on;
use retold::store::{Clock, MemoryStore, Moment};
use retold::{Aggregate, Repository};

use crate::account::{Account, Deposit, execute, old_stream};
use crate::odd_store::OddStore;

/// A clock that a test moves, in seconds since 1970.
fn clock() -> (Clock, Arc<AtomicI64>) {
    let seconds = Arc::new(AtomicI64::new(0));
    let moved = Arc::clone(&seconds);
    let now = move || jiff::Timestamp::from_second(moved.load(Ordering::SeqCst)).expect("it is a time");
    (Clock::new(now), seconds)
}

#[test]
fn what_never_happened_is_the_default_at_version_zero() {
    let accounts = Repository::<Account>::new(&MemoryStore::new());
    let account = block_on(accounts.load(&7)).expect("it is read");
    assert_eq!((account.version(), account.stream()), (0, "bank.Account/7"));
    assert_eq!(account.into_state(), Account::default());
}

#[test]
fn older_versions_and_events_that_became_others_are_read_as_today() {
    for page in [1, 2, 3, 1000] {
        let store = OddStore::new(&old_stream()).page(page);
        let account = block_on(Repository::<Account>::new(&store).load(&7)).expect("it is read");
        // Four were recorded: the second became nothing, the third two.
        assert_eq!(account.version(), 4);
        assert_eq!(*account, Account { balance: 80, events: 4 });
    }
}

#[test]
fn as_of_a_version_is_with_that_event_and_without_those_after_it() {
    for page in [1, 2, 1000] {
        let accounts = Repository::<Account>::new(&OddStore::new(&old_stream()).page(page));
        let as_of = |version| {
            let account = block_on(accounts.as_of(&7, Moment::Version(version))).expect("it is read");
            (account.version(), account.balance)
        };
        let balances: Vec<_> = [0, 1, 2, 3, 4, 5, u64::MAX].into_iter().map(as_of).collect();
        assert_eq!(balances, [(0, 0), (1, 80), (2, 80), (3, 100), (4, 80), (4, 80), (4, 80)]);
    }
}

#[test]
fn as_of_a_time_is_with_all_that_was_recorded_at_it() {
    let (clock, seconds) = clock();
    let accounts = Repository::<Account>::new(&OddStore::new(&MemoryStore::new().with_clock(clock)).page(1));
    for (second, amount) in [(10, 1), (20, 2), (20, 3), (30, 4)] {
        seconds.store(second, Ordering::SeqCst);
        execute(&accounts, Deposit { amount });
    }
    let as_of = |second| {
        let time = jiff::Timestamp::from_second(second).expect("it is a time");
        let account = block_on(accounts.as_of(&7, Moment::Time(time))).expect("it is read");
        (account.version(), account.balance)
    };
    let balances: Vec<_> = [9, 10, 19, 20, 29, 30, 99].into_iter().map(as_of).collect();
    assert_eq!(balances, [(0, 0), (1, 1), (1, 1), (3, 6), (3, 6), (4, 10), (4, 10)]);
}

#[test]
fn a_clock_that_goes_back_changes_no_order() {
    let (clock, seconds) = clock();
    let accounts = Repository::<Account>::new(&MemoryStore::new().with_clock(clock));
    for second in [30, 10, 20] {
        seconds.store(second, Ordering::SeqCst);
        execute(&accounts, Deposit { amount: 1 });
    }
    let mut history = accounts.history(&7);
    while let Some(entry) = block_on(history.next()).expect("it is read") {
        assert_eq!(entry.recorded.time.map(|time| time.as_second()), Some(30));
    }
}

#[test]
fn a_thousand_events_are_read_in_pages() {
    let accounts = Repository::<Account>::new(&OddStore::new(&MemoryStore::new()).page(7));
    let thousand = (1..1000).fold(accounts.command(&7, Deposit { amount: 1 }), |all, _| all.and(Deposit { amount: 1 }));
    block_on(thousand.send()).expect("it succeeds");
    let account = block_on(accounts.load(&7)).expect("it is read");
    assert_eq!((account.version(), account.balance), (1000, 1000));
}

#[test]
fn the_stream_has_the_name_of_the_aggregate_and_the_key() {
    assert_eq!(retold::stream_name::<Account>(&7), "bank.Account/7");
    assert_eq!(Account::STREAM, "bank.Account");
}
