use retold::Aggregate;

#[path = "../../examples/small/src/events/cart.rs"]
mod cart;

#[derive(Default, Aggregate)]
#[aggregate(cart)]
struct Cart<T> {
    items: Vec<T>,
}

#[derive(Default, Aggregate)]
#[aggregate(cart)]
struct Borrowed<'a> {
    items: Vec<&'a str>,
}

fn main() {}
