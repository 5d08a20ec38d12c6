use retold::{CommandSet, Event};
use serde::{Deserialize, Serialize};

#[derive(Event, Deserialize, Serialize)]
#[event(name = "shop.ItemAdded", version = 1)]
struct ItemAdded {}

#[derive(CommandSet)]
enum CartCommand {
    ItemAdded(ItemAdded),
}

fn main() {}
