//! What goes wrong: each an error that says what and where, and nothing is half there.

use retold::blocking::block_on;
use retold::store::{MemoryStore, StoreErrorKind};
use retold::{ExecuteError, LoadError, Repository};

use crate::account::{Account, Break, Deposit, append, execute, told};
use crate::odd_store::OddStore;

#[test]
fn an_event_that_cannot_be_written_leaves_nothing() {
    let store = OddStore::new(&MemoryStore::new());
    let accounts = Repository::<Account>::new(&store);
    let failed = block_on(accounts.command(&7, Deposit { amount: 1 }).and(Break {}).send());
    assert_eq!(told(&failed), "error: cannot write `bank.Broken` v1: key must be a string");
    assert!(matches!(failed, Err(ExecuteError::Encode(_))));
    assert_eq!(store.appends(), 0);
}

#[test]
fn an_event_that_cannot_be_read_is_named_with_its_stream_and_position() {
    let store = MemoryStore::new();
    let accounts = Repository::<Account>::new(&store);
    execute(&accounts, Deposit { amount: 1 });
    append(&store, "bank.Deposited", 3, r#"{"amount":1}"#);
    let message =
        "`bank.Deposited` v3 in stream `bank.Account/7` at position 2: the version is not known; known: v1 to v2";
    let failed = block_on(accounts.execute(&7, Deposit { amount: 1 }));
    assert_eq!(told(&failed), format!("error: {message}"));
    assert!(matches!(failed, Err(ExecuteError::Decode(_))));
    let failed = block_on(accounts.load(&7)).expect_err("it cannot be read");
    assert_eq!(failed.to_string(), message);
    assert!(matches!(failed, LoadError::Decode(_)));
}

#[test]
fn a_history_goes_on_behind_an_event_that_cannot_be_read() {
    let store = MemoryStore::new();
    let accounts = Repository::<Account>::new(&store);
    append(&store, "bank.Deposited", 2, r#"{"amount":1}"#);
    append(&store, "bank.Stolen", 1, "{}");
    append(&store, "bank.Deposited", 2, r#"{"amount":"a lot"}"#);
    append(&store, "bank.Withdrawn", 1, r#"{"amount":1}"#);
    for page in [1, 1000] {
        let accounts = retold::blocking::Repository::<Account>::new(&OddStore::new(&store).page(page));
        let lines: Vec<String> = accounts
            .history(&7)
            .map(|entry| entry.map_or_else(|error| error.to_string(), |entry| entry.recorded.name))
            .collect();
        assert_eq!(
            lines,
            [
                "bank.Deposited",
                "`bank.Stolen` v1 in stream `bank.Account/7` at position 2: the name is not known; known are \
                 `bank.Broken`, `bank.Deposited`, `bank.Exchanged`, `bank.Looked`, `bank.Withdrawn`; did you mean \
                 `bank.Broken`?",
                "`bank.Deposited` v2 in stream `bank.Account/7` at position 3: `$.amount`: invalid type: string \
                 \"a lot\", expected u64",
                "bank.Withdrawn",
            ]
        );
    }
    assert!(block_on(accounts.load(&7)).is_err());
}

#[test]
fn a_stream_of_another_service_is_refused() {
    let store = MemoryStore::new();
    let refused =
        block_on(Repository::<Account>::new(&store.clone().with_service("shop")).execute(&7, Deposit { amount: 1 }));
    assert_eq!(told(&refused), "error: `bank.Account/7` belongs to `bank`: `shop` may not append to it");
    execute(&Repository::new(&store.clone().with_service("bank")), Deposit { amount: 1 });
    // Reading is nobody's privilege.
    let theirs = Repository::<Account>::new(&store.with_service("shop"));
    assert_eq!(block_on(theirs.load(&7)).expect("it is read").balance, 1);
}

#[test]
fn an_event_that_is_too_large_is_refused() {
    let accounts = Repository::<Account>::new(&MemoryStore::new().largest_event(10));
    let refused = block_on(accounts.execute(&7, Deposit { amount: u64::MAX }));
    let Err(ExecuteError::Store(error)) = &refused else { panic!("{}", told(&refused)) };
    assert!(matches!(error.kind(), StoreErrorKind::TooLarge { .. }), "{error}");
    assert_eq!(block_on(accounts.load(&7)).expect("it is read").version(), 0);
}

#[test]
fn a_store_that_cannot_be_read_is_an_error_and_not_an_empty_stream() {
    let store = MemoryStore::new();
    execute(&Repository::new(&store), Deposit { amount: 1 });
    let accounts = Repository::<Account>::new(&OddStore::new(&store).read_fails());
    assert_eq!(told(&block_on(accounts.execute(&7, Deposit { amount: 1 }))), "error: the disk is on fire");
    assert_eq!(block_on(accounts.load(&7)).expect_err("it fails").to_string(), "the disk is on fire");
    assert_eq!(block_on(accounts.history(&7).next()).expect_err("it fails").to_string(), "the disk is on fire");
}

#[test]
fn a_blocking_history_ends_behind_a_store_that_cannot_be_read() {
    let store = OddStore::new(&MemoryStore::new()).read_fails();
    let accounts = retold::blocking::Repository::<Account>::new(&store);
    assert_eq!(accounts.history(&7).take(3).filter(Result::is_err).count(), 1);
}

#[test]
fn a_free_entry_cannot_stand_in_for_what_is_typed() {
    let accounts = Repository::<Account>::new(&MemoryStore::new());
    let refused = block_on(accounts.command(&7, Deposit { amount: 1 }).entry("actor", "somebody else").send());
    assert!(told(&refused).contains("`actor` is a field of the metadata"), "{}", told(&refused));
    assert_eq!(block_on(accounts.load(&7)).expect("it is read").version(), 0);
}
