use retold::Event;
use serde::Deserialize;

#[derive(Event, Deserialize)]
#[event(version = 1)]
struct ItemAdded {
    quantity: u32,
}

fn main() {}
