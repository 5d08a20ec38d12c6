//! A function that the schemas name is looked up in this crate.

mod events {
    retold::include_schema!("schemas/function/a.yaml");
}

fn main() {
    let _ = events::a::Counted { count: 1 };
}
