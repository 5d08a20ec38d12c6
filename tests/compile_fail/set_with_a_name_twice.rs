use retold::{Event, EventSet};
use serde::{Deserialize, Serialize};

#[derive(Event, Deserialize, Serialize)]
#[event(name = "shop.ItemAdded", version = 1)]
struct ItemAdded {
    quantity: u32,
}

#[derive(Event, Deserialize, Serialize)]
#[event(name = "shop.ItemPut", version = 1, alias = "shop.ItemAdded")]
struct ItemPut {
    quantity: u32,
}

#[derive(EventSet)]
enum CartEvent {
    ItemAdded(ItemAdded),
    ItemPut(ItemPut),
}

fn main() {}
