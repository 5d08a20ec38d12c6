use retold::Command;
use serde::Deserialize;

struct ItemAdded {}

#[derive(Command, Deserialize)]
#[command(name = "shop.AddItem", version = 1, emits(ItemAdded))]
struct AddItem {}

fn main() {}
