#[derive(Default, retold::Aggregate)]
struct Cart {
    items: Vec<String>,
}

fn main() {}
