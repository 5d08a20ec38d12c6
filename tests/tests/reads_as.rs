//! Two generations of one schema, both running: what the newer process writes, the older one reads as far as it means
//! the same to it, and stops at the rest.

use retold::sqlite;
use retold::store::{MemoryStore, Store};
use retold::{DecodeError, EventSet, LoadError, Recorded, RecordedEvent, Replay, Repository};
use uuid::Uuid;

#[rustfmt::skip]
#[path = "../generations/after/src/mod.rs"]
mod after;
#[rustfmt::skip]
#[path = "../generations/before/src/mod.rs"]
mod before;

/// What the newer generation makes of minutes.
fn at_most_an_hour(old: &after::cart::LeftV1) -> u32 {
    old.minutes.min(60)
}

mod running {
    use super::before::cart::*;
    use retold::{Aggregate, Context, Events};

    #[derive(Debug, Default, PartialEq, Aggregate)]
    #[aggregate(super::before::cart)]
    pub(crate) struct Cart {
        pub(crate) seen: Vec<CartEvent>,
    }

    impl CartLogic for Cart {
        fn handle_add_item(&self, command: AddItem, _: &Context) -> CartDecision<AddItem> {
            Ok(Events::one(ItemAdded { sku: command.sku, quantity: command.quantity, gift: None, price: None }))
        }

        fn handle_remove_item(&self, command: RemoveItem, _: &Context) -> CartDecision<RemoveItem> {
            Ok(Events::one(ItemRemoved { sku: command.sku, reason: None }))
        }

        fn handle_leave(&self, _: Leave, _: &Context) -> CartDecision<Leave> {
            Ok(Events::one(Left { minutes: 90 }))
        }

        fn apply_item_added(&mut self, event: ItemAdded) {
            self.seen.push(event.into());
        }

        fn apply_item_removed(&mut self, event: ItemRemoved) {
            self.seen.push(event.into());
        }

        fn apply_left(&mut self, event: Left) {
            self.seen.push(event.into());
        }
    }
}

mod deployed {
    use super::after::cart::*;
    use retold::{Aggregate, Context, Events};

    #[derive(Debug, Default, PartialEq, Aggregate)]
    #[aggregate(super::after::cart)]
    pub(crate) struct Cart {
        pub(crate) seen: Vec<CartEvent>,
    }

    impl CartLogic for Cart {
        fn handle_add_item(&self, command: AddItem, _: &Context) -> CartDecision<AddItem> {
            let price = Money { amount: "1.20".parse().expect("a decimal"), currency: Currency::Eur, discount: None };
            let (sku, quantity, shop) = (command.sku, command.quantity, "kiosk".to_owned());
            Ok(Events::one(ItemAdded { sku, quantity, price: Some(price), shop, seen: None }))
        }

        fn handle_remove_item(&self, command: RemoveItem, _: &Context) -> CartDecision<RemoveItem> {
            Ok(Events::one(ItemRemoved { sku: command.sku, why: Some("too dear".to_owned()) }))
        }

        fn handle_leave(&self, _: Leave, _: &Context) -> CartDecision<Leave> {
            Ok(Events::one(Left { minutes: 10 }))
        }

        fn apply_item_added(&mut self, event: ItemAdded) {
            self.seen.push(event.into());
        }

        fn apply_item_removed(&mut self, event: ItemRemoved) {
            self.seen.push(event.into());
        }

        fn apply_left(&mut self, event: Left) {
            self.seen.push(event.into());
        }
    }
}

/// What the older generation makes of what the newer one adds.
fn as_the_older_reads_it(quantity: u32) -> before::cart::CartEvent {
    let price =
        before::cart::Money { amount: "1.20".parse().expect("a decimal"), currency: before::cart::Currency::Eur };
    before::cart::ItemAdded { sku: "apple".to_owned(), quantity, gift: None, price: Some(price) }.into()
}

fn add(quantity: u32) -> after::cart::AddItem {
    after::cart::AddItem { sku: "apple".to_owned(), quantity }
}

