use retold::Aggregate;

#[derive(Default, Aggregate)]
#[aggregate(events::cart)]
struct Cart;

fn main() {}
