use retold::{Command, Event};
use serde::{Deserialize, Serialize};

#[derive(Event, Deserialize, Serialize)]
#[event(name = "shop.ItemAdded", version = 1)]
struct ItemAdded {}

#[derive(Command, Deserialize)]
#[command(name = "shop.AddItem", version = 1, emits(ItemAdded, ItemAdded))]
struct AddItem {}

fn main() {}
