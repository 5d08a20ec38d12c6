use retold::{Event, EventSet};
use serde::{Deserialize, Serialize};

#[derive(Event, Deserialize, Serialize)]
#[event(name = "shop.CheckedOut", version = 1)]
struct CheckedOutV1 {}

#[derive(Event, Deserialize, Serialize)]
#[event(name = "shop.ItemAdded", version = 1)]
struct ItemAdded {}

fn split(_: CheckedOutV1) -> ItemAdded {
    ItemAdded {}
}

#[derive(EventSet)]
#[event_set(becomes(CheckedOutV1, with = split, into("shop.ItemAdded")))]
enum CartEvent {
    ItemAdded(ItemAdded),
}

fn main() {}
