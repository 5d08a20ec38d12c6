//! The history of a stream: as it was recorded, and as it is read today.

use retold::blocking::block_on;
use retold::store::{MemoryStore, Moment};
use retold::{History, Repository};

use crate::account::{Account, Deposit, execute, old_stream, short};
use crate::odd_store::OddStore;

/// The history in lines: what was recorded, and what it is today.
fn lines(mut history: History<Account>) -> Vec<String> {
    let mut lines = Vec::new();
    while let Some(entry) = block_on(history.next()).expect("it is read") {
        let events: Vec<String> = entry.events.iter().map(short).collect();
        let recorded = entry.recorded;
        let number = recorded.stream_version.unwrap_or_default();
        lines.push(format!("{number} {} v{} [{}]", recorded.name, recorded.version, events.join(" ")));
    }
    lines
}

#[test]
fn every_event_is_there_as_it_was_recorded_with_what_it_is_today() {
    let accounts = Repository::<Account>::new(&old_stream());
    execute(&accounts, Deposit { amount: 5 });
    assert_eq!(
        lines(accounts.history(&7)),
        [
            "1 bank.Deposited v1 [+80]",
            "2 bank.Looked v1 []",
            "3 bank.Exchanged v1 [-80 +100]",
            "4 bank.Withdrawn v1 [-20]",
            "5 bank.Deposited v2 [+5]",
        ]
    );
    assert!(lines(accounts.history(&8)).is_empty());
}

/// The versions of the events that a history of ten has.
fn versions(page: usize, asked: impl Fn(History<Account>) -> History<Account>) -> Vec<u64> {
    let accounts = Repository::<Account>::new(&OddStore::new(&MemoryStore::new()).page(page));
    (0..10).for_each(|amount| drop(execute(&accounts, Deposit { amount })));
    let mut history = asked(accounts.history(&7));
    let mut versions = Vec::new();
    while let Some(entry) = block_on(history.next()).expect("it is read") {
        versions.extend(entry.recorded.stream_version);
    }
    assert!(block_on(history.next()).expect("it is read").is_none(), "nothing comes after the end");
    versions
}

#[test]
fn it_goes_forwards_and_backwards_between_bounds_with_a_limit_whatever_the_pages() {
    let (from, to) = (Moment::Version(3), Moment::Version(7));
    for page in [1, 2, 3, 5, 1000] {
        assert_eq!(versions(page, |all| all), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
        assert_eq!(versions(page, History::backwards), [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
        assert_eq!(versions(page, |all| all.from(from).to(to)), [3, 4, 5, 6, 7]);
        assert_eq!(versions(page, |all| all.from(from).to(to).backwards()), [7, 6, 5, 4, 3]);
        assert_eq!(versions(page, |all| all.limit(4)), [1, 2, 3, 4]);
        assert_eq!(versions(page, |all| all.backwards().limit(4)), [10, 9, 8, 7]);
        assert_eq!(versions(page, |all| all.from(from).limit(2)), [3, 4]);
        assert_eq!(versions(page, |all| all.to(to).backwards().limit(2)), [7, 6]);
        assert_eq!(versions(page, |all| all.limit(99)).len(), 10);
        assert!(versions(page, |all| all.limit(0)).is_empty());
        assert!(versions(page, |all| all.from(to).to(from)).is_empty());
        assert!(versions(page, |all| all.from(Moment::Version(11))).is_empty());
        assert!(versions(page, |all| all.to(Moment::Version(0)).backwards()).is_empty());
        assert!(versions(page, |all| all.to(Moment::Time(jiff::Timestamp::UNIX_EPOCH))).is_empty());
    }
}

#[test]
fn what_is_appended_while_it_is_read_comes_too() {
    let accounts = Repository::<Account>::new(&OddStore::new(&MemoryStore::new()).page(1));
    execute(&accounts, Deposit { amount: 1 });
    execute(&accounts, Deposit { amount: 2 });
    let mut history = accounts.history(&7);
    let first = block_on(history.next()).expect("it is read");
    execute(&accounts, Deposit { amount: 3 });
    assert!(first.is_some());
    assert_eq!(lines(history), ["2 bank.Deposited v2 [+2]", "3 bank.Deposited v2 [+3]"]);
}
