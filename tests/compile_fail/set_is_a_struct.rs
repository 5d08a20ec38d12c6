use retold::EventSet;

#[derive(EventSet)]
struct CartEvent {
    quantity: u32,
}

fn main() {}
