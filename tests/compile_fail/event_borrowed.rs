use retold::Event;
use serde::Deserialize;

#[derive(Event, Deserialize)]
#[event(name = "shop.ItemAdded", version = 1)]
struct ItemAdded<'a> {
    sku: &'a str,
}

fn main() {}
