use retold::Event;

#[derive(Clone, Copy, Event)]
#[event(name = "shop.ItemAdded", version = 1)]
union ItemAdded {
    quantity: u32,
    pieces: u32,
}

fn main() {}
