//! Projections and the event bus: over memory and SQLite alike, driven by hand and on threads of their own, stopped in
//! the middle, opened again, rebuilt.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::Duration;

use retold::blocking::block_on;
use retold::projection::{InMemory, InSqlite, Projection, ProjectionError, SqliteProjection, Unreadable};
use retold::sqlite::rusqlite::{self, Connection};
use retold::store::{Append, MemoryStore, NewEvent, Store, Stored};
use retold::{EventBus, EventSet, Recorded};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, retold::Event, Deserialize)]
#[event(name = "shop.ItemPut", version = 1)]
struct ItemPutV1 {
    item: String,
}

#[derive(Clone, Debug, PartialEq, retold::Event, Serialize, Deserialize)]
#[event(name = "shop.ItemAdded", version = 2, from = ItemPutV1, alias = "shop.ItemPut")]
struct ItemAdded {
    item: String,
    quantity: u64,
}

impl From<ItemPutV1> for ItemAdded {
    fn from(old: ItemPutV1) -> Self {
        Self { item: old.item, quantity: 1 }
    }
}

#[derive(Clone, Debug, PartialEq, retold::Event, Serialize, Deserialize)]
#[event(name = "shop.ItemRemoved", version = 1)]
struct ItemRemoved {
    item: String,
}

#[derive(Clone, Debug, PartialEq, retold::EventSet)]
enum CartEvent {
    ItemAdded(ItemAdded),
    ItemRemoved(ItemRemoved),
}

/// How much of each item there is in all carts.
#[derive(Debug, Default, PartialEq)]
struct Demand(BTreeMap<String, u64>);

impl Projection for Demand {
    type Event = CartEvent;

    fn apply(&mut self, event: CartEvent, _: &Stored<'_>) {
        match event {
            CartEvent::ItemAdded(added) => *self.0.entry(added.item).or_default() += added.quantity,
            CartEvent::ItemRemoved(removed) => drop(self.0.remove(&removed.item)),
        }
    }
}

/// The same in a table; the number is its version.
struct Table<const VERSION: u32>;

impl<const VERSION: u32> SqliteProjection for Table<VERSION> {
    type Event = CartEvent;
    const NAME: &'static str = "demand";
    const VERSION: u32 = VERSION;

    fn create(&self, tables: &Connection) -> rusqlite::Result<()> {
        tables.execute_batch("CREATE TABLE demand (item TEXT PRIMARY KEY, quantity INTEGER NOT NULL)")
    }

    fn clear(&self, tables: &Connection) -> rusqlite::Result<()> {
        tables.execute_batch("DROP TABLE IF EXISTS demand")
    }

    fn apply(&self, tables: &Connection, event: CartEvent, _: &Stored<'_>) -> rusqlite::Result<()> {
        match event {
            CartEvent::ItemAdded(added) => {
                let sql = "INSERT INTO demand VALUES (?1, ?2) ON CONFLICT DO UPDATE SET quantity = quantity + ?2";
                tables
                    .prepare_cached(sql)?
                    .execute(rusqlite::params![added.item, added.quantity * u64::from(VERSION)])?;
            }
            CartEvent::ItemRemoved(removed) => {
                tables.prepare_cached("DELETE FROM demand WHERE item = ?1")?.execute([removed.item])?;
            }
        }
        Ok(())
    }
}

fn rows<const VERSION: u32>(table: &InSqlite<Table<VERSION>>) -> Vec<(String, u64)> {
    table
        .query(|tables| {
            let mut rows = tables.prepare("SELECT item, quantity FROM demand ORDER BY item")?;
            rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
        })
        .expect("the table can be read")
}

fn demand(items: &[(&str, u64)]) -> Vec<(String, u64)> {
    items.iter().map(|(item, quantity)| ((*item).to_owned(), *quantity)).collect()
}

fn add<S: Store>(store: &S, stream: &str, event: impl Into<CartEvent>) -> u64 {
    let encoded = event.into().encode().expect("the event can be written");
    block_on(store.append(Append::to(stream).event(encoded))).expect("it is appended").position
}

fn added(item: &str, quantity: u64) -> ItemAdded {
    ItemAdded { item: item.to_owned(), quantity }
}

