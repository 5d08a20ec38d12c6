#[derive(Default)]
struct Cart;

fn needs_an_aggregate<A: retold::Aggregate>() {}

fn main() {
    needs_an_aggregate::<Cart>();
}
