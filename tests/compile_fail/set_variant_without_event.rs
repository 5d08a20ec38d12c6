use retold::{Event, EventSet};
use serde::{Deserialize, Serialize};

#[derive(Event, Deserialize, Serialize)]
#[event(name = "shop.ItemAdded", version = 1)]
struct ItemAdded {
    quantity: u32,
}

#[derive(EventSet)]
enum CartEvent {
    ItemAdded(ItemAdded),
    Cleared,
    Removed { sku: String },
}

fn main() {}
