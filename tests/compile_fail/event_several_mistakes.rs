use retold::Event;
use serde::Deserialize;

#[derive(Event, Deserialize)]
#[event(name = 3, version = 2, aliass = "shop.ItemPut")]
struct ItemAdded {
    quantity: u32,
}

fn main() {}
