use retold::Event;
use serde::Deserialize;

#[derive(Event, Deserialize)]
#[event(name = "shop.ItemAdded", version = 2, from = ItemAdded)]
struct ItemAdded {
    quantity: u32,
}

#[derive(Event, Deserialize)]
#[event(name = "shop.ItemRemoved", version = 2, try_from = Self)]
struct ItemRemoved {
    quantity: u32,
}

fn main() {}
