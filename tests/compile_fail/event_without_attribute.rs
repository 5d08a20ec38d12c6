use retold::Event;
use serde::Deserialize;

#[derive(Event, Deserialize)]
struct ItemAdded {
    quantity: u32,
}

fn main() {}
