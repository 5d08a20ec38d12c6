//! Snapshots: when they are taken, when they are used, and when they are not believed.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Mutex;

use retold::blocking::block_on;
use retold::store::{MemoryStore, Moment, Snapshot, Store};
use retold::{Aggregate, Context, Repository};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::account::{Account, AccountCommand, AccountEvent, Deposit, TooLittle, execute, told};
use crate::odd_store::OddStore;

fn snapshot(store: &impl Store) -> Option<(u64, String)> {
    let snapshot = block_on(store.load_snapshot("bank.Account/7")).expect("it is read")?;
    Some((snapshot.stream_version, String::from_utf8(snapshot.state).expect("it is text")))
}

#[test]
fn one_is_taken_when_the_stream_is_so_much_longer_than_the_last() {
    let store = MemoryStore::new();
    let accounts = Repository::<Account>::new(&store).snapshot_every(3);
    let mut taken = Vec::new();
    for _ in 0..8 {
        execute(&accounts, Deposit { amount: 1 });
        taken.push(snapshot(&store).map(|(version, _)| version));
    }
    assert_eq!(taken, [None, None, Some(3), Some(3), Some(3), Some(6), Some(6), Some(6)]);
    assert_eq!(snapshot(&store), Some((6, r#"{"balance":6,"events":6}"#.to_owned())));
}

#[test]
fn loading_reads_what_comes_after_it() {
    let store = OddStore::new(&MemoryStore::new());
    let accounts = Repository::<Account>::new(&store).snapshot_every(3);
    (0..8).for_each(|_| drop(execute(&accounts, Deposit { amount: 1 })));
    store.events_read();
    let account = block_on(accounts.load(&7)).expect("it is read");
    assert_eq!((account.version(), account.balance, store.events_read()), (8, 8, 2));
    // A repository without snapshots reads all.
    let account = block_on(Repository::<Account>::new(&store).load(&7)).expect("it is read");
    assert_eq!((account.balance, store.events_read()), (8, 8));
}

#[test]
fn one_that_is_older_than_the_moment_is_used_and_a_younger_one_not() {
    let store = OddStore::new(&MemoryStore::new());
    let accounts = Repository::<Account>::new(&store).snapshot_every(3);
    (0..8).for_each(|_| drop(execute(&accounts, Deposit { amount: 1 })));
    store.events_read();
    let as_of = |version| {
        let account = block_on(accounts.as_of(&7, Moment::Version(version))).expect("it is read");
        (account.version(), account.balance, store.events_read())
    };
    assert_eq!([as_of(0), as_of(5), as_of(6), as_of(7)], [(0, 0, 0), (5, 5, 5), (6, 6, 0), (7, 7, 1)]);
    // When it was taken says nothing about when its events were recorded.
    let past = block_on(accounts.as_of(&7, Moment::Time(jiff::Timestamp::UNIX_EPOCH))).expect("it is read");
    assert_eq!(past.version(), 0);
}

#[test]
fn one_that_cannot_be_kept_is_told_and_the_events_are_appended_all_the_same() {
    let store = OddStore::new(&MemoryStore::new()).snapshots_fail();
    let accounts = Repository::<Account>::new(&store).snapshot_every(1);
    let done = execute(&accounts, Deposit { amount: 1 });
    assert_eq!(done.snapshot_error().map(ToString::to_string).as_deref(), Some("there is no room for snapshots"));
    assert_eq!(told(&Ok(done)), "[+1] at 1, balance 1");
    assert_eq!(block_on(accounts.load(&7)).expect("it is read").balance, 1);
}

/// What is loaded where this snapshot is there, at version 2 of a stream with three deposits of 1.
fn loaded_with(state: &str, fingerprint: &str) -> u64 {
    let store = MemoryStore::new();
    (0..3).for_each(|_| drop(execute(&Repository::new(&store), Deposit { amount: 1 })));
    block_on(store.save_snapshot(Snapshot::new("bank.Account/7", 2, fingerprint, state))).expect("it is kept");
    let accounts = Repository::<Account>::new(&store).snapshot_every(100);
    block_on(accounts.load(&7)).expect("it is read").balance
}

#[test]
fn one_that_does_not_mean_what_it_meant_is_not_believed() {
    let same = Account::fingerprint();
    assert_eq!(loaded_with(r#"{"balance":1000,"events":2}"#, &same), 1001, "this one is believed");
    assert_eq!(loaded_with(r#"{ "events": 2, "balance": 1000 }"#, &same), 1001, "and this one, in another order");
    assert_eq!(loaded_with(r#"{"balance":1000,"events":2}"#, "another"), 3);
    assert_eq!(loaded_with(r#"{"balance":1000}"#, &same), 3);
    assert_eq!(loaded_with(r#"{"balance":1000,"events":2,"more":0}"#, &same), 3);
    assert_eq!(loaded_with(r#"{"balance":"1000","events":2}"#, &same), 3);
    assert_eq!(loaded_with(r#"{"balance":1000,"eve"#, &same), 3);
    assert_eq!(loaded_with("", &same), 3);
    assert_eq!(loaded_with("[1000,2]", &same), 3, "serde reads a list as fields; it would not be written so");
}

/// An account with something else to remember.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct With<T> {
    balance: u64,
    more: T,
}

trait Remembers: Default + Send + Sync + Serialize + DeserializeOwned + 'static {
    fn remember(&mut self, balance: u64);
}

impl<T: Remembers> Aggregate for With<T> {
    type Id = u64;
    type Event = AccountEvent;
    type Command = AccountCommand;
    type Rejection = TooLittle;
    const STREAM: &'static str = "bank.Account";

    fn handle(&self, command: AccountCommand, cx: &Context) -> Result<Vec<AccountEvent>, TooLittle> {
        Account { balance: self.balance, events: 0 }.handle(command, cx)
    }

    fn apply(&mut self, event: AccountEvent) {
        let mut account = Account { balance: self.balance, events: 0 };
        account.apply(event);
        self.balance = account.balance;
        self.more.remember(self.balance);
    }
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Plain {
    last: u64,
}

/// The same one release later: with a field that old snapshots do not have, and serde would fill in.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Grown {
    last: u64,
    #[serde(default)]
    highest: u64,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct Skipping {
    last: u64,
    #[serde(skip)]
    cache: Mutex<Vec<u64>>,
}

impl Remembers for Plain {
    fn remember(&mut self, balance: u64) {
        self.last = balance;
    }
}

impl Remembers for Grown {
    fn remember(&mut self, balance: u64) {
        (self.last, self.highest) = (balance, self.highest.max(balance));
    }
}

impl Remembers for Skipping {
    fn remember(&mut self, balance: u64) {
        self.last = balance;
        self.cache.lock().expect("no thread has panicked").push(balance);
    }
}

impl Remembers for HashMap<u64, HashSet<u64>> {
    fn remember(&mut self, balance: u64) {
        self.entry(balance % 10).or_default().insert(balance);
    }
}

impl Remembers for BTreeMap<u64, f64> {
    fn remember(&mut self, balance: u64) {
        self.insert(balance, 1.0 / balance as f64);
    }
}

/// How many events are read where there is a snapshot of ten of eleven.
fn read_after_snapshot<T: Remembers>(store: &OddStore) -> usize {
    let accounts = Repository::<With<T>>::new(store).snapshot_every(10);
    (1..=11).for_each(|amount| drop(block_on(accounts.execute(&7, Deposit { amount })).expect("it succeeds")));
    store.events_read();
    assert_eq!(block_on(accounts.load(&7)).expect("it is read").balance, 66);
    store.events_read()
}

#[test]
fn a_field_that_is_new_inside_the_state_is_never_a_default() {
    let store = OddStore::new(&MemoryStore::new());
    assert_eq!(read_after_snapshot::<Plain>(&store), 1);
    // The fingerprint of a state that is not derived, or of the types inside it, does not know of the new field.
    let grown = block_on(Repository::<With<Grown>>::new(&store).snapshot_every(10).load(&7)).expect("it is read");
    assert_eq!((grown.more.last, grown.more.highest, store.events_read()), (66, 66, 11));
}

#[test]
fn maps_without_an_order_floats_and_fields_that_are_skipped_are_read_again() {
    assert_eq!(read_after_snapshot::<HashMap<u64, HashSet<u64>>>(&OddStore::new(&MemoryStore::new())), 1);
    assert_eq!(read_after_snapshot::<BTreeMap<u64, f64>>(&OddStore::new(&MemoryStore::new())), 1);
    assert_eq!(read_after_snapshot::<Skipping>(&OddStore::new(&MemoryStore::new())), 1);
}

#[test]
fn one_that_was_not_believed_is_replaced() {
    let store = OddStore::new(&MemoryStore::new());
    read_after_snapshot::<Plain>(&store);
    let accounts = Repository::<With<Grown>>::new(&store).snapshot_every(10);
    block_on(accounts.execute(&7, Deposit { amount: 1 })).expect("it succeeds");
    store.events_read();
    assert_eq!(block_on(accounts.load(&7)).expect("it is read").more.highest, 67);
    assert_eq!(store.events_read(), 0);
}
