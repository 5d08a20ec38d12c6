//! Names, versions, steps and aliases that the schema does not have, or has otherwise.

use retold::{Command, Event};
use serde::{Deserialize, Serialize};

#[derive(Event, Deserialize, Serialize)]
#[event(name = "shop.ItemAdd", version = 1, schema = "schemas/hand/set/shop/cart.yaml")]
struct Misspelled {}

#[derive(Event, Deserialize, Serialize)]
#[event(name = "bank.Deposited", version = 1, schema = "schemas/hand/set/shop/cart.yaml")]
struct Elsewhere {}

#[derive(Event, Deserialize, Serialize)]
#[event(name = "shop.ItemPut", version = 1, schema = "schemas/hand/set/shop/cart.yaml")]
struct Earlier {}

#[derive(Event, Deserialize, Serialize)]
#[event(name = "shop.AddItem", version = 1, schema = "schemas/hand/set/shop/cart.yaml")]
struct OtherKind {}

#[derive(Event, Deserialize, Serialize)]
#[event(name = "shop.ItemRemoved", version = 2, oldest, schema = "schemas/hand/set/types.yaml")]
struct OtherFile {
    sku: Sku,
}

#[derive(Event, Deserialize, Serialize)]
#[event(name = "shop.ItemRemoved", version = 4, from = NotTheOldest, schema = "schemas/hand/set/shop/cart.yaml")]
struct Unborn {}

#[derive(Event, Deserialize, Serialize)]
#[event(name = "shop.ItemRemoved", version = 1, schema = "schemas/hand/set/shop/cart.yaml")]
struct Retired {}

#[derive(Event, Deserialize, Serialize)]
#[event(name = "shop.ItemRemoved", version = 3, oldest, reads_as = 1, schema = "schemas/hand/set")]
struct NotTheOldest {
    sku: Sku,
    reason: Option<String>,
}

#[derive(Event, Deserialize, Serialize)]
#[event(name = "shop.ItemRemoved", version = 2, from = Retired, schema = "schemas/hand/set")]
struct NoStep {
    sku: Sku,
}

#[derive(Event, Deserialize, Serialize)]
#[event(name = "shop.ItemAdded", version = 1, alias = "shop.ItemUsed", schema = "schemas/hand/set")]
struct Aliases {
    item_id: Sku,
    price: MoneyV1,
}

#[derive(Command, Deserialize, Serialize)]
#[command(name = "shop.AddItem", version = 1, emits(Aliases, ItemAdded), schema = "schemas/hand/set")]
struct AddItem {
    sku: Sku,
}

impl From<NotTheOldest> for Unborn {
    fn from(_: NotTheOldest) -> Self {
        Self {}
    }
}

impl From<Retired> for NoStep {
    fn from(_: Retired) -> Self {
        loop {}
    }
}

#[derive(Deserialize, Serialize)]
struct Sku(String);

#[derive(Deserialize, Serialize)]
struct MoneyV1 {}

fn main() {}
