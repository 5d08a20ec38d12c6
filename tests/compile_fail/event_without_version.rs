use retold::Event;
use serde::Deserialize;

#[derive(Event, Deserialize)]
#[event(name = "shop.ItemAdded")]
struct ItemAdded {
    quantity: u32,
}

fn main() {}