fn raw<S: Store>(store: &S, name: &'static str, version: u32, payload: &str) -> u64 {
    let event = NewEvent::new(name, version, payload);
    block_on(store.append(Append::to("shop.Cart/raw").event(event))).expect("it is appended").position
}

#[test]
fn a_projection_in_memory_takes_in_what_is_there_and_what_comes() {
    let store = MemoryStore::new();
    add(&store, "shop.Cart/1", added("apple", 2));
    raw(&store, "shop.ItemPut", 1, r#"{"item":"pear"}"#);
    raw(&store, "billing.Paid", 1, "{}");
    let model = InMemory::<Demand>::new(&store);
    assert_eq!(block_on(model.lag()).expect("the store can be read"), 3);
    block_on(model.catch_up()).expect("everything can be read");
    assert_eq!(model.read(|demand| demand.0.clone()), BTreeMap::from([("apple".into(), 2), ("pear".into(), 1)]));
    // What it does not read is no reason to be behind.
    assert_eq!(block_on(model.lag()).expect("the store can be read"), 0);

    let running = model.clone();
    thread::spawn(move || block_on(running.run()));
    let position = add(&store, "shop.Cart/1", ItemRemoved { item: "apple".into() });
    block_on(model.reached(position));
    assert_eq!(model.read(|demand| demand.0.clone()), BTreeMap::from([("pear".into(), 1)]));
}

#[test]
fn a_projection_stops_where_an_event_cannot_be_read_and_keeps_what_it_has() {
    let store = MemoryStore::new();
    add(&store, "shop.Cart/1", added("apple", 2));
    let bad = raw(&store, "shop.ItemAdded", 9, r#"{"item":"pear"}"#);
    add(&store, "shop.Cart/1", added("apple", 3));
    let model = InMemory::<Demand>::new(&store);
    for _ in 0..2 {
        let error = block_on(model.catch_up()).expect_err("version 9 is not known");
        assert_eq!(
            error.to_string(),
            "`shop.ItemAdded` v9 in stream `shop.Cart/raw` at position 2: the version is not known; known: v1 to v2",
        );
        assert_eq!(model.read(|demand| demand.0["apple"]), 2);
        assert_eq!(model.position(), bad - 1);
    }
    block_on(model.rebuild()).expect_err("it is still there");
    assert_eq!(model.read(|demand| demand.0["apple"]), 2);
}

/// A parcel that was sent is, today, two items that left.
#[derive(Clone, Debug, PartialEq, retold::Event, Deserialize)]
#[event(name = "shop.PairSent", version = 1)]
struct PairSent {
    items: (String, String),
}

#[derive(Clone, Debug, PartialEq, retold::EventSet)]
#[event_set(becomes(PairSent, with = both, into("shop.ItemRemoved")))]
enum Sent {
    ItemRemoved(ItemRemoved),
}

fn both(sent: PairSent) -> Vec<Sent> {
    [sent.items.0, sent.items.1].map(|item| ItemRemoved { item }.into()).into()
}

/// What has left, and how often; a failure has changed something before.
#[derive(Debug, Default)]
struct Gone(BTreeMap<String, u64>);

/// Whether the view can take a bell in; it cannot say so of one that is made anew.
static TAKES_BELLS: std::sync::atomic::AtomicBool = std::sync::atomic::AtomicBool::new(false);

impl retold::View for Gone {
    type Key = String;
    type Entry = u64;
    type Event = Sent;
    const NAME: &'static str = "shop.Gone";

    fn take_in(&mut self, event: Sent, _: &retold::Origin<'_>) -> Result<(), retold::ViewError> {
        let Sent::ItemRemoved(ItemRemoved { item }) = event;
        let is_refused = item == "bell" && !TAKES_BELLS.load(Ordering::SeqCst);
        *self.0.entry(item).or_default() += 1;
        if is_refused { Err(retold::ViewError::new("no bells")) } else { Ok(()) }
    }
}

#[test]
fn a_recorded_event_is_taken_in_whole_or_not_at_all() {
    let store = MemoryStore::new();
    let gone = InMemory::<Gone>::with(&store, Unreadable::SkipAndCount);
    let shown = || gone.read(|gone| gone.0.clone().into_iter().collect::<Vec<_>>());
    let pair = |items: &str| raw(&store, "shop.PairSent", 1, &format!("{{\"items\":{items}}}"));
    pair(r#"["apple","pear"]"#);
    raw(&store, "shop.ItemRemoved", 9, "{}");
    let bells = pair(r#"["apple","bell"]"#);
    pair(r#"["pear","pear"]"#);
    for _ in 0..2 {
        let error = block_on(gone.catch_up()).expect_err("it takes no bells");
        let text = "`shop.PairSent` in stream `shop.Cart/raw` at position 3: no bells";
        assert_eq!((error.to_string().as_str(), gone.position()), (text, bells - 1));
        assert_eq!(shown(), demand(&[("apple", 1), ("pear", 1)]));
        let counts = block_on(gone.counts());
        assert_eq!((counts.decoded, counts.skipped), (1, 1));
    }
    TAKES_BELLS.store(true, Ordering::SeqCst);
    block_on(gone.catch_up()).expect("it takes bells");
    assert_eq!(shown(), demand(&[("apple", 2), ("bell", 1), ("pear", 3)]));
    assert_eq!((block_on(gone.counts()).decoded, block_on(gone.lag()).expect("it can be read")), (3, 0));
}

#[test]
fn what_cannot_be_read_is_parked_or_counted_if_that_is_said() {
    let store = MemoryStore::new();
    add(&store, "shop.Cart/1", added("apple", 2));
    raw(&store, "shop.ItemAdded", 9, r#"{"item":"pear"}"#);
    add(&store, "shop.Cart/1", added("apple", 3));

    let skipping = InMemory::<Demand>::with(&store, Unreadable::SkipAndCount);
    block_on(skipping.catch_up()).expect("it goes on");
    let counts = block_on(skipping.counts());
    assert_eq!((skipping.read(|demand| demand.0["apple"]), counts.decoded, counts.skipped), (5, 2, 1));

    let parked = Arc::new(AtomicU32::new(0));
    let count = Arc::clone(&parked);
    let park = move |recorded: Recorded<'_>, _: &retold::DecodeError| {
        count.fetch_add(recorded.version, Ordering::Relaxed);
        Ok(())
    };
    let parking = InMemory::<Demand>::with(&store, Unreadable::Park(Box::new(park)));
    block_on(parking.catch_up()).expect("it goes on");
    assert_eq!((parking.read(|demand| demand.0["apple"]), parked.load(Ordering::Relaxed)), (5, 9));

    let full = |_: Recorded<'_>, _: &retold::DecodeError| Err("the shelf is full".into());
    let failing = InMemory::<Demand>::with(&store, Unreadable::Park(Box::new(full)));
    let error = block_on(failing.catch_up()).expect_err("it could not be kept");
    assert!(
        matches!(error, ProjectionError::Park { .. }) && error.to_string().contains("the shelf is full"),
        "{error}"
    );
}

#[test]
fn a_rebuilt_model_takes_the_place_of_the_old_one() {
    let store = MemoryStore::new();
    for index in 0..3_000_u32 {
        add(&store, &format!("shop.Cart/{}", index % 7), added("apple", 1));
    }
    let model = InMemory::<Demand>::new(&store);
    block_on(model.catch_up()).expect("everything can be read");
    block_on(model.rebuild()).expect("everything can be read");
    assert_eq!(model.read(|demand| demand.0["apple"]), 3_000);
    add(&store, "shop.Cart/1", added("apple", 1));
    block_on(model.catch_up()).expect("everything can be read");
    assert_eq!(model.read(|demand| demand.0["apple"]), 3_001);
}

#[test]
fn a_read_model_in_sqlite_goes_on_where_it_was() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let path = folder.path().join("views.db");
    let store = retold::sqlite::open(folder.path().join("shop.db")).expect("a store can be made");
    add(&store, "shop.Cart/1", added("apple", 2));
    {
        let table = block_on(InSqlite::open(&path, &store, Table::<1>)).expect("it is built");
        assert_eq!(rows(&table), demand(&[("apple", 2)]));
        add(&store, "shop.Cart/1", added("pear", 1));
        block_on(table.catch_up()).expect("it is written");
        assert_eq!(block_on(table.lag()).expect("the store can be read"), 0);
    }
    add(&store, "shop.Cart/2", added("pear", 4));
    let table = block_on(InSqlite::open(&path, &store, Table::<1>)).expect("it is opened");
    assert_eq!(rows(&table), demand(&[("apple", 2), ("pear", 1)]));
    block_on(table.catch_up()).expect("it is written");
    assert_eq!(rows(&table), demand(&[("apple", 2), ("pear", 5)]));
    assert_eq!(block_on(table.counts()).decoded, 1);
}

#[test]
fn a_new_version_of_the_tables_is_built_anew_and_an_older_program_is_refused() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let path = folder.path().join("views.db");
    let store = MemoryStore::new();
    add(&store, "shop.Cart/1", added("apple", 2));
    let old = block_on(InSqlite::open(&path, &store, Table::<1>)).expect("it is built");
    let new = block_on(InSqlite::open(&path, &store, Table::<2>)).expect("it is built anew");
    assert_eq!(rows(&new), demand(&[("apple", 4)]));

    // A process that still runs the old version does not write into the new tables.
    add(&store, "shop.Cart/1", added("apple", 1));
    let error = block_on(old.catch_up()).expect_err("the tables are another version's");
    assert!(error.to_string().contains("another program has changed the version"), "{error}");
    let error = block_on(InSqlite::open(&path, &store, Table::<1>)).expect_err("they are newer");
    assert!(error.to_string().contains("its tables have version 2, and this program knows 1"), "{error}");
    block_on(new.catch_up()).expect("it is written");
    assert_eq!(rows(&new), demand(&[("apple", 6)]));
}

#[test]
fn two_handles_on_one_file_take_every_event_in_once() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let path = folder.path().join("views.db");
    let store = MemoryStore::new();
    let tables: Vec<_> =
        (0..3).map(|_| block_on(InSqlite::open(&path, &store, Table::<1>)).expect("it is opened")).collect();
    thread::scope(|scope| {
        for table in &tables {
            let table = table.clone();
            thread::spawn(move || block_on(table.run()));
        }
        for writer in 0..4_u32 {
            let store = store.clone();
            scope.spawn(move || {
                for _ in 0..50 {
                    add(&store, &format!("shop.Cart/{writer}"), added("apple", 1));
                }
            });
        }
    });
    let head = block_on(store.head()).expect("the store can be read");
    for table in &tables {
        block_on(table.reached(head));
    }
    assert_eq!(rows(&tables[0]), demand(&[("apple", 200)]));
}

#[test]
fn an_event_that_the_tables_refuse_leaves_them_as_they_were() {
    struct Strict;
    impl SqliteProjection for Strict {
        type Event = CartEvent;
        const NAME: &'static str = "strict";
        const VERSION: u32 = 1;

        fn create(&self, tables: &Connection) -> rusqlite::Result<()> {
            tables.execute_batch("CREATE TABLE strict (item TEXT PRIMARY KEY)")
        }

        fn clear(&self, tables: &Connection) -> rusqlite::Result<()> {
            tables.execute_batch("DROP TABLE IF EXISTS strict")
        }

        fn apply(&self, tables: &Connection, event: CartEvent, _: &Stored<'_>) -> rusqlite::Result<()> {
            if let CartEvent::ItemAdded(added) = event {
                tables.execute("INSERT INTO strict VALUES (?1)", [added.item])?;
            }
            Ok(())
        }
    }
    let folder = tempfile::tempdir().expect("a folder can be made");
    let path = folder.path().join("views.db");
    let store = MemoryStore::new();
    let table = block_on(InSqlite::open(&path, &store, Strict)).expect("it is built");
    add(&store, "shop.Cart/1", added("apple", 1));
    block_on(table.catch_up()).expect("it is written");
    add(&store, "shop.Cart/1", added("pear", 1));
    add(&store, "shop.Cart/1", added("apple", 1));
    let error = block_on(table.catch_up()).expect_err("the item is there already").to_string();
    assert!(error.contains("`shop.ItemAdded` at position 3 was taken in: UNIQUE constraint failed"), "{error}");
    let count = |tables: &Connection| tables.query_row("SELECT count(*) FROM strict", [], |row| row.get::<_, u32>(0));
    assert_eq!(table.query(count).expect("it can be read"), 1);
    // What was rolled back was not taken in.
    assert_eq!((table.position(), block_on(table.counts()).decoded), (1, 1));
}

#[test]
fn files_that_are_no_read_model_are_refused_untouched() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let shop = folder.path().join("shop.db");
    let store = retold::sqlite::open(&shop).expect("a store can be made");
    let error = block_on(InSqlite::open(&shop, &store, Table::<1>)).expect_err("it is the store itself").to_string();
    assert!(error.contains("a read model has its own"), "{error}");

    let text = folder.path().join("notes.txt");
    std::fs::write(&text, "not a database, just some notes that are long enough").expect("it can be written");
    let error = block_on(InSqlite::open(&text, &store, Table::<1>)).expect_err("it is text").to_string();
    assert!(error.contains("notes.txt") && error.contains("not a database"), "{error}");
    assert!(std::fs::read_to_string(&text).expect("it is still there").starts_with("not a database"));

    let error = block_on(InSqlite::open(folder.path().join("no/such.db"), &store, Table::<1>)).expect_err("no folder");
    assert!(error.to_string().contains("no/such.db"), "{error}");
}

#[test]
fn a_read_model_that_was_made_from_another_store_is_told_apart() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let path = folder.path().join("views.db");
    let (one, other) = (MemoryStore::new(), MemoryStore::new());
    for store in [&one, &other] {
        add(store, "shop.Cart/1", added("apple", 1));
    }
    drop(block_on(InSqlite::open(&path, &one, Table::<1>)).expect("it is built"));
    let error = block_on(InSqlite::open(&path, &other, Table::<1>)).expect_err("other events").to_string();
    assert!(error.contains("it was made from another one; delete the file"), "{error}");
    let empty = MemoryStore::new();
    block_on(InSqlite::open(&path, &empty, Table::<1>)).expect_err("no events at all");
}

