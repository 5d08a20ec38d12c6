use retold::Event;
use serde::Deserialize;

#[derive(Event, Deserialize)]
#[event(name = "shop/Item Added", version = 1, alias = "")]
struct ItemAdded {
    quantity: u32,
}

fn main() {}
