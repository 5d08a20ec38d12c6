//! A warning of the schemas is one of the compiler.

#![deny(warnings)]

mod events {
    retold::include_schema!("schemas/warning");
}

fn main() {
    let _ = events::a::Counted { count: 1 };
}
