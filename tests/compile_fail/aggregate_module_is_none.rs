use retold::Aggregate;

mod cart {}

#[derive(Default, Aggregate)]
#[aggregate(cart)]
struct Cart;

fn main() {}
