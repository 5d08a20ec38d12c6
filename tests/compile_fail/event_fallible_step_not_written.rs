use retold::Event;
use serde::Deserialize;

#[derive(Event, Deserialize)]
#[event(name = "shop.ItemAdded", version = 1)]
struct ItemAddedV1 {
    quantity: i32,
}

#[derive(Event, Deserialize)]
#[event(name = "shop.ItemAdded", version = 2, try_from = ItemAddedV1)]
struct ItemAdded {
    quantity: u64,
}

fn main() {}
