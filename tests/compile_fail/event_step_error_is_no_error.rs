use retold::Event;
use serde::Deserialize;

#[derive(Event, Deserialize)]
#[event(name = "shop.ItemAdded", version = 1)]
struct ItemAddedV1 {
    quantity: i32,
}

#[derive(Event, Deserialize)]
#[event(name = "shop.ItemAdded", version = 2, try_from = ItemAddedV1)]
struct ItemAdded {
    quantity: u32,
}

struct Negative;

impl TryFrom<ItemAddedV1> for ItemAdded {
    type Error = Negative;

    fn try_from(old: ItemAddedV1) -> Result<Self, Negative> {
        old.quantity.try_into().map(|quantity| Self { quantity }).map_err(|_| Negative)
    }
}

fn main() {}
