//! Fields that differ from the schema: each is underlined, with its place in the YAML.

use std::collections::{BTreeMap, BTreeSet};

use retold::Event;
use serde::{Deserialize, Serialize};

#[derive(Event, Deserialize)]
#[event(name = "shop.ItemAdded", version = 1, alias = "shop.ItemPut", schema = "schemas/hand/set/shop/cart.yaml")]
struct ItemAddedV1 {
    item_ids: Sku,
    price: Money,
}

#[derive(Event, Deserialize, Serialize)]
#[event(
    name = "shop.ItemAdded",
    version = 2,
    from = ItemAddedV1,
    alias = "shop.ItemPut",
    schema = "schemas/hand/set/shop/cart.yaml"
)]
struct ItemAdded {
    item: String,
    #[serde(default)]
    quantity: u32,
    #[serde(default, rename(serialize = "price", deserialize = "cost"))]
    price: Money,
    #[serde(alias = "remark")]
    note: Vec<String>,
    colour: String,
}

#[derive(Event, Deserialize, Serialize)]
#[event(name = "shop.CheckedOut", version = 1, schema = "schemas/hand/set/shop/cart.yaml")]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct CheckedOut {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    paid_with: Vec<Money>,
    total_sum: Decimal,
    names: BTreeMap<String, BTreeSet<u64>>,
    #[serde(skip_serializing)]
    at: String,
}

#[derive(Event, Deserialize, Serialize)]
#[event(name = "shop.ItemRemoved", version = 2, oldest, schema = "schemas/hand/set/shop/cart.yaml")]
struct ItemRemovedV2 {
    #[serde(flatten)]
    all: BTreeMap<String, String>,
}

#[derive(Event, Deserialize, Serialize)]
#[event(name = "shop.ItemRemoved", version = 3, from = ItemRemovedV2, schema = "schemas/hand/set/shop/cart.yaml")]
struct ItemRemoved(String);

impl From<ItemAddedV1> for ItemAdded {
    fn from(_: ItemAddedV1) -> Self {
        loop {}
    }
}

impl From<ItemRemovedV2> for ItemRemoved {
    fn from(_: ItemRemovedV2) -> Self {
        loop {}
    }
}

#[derive(Deserialize, Serialize)]
struct Sku(String);

#[derive(Default, Deserialize, Serialize)]
struct Money {}

#[derive(Deserialize, Serialize)]
struct Decimal;

fn main() {}
