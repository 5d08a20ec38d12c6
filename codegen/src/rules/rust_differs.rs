//! `rust-differs`: a type written by hand is what the schema says.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "rust-differs",
    severity: Error,
    summary: "a type written by hand is what the schema says",
    fixtures: none,
    page: r#"
        A struct with `#[event(schema = "schemas/shop/cart.yaml")]` or `#[command(schema = …)]` is held against the schema
        while it is compiled: its name, version, step and aliases, and of every field the name on the wire, the type,
        whether it may be absent, and what an absent one reads as. Where they differ, one of the two is wrong: the events
        that the program writes are not those that the schema promises to everybody else.

        Change the struct, or the schema; a shape that is published stays, and the new one is a new version.

        A macro sees one struct at a time. A record, union, enum or newtype of the schema, and an event that a command
        emits, is compared by the last segment of its path (`Money`, and `MoneyV1` for an older version), so neither its
        fields nor what an alias of a type stands for; a newtype without constraints may be the type that it wraps.
        Constraints, what a step between versions does, a `default` that is a function, the form of a field that names
        functions of its own (`#[serde(with = "…")]`) and impls of serde that are not derived are not compared either.

            #[derive(Event, Serialize, Deserialize)]
            #[event(name = "shop.ItemAdded", version = 1, schema = "schemas/shop/cart.yaml")]
            struct ItemAdded {
                sku: String,
            }
    "#,
};
