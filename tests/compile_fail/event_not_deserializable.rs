use retold::Event;

#[derive(Event)]
#[event(name = "shop.ItemAdded", version = 1)]
struct ItemAdded {
    quantity: u32,
}

fn main() {}
