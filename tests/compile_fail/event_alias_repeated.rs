use retold::Event;
use serde::Deserialize;

#[derive(Event, Deserialize)]
#[event(name = "shop.ItemAdded", version = 1, alias = "shop.ItemPut", alias = "shop.ItemPut", alias = "shop.ItemAdded")]
struct ItemAdded {
    quantity: u32,
}

fn main() {}
