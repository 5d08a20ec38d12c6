use retold::Event;
use serde::Deserialize;

#[derive(Event, Deserialize)]
#[event(name = "shop.CartEvent", version = 1)]
enum CartEvent {
    ItemAdded { quantity: u32 },
}

fn main() {}
