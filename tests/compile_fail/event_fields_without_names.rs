use retold::{Command, Event, EventSet};
use serde::{Deserialize, Serialize};

#[derive(Event, Deserialize, Serialize)]
#[event(name = "shop.ItemAdded", version = 1)]
struct ItemAdded(String, u32);

#[derive(Command, Deserialize, Serialize)]
#[command(name = "shop.AddItem", version = 1)]
struct AddItem();

// Around one value, and without any, a struct is as good as another.
#[derive(Event, Deserialize, Serialize)]
#[event(name = "shop.ItemRemoved", version = 1)]
struct ItemRemoved(ItemAdded);

#[derive(Event, Deserialize, Serialize)]
#[event(name = "shop.CheckedOut", version = 1)]
struct CheckedOut;

#[derive(EventSet)]
enum CartEvent {
    ItemAdded(ItemAdded),
    ItemRemoved(ItemRemoved),
    CheckedOut(CheckedOut),
}

fn main() {}