#[test]
fn a_running_process_reads_what_the_next_one_writes_and_both_go_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = sqlite::open(folder.path().join("shop.db")).expect("a file");
    pollster::block_on(async {
        both_go_on(&file).await;
        both_go_on(&MemoryStore::new()).await;
        file.close().await;
    });
}

async fn both_go_on<S: Store + Clone>(store: &S) {
    let (running, deployed) = (Repository::<running::Cart>::new(store), Repository::<deployed::Cart>::new(store));
    let id = Uuid::nil();
    deployed.execute(&id, add(2)).await.expect("the newer process writes");
    let before = before::cart::AddItem { sku: "pear".to_owned(), quantity: 1 };
    let done = running.execute(&id, before).await.expect("the older process reads that, and writes");
    let pear = before::cart::ItemAdded { sku: "pear".to_owned(), quantity: 1, gift: None, price: None };
    assert_eq!(done.state().seen, [as_the_older_reads_it(2), pear.into()]);

    let cart = deployed.load(&id).await.expect("the newer process reads both");
    let [after::cart::CartEvent::ItemAdded(own), after::cart::CartEvent::ItemAdded(other)] = cart.seen.as_slice()
    else {
        panic!("{:?}", cart.seen)
    };
    assert_eq!((own.shop.as_str(), other.shop.as_str()), ("kiosk", "web"));

    // What would mean another thing to it stops it, and is not read as something.
    for command in [
        after::cart::CartCommand::from(after::cart::RemoveItem { sku: "apple".to_owned() }),
        after::cart::CartCommand::from(after::cart::Leave {}),
    ] {
        let id = Uuid::now_v7();
        deployed.execute(&id, command).await.expect("the newer process writes");
        match running.load(&id).await {
            Err(LoadError::Decode(error)) => assert!(error.is_unknown_version(), "{error}"),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn what_is_recorded_as_lines_carries_it() {
    let event = after::cart::CartEvent::from(after::cart::ItemAdded {
        sku: "apple".to_owned(),
        quantity: 2,
        price: None,
        shop: "kiosk".to_owned(),
        seen: None,
    });
    let encoded = event.encode().expect("it is written");
    assert_eq!((encoded.version, encoded.reads_as), (4, 1));
    let mut file = Vec::new();
    RecordedEvent::from(encoded).write_line(&mut file).expect("a line");
    let read: Vec<_> = Replay::<before::cart::CartEvent, _>::new(file.as_slice()).collect();
    let [Ok(before::cart::CartEvent::ItemAdded(read))] = read.as_slice() else { panic!("{read:?}") };
    assert_eq!((read.sku.as_str(), read.quantity, &read.price), ("apple", 2, &None));
}

/// The events that the generation of the test reads, or why not.
fn read(recorded: Recorded<'_>) -> Result<Vec<before::cart::CartEvent>, DecodeError> {
    before::cart::CartEvent::decode(recorded).map(Iterator::collect)
}

#[test]
fn a_version_that_is_known_is_read_as_itself_and_one_that_is_not_as_the_highest() {
    let payload = r#"{"sku":"apple","quantity":2}"#;
    let first = read(Recorded::new("shop.ItemAdded", 1, payload).reads_as(1)).expect("v1 is known");
    let [before::cart::CartEvent::ItemAdded(event)] = first.as_slice() else { panic!("{first:?}") };
    assert!(event.price.is_some(), "the step from v1 gives a price");
    for reads_as in [1, 2] {
        let newer = read(Recorded::new("shop.ItemAdded", 9, payload).reads_as(reads_as)).expect("v2 reads it");
        let [before::cart::CartEvent::ItemAdded(event)] = newer.as_slice() else { panic!("{newer:?}") };
        assert!(event.price.is_none(), "v2 without a step");
    }
    for reads_as in [0, 3, 9] {
        let error = read(Recorded::new("shop.ItemAdded", 9, payload).reads_as(reads_as)).expect_err("nobody reads it");
        assert!(error.is_unknown_version(), "{error}");
    }
}
