use retold::Event;
use serde::Deserialize;

#[derive(Event, Deserialize)]
#[event(name = "shop.ItemRemoved", version = 1)]
struct ItemRemoved {
    quantity: u32,
}

#[derive(Event, Deserialize)]
#[event(name = "shop.ItemAdded", version = 2, from = ItemRemoved)]
struct ItemAdded {
    quantity: u64,
}

impl From<ItemRemoved> for ItemAdded {
    fn from(old: ItemRemoved) -> Self {
        Self { quantity: old.quantity.into() }
    }
}

fn main() {}
