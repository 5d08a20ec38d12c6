//! Types written by hand: the same derives, without a schema. The README quotes this file.

use retold::{Event, EventSet, Recorded};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

#[derive(Event, Deserialize, JsonSchema)]
#[event(name = "shop.ItemAdded", version = 1)]
struct ItemAddedV1 {
    item_id: String,
    qty: u32,
}

#[derive(Debug, PartialEq, Event, Serialize, Deserialize, JsonSchema)]
#[event(name = "shop.ItemAdded", version = 2, from = ItemAddedV1)]
struct ItemAdded {
    sku: String,
    quantity: u64,
}

impl From<ItemAddedV1> for ItemAdded {
    fn from(old: ItemAddedV1) -> Self {
        Self { sku: old.item_id, quantity: old.qty.into() }
    }
}

#[derive(Debug, PartialEq, Event, Serialize, Deserialize, JsonSchema)]
#[event(name = "shop.ItemRemoved", version = 1)]
struct ItemRemoved {
    sku: String,
}

#[derive(Debug, PartialEq, EventSet)]
enum CartEvent {
    ItemAdded(ItemAdded),
    ItemRemoved(ItemRemoved),
}

#[test]
fn every_version_is_read_as_todays_type() {
    let read = |name, version, payload| {
        CartEvent::decode(Recorded::new(name, version, payload)).map(|events| events.collect::<Vec<CartEvent>>())
    };
    let added = || vec![CartEvent::ItemAdded(ItemAdded { sku: "AAA".to_owned(), quantity: 2 })];
    assert_eq!(read("shop.ItemAdded", 1, r#"{"item_id":"AAA","qty":2}"#).expect("it is read"), added());
    assert_eq!(read("shop.ItemAdded", 2, r#"{"sku":"AAA","quantity":2}"#).expect("it is read"), added());

    let unknown = read("shop.ItemAdded", 3, "{}").expect_err("there is no version 3");
    assert!(unknown.is_unknown_version(), "{unknown}");
}

#[test]
fn what_is_published_is_in_the_lock() {
    retold::registry!("tests/by_hand/retold.lock": CartEvent);
}
