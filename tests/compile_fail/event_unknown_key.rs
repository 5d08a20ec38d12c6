use retold::Event;
use serde::Deserialize;

#[derive(Event, Deserialize)]
#[event(nmae = "shop.ItemAdded", name = "shop.ItemAdded", version = 1, colour = 3)]
struct ItemAdded {
    quantity: u32,
}

fn main() {}
