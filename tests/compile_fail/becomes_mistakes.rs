use retold::{Event, EventSet};
use serde::{Deserialize, Serialize};

#[derive(Event, Deserialize, Serialize)]
#[event(name = "shop.CheckedOut", version = 1)]
struct CheckedOutV1 {}

#[derive(Event, Deserialize, Serialize)]
#[event(name = "shop.ItemAdded", version = 1)]
struct ItemAdded {}

#[derive(EventSet)]
#[event_set(becomes(CheckedOutV1, into("shop.ItemAdded")))]
enum WithoutFunction {
    ItemAdded(ItemAdded),
}

#[derive(EventSet)]
#[event_set(becomes(CheckedOutV1, wiht = split))]
enum WithSlip {
    ItemAdded(ItemAdded),
}

#[derive(EventSet)]
#[event_set(become(CheckedOutV1))]
enum WithOtherSlip {
    ItemAdded(ItemAdded),
}

fn main() {}
