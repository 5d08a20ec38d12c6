use retold::{Event, EventSet};
use serde::{Deserialize, Serialize};

#[derive(Event, Deserialize, Serialize)]
#[event(name = "shop.ItemAdded", version = 2, from = ItemAdded)]
struct ItemAddedV2 {
    quantity: u32,
}

#[derive(Event, Deserialize, Serialize)]
#[event(name = "shop.ItemAdded", version = 3, from = ItemAddedV2)]
struct ItemAdded {
    quantity: u32,
}

impl From<ItemAdded> for ItemAddedV2 {
    fn from(ItemAdded { quantity }: ItemAdded) -> Self {
        Self { quantity }
    }
}

impl From<ItemAddedV2> for ItemAdded {
    fn from(ItemAddedV2 { quantity }: ItemAddedV2) -> Self {
        Self { quantity }
    }
}

#[derive(EventSet)]
enum CartEvent {
    ItemAdded(ItemAdded),
}

fn main() {}
