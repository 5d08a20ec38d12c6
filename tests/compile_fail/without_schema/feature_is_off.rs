//! What needs the feature `schema` says so.

mod events {
    retold::include_schema!("schemas");
}

#[derive(retold::Event, serde::Deserialize, serde::Serialize)]
#[event(name = "shop.CheckedOut", version = 1, schema = "schemas/shop/cart.yaml")]
struct CheckedOut {}

mod built {
    retold::include_generated!();
}

fn main() {}
