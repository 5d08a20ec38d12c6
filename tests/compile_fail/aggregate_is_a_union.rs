use retold::Aggregate;

#[path = "../../examples/small/src/events/cart.rs"]
mod cart;

#[derive(Clone, Copy, Aggregate)]
#[aggregate(cart)]
union Cart {
    items: u32,
    pieces: u32,
}

fn main() {}
