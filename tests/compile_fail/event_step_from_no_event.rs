use retold::Event;
use serde::Deserialize;

#[derive(Deserialize)]
struct ItemAddedV1 {
    quantity: u32,
}

#[derive(Event, Deserialize)]
#[event(name = "shop.ItemAdded", version = 2, from = ItemAddedV1)]
struct ItemAdded {
    quantity: u64,
}

impl From<ItemAddedV1> for ItemAdded {
    fn from(old: ItemAddedV1) -> Self {
        Self { quantity: old.quantity.into() }
    }
}

fn main() {}