#[test]
fn every_subscriber_of_the_bus_gets_every_event_in_order_at_its_own_pace() {
    let store = MemoryStore::new();
    add(&store, "shop.Cart/1", added("before", 1));
    let bus = EventBus::new(&store);
    let mut late = bus.subscribe_after::<CartEvent>(0);
    let mut subscribers: Vec<_> =
        (0..3).map(|_| block_on(bus.subscribe::<CartEvent>()).expect("the store can be read")).collect();
    let readers: Vec<_> = subscribers
        .drain(..)
        .enumerate()
        .map(|(index, mut subscriber)| {
            thread::spawn(move || {
                let mut positions = Vec::new();
                while positions.len() < 200 {
                    let delivery = block_on(subscriber.next()).expect("it can be read");
                    positions.push(delivery.recorded.position.expect("a store has positions"));
                    if index == 0 && positions.len() % 50 == 0 {
                        thread::sleep(Duration::from_millis(5));
                    }
                }
                positions
            })
        })
        .collect();
    thread::scope(|scope| {
        for writer in 0..4_u32 {
            let store = &store;
            scope.spawn(move || {
                for _ in 0..50 {
                    add(store, &format!("shop.Cart/{writer}"), added("a", 1));
                }
            });
        }
    });
    let expected: Vec<u64> = (2..=201).collect();
    for reader in readers {
        assert_eq!(reader.join().expect("the reader ends"), expected);
    }
    let first = block_on(late.try_next()).expect("it can be read").expect("there is one");
    assert_eq!(first.event, CartEvent::ItemAdded(added("before", 1)));
}

#[test]
fn a_subscriber_tries_an_event_that_it_cannot_read_again() {
    let store = MemoryStore::new();
    raw(&store, "shop.ItemAdded", 9, "{}");
    add(&store, "shop.Cart/1", added("apple", 1));
    let bus = EventBus::new(&store);
    let mut strict = bus.subscribe_after::<CartEvent>(0);
    for _ in 0..2 {
        block_on(strict.next()).expect_err("version 9 is not known");
    }
    let mut lenient = bus.subscribe_after::<CartEvent>(0).unreadable(Unreadable::SkipAndCount);
    let delivery = block_on(lenient.next()).expect("it goes on");
    assert_eq!((delivery.event, lenient.counts().skipped), (CartEvent::ItemAdded(added("apple", 1)), 1));
    assert_eq!(block_on(lenient.try_next()).expect("it can be read"), None);
}
