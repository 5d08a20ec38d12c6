use retold::Event;
use serde::Deserialize;

#[derive(Event, Deserialize)]
#[event(name = "shop.ItemAdded", version = 1)]
struct ItemAddedV1 {
    quantity: u32,
}

#[derive(Event, Deserialize)]
#[event(name = "shop.ItemAdded", version = 2, from = ItemAddedV1, try_from = ItemAddedV1)]
struct ItemAdded {
    quantity: u64,
}

#[derive(Event, Deserialize)]
#[event(name = "shop.ItemRemoved", version = 2, from = ItemAddedV1, oldest)]
struct ItemRemoved {
    quantity: u64,
}

fn main() {}
