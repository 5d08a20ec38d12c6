use retold::EventSet;
use serde::{Deserialize, Serialize};

#[derive(Deserialize, Serialize)]
struct ItemAdded {
    quantity: u32,
}

#[derive(EventSet)]
enum CartEvent {
    ItemAdded(ItemAdded),
}

fn main() {}
