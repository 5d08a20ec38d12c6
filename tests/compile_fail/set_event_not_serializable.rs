use retold::{Event, EventSet};
use serde::Deserialize;

#[derive(Event, Deserialize)]
#[event(name = "shop.ItemAdded", version = 1)]
struct ItemAdded {
    quantity: u32,
}

#[derive(EventSet)]
enum CartEvent {
    ItemAdded(ItemAdded),
}

fn main() {}
