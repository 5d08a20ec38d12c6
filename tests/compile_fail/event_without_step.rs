use retold::Event;
use serde::Deserialize;

#[derive(Event, Deserialize)]
#[event(name = "shop.ItemAdded", version = 3)]
struct ItemAdded {
    quantity: u32,
}

fn main() {}
