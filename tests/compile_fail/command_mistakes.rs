use retold::{Command, Event};
use serde::{Deserialize, Serialize};

#[derive(Command, Deserialize)]
struct Nameless {}

#[derive(Command, Deserialize)]
#[command(name = "shop.Put", version = 2)]
struct WithoutStep {}

#[derive(Event, Deserialize, Serialize)]
#[event(name = "shop.ItemAdded", version = 1)]
struct ItemAdded {}

#[derive(Command, Deserialize)]
#[command(name = "shop.AddItem", version = 1, emit(ItemAdded))]
struct WithSlip {}

#[derive(Command, Deserialize)]
#[command(name = "shop.AddItem", version = 1, emits = ItemAdded)]
struct WithoutList {}

fn main() {}
