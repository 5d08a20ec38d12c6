use retold::EventSet;

#[derive(EventSet)]
enum CartEvent<T> {
    ItemAdded(T),
}

fn main() {}
