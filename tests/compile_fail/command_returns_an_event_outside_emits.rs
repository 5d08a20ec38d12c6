use retold::{Command, Event, EventSet, Events};
use serde::{Deserialize, Serialize};

#[derive(Event, Deserialize, Serialize)]
#[event(name = "shop.ItemAdded", version = 1)]
struct ItemAdded {}

#[derive(Event, Deserialize, Serialize)]
#[event(name = "shop.ItemRemoved", version = 1)]
struct ItemRemoved {}

#[derive(EventSet)]
enum CartEvent {
    ItemAdded(ItemAdded),
    ItemRemoved(ItemRemoved),
}

#[derive(Command, Deserialize)]
#[command(name = "shop.AddItem", version = 1, emits(ItemAdded))]
struct AddItem {}

fn decide(_: AddItem) -> Events<CartEvent, AddItem> {
    Events::one(ItemAdded {}).and(ItemRemoved {})
}

fn main() {}
