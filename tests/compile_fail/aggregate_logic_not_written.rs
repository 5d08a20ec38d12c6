use retold::Aggregate;

#[path = "../../examples/small/src/events/cart.rs"]
mod cart;

#[derive(Default, Aggregate)]
#[aggregate(cart)]
struct Cart;

fn main() {}
