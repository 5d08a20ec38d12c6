//! What is scaffolded, as a person reads it. That it compiles and passes its tests is shown where crates can be built.

use std::collections::BTreeSet;

use super::{Kind, OwnTypes, Scaffold, all};
use crate::compile;
use crate::source::{SourceFile, Sources};

fn scaffolds(text: &str) -> Vec<Scaffold> {
    let sources =
        Sources::new(vec![SourceFile { path: "shop/cart.yaml".into(), shown: "cart.yaml".into(), text: text.into() }]);
    let outcome = compile(&sources);
    all(
        &outcome.compiled.unwrap_or_else(|| panic!("{:#?}", outcome.diagnostics)),
        "crate::events",
        &OwnTypes::default(),
    )
}

const CART: &str = r##"
context: shop
aggregate: Cart
id: uuid
scalars:
  Sku: { type: string, pattern: "^[A-Z]{3}$" }
events:
  ItemAdded: { v1: { sku: Sku, quantity: { type: u64, example: 2 }, note: { type: string?, example: "\"# é\u202e" } } }
  Emptied: { v1: {} }
  CheckedOut: { v1: { at: timestamp } }
commands:
  AddItem:
    v1: { sku: Sku, quantity: { type: u64, example: 2 }, note: { type: string?, example: "\"# é\u202e" } }
    emits: [ItemAdded]
    rejects: [CartClosed]
  Empty: { v1: {}, emits: [Emptied] }
  CheckOut: { v1: {}, emits: [CheckedOut], rejects: [CartClosed] }
  Sort: { v1: { by: string }, emits: [ItemAdded, Emptied] }
rejections:
  CartClosed: { message: "the cart was checked out" }
"##;

#[test]
fn a_cart() {
    insta::assert_snapshot!(scaffolds(CART)[0].file());
}

#[test]
fn what_a_file_lacks() {
    let cart = &scaffolds(CART)[0];
    let mut present: BTreeSet<&str> = cart.method_names().collect();
    assert_eq!(cart.missing(&present, |_| false), None);
    present.remove("handle_check_out");
    present.remove("apply_checked_out");
    insta::assert_snapshot!(cart.missing(&present, |name| name.starts_with("Cart")).expect("two are missing"));
}

#[test]
fn names_that_mean_something_else_are_spelled_out() {
    let text = "aggregate: Result\nid: string\nevents:\n  Context: { v1: {} }\n  String: { v1: {} }\n\
                commands:\n  Aggregate: { v1: {}, emits: [Context] }\n  Ok: { v1: {}, emits: [String] }\n";
    insta::assert_snapshot!(scaffolds(text)[0].file());
}

const READ: &str = r#"
context: shop
aggregate: Cart
id: CartId
scalars:
  CartId: { type: string, pattern: "^[a-z]{3}$" }
records:
  Line: { v1: { sku: string, quantity: u64 } }
events:
  ItemAdded: { v1: { sku: string, quantity: u64 } }
  CheckedOut: { v1: {} }
commands:
  Reopen: { v1: {} }
views:
  CartContents: { key: CartId, type: "map<string, u64>", from: [ItemAdded, CheckedOut] }
  Demand: { key: string, fields: { lines: list<Line> }, from: [ItemAdded] }
queries:
  GetCart: { v1: { cart_id: CartId }, returns: CartContents? }
  Match: { v1: {}, returns: list<Demand> }
  CountCarts: { v1: {}, returns: "map<date, u64>" }
processes:
  Fulfilment:
    key: CartId
    state: { asked: bool }
    reacts:
      CheckedOut: { sends: [Reopen], deadline: { after: PT10M, then: Silent } }
      stock.Rejected: { by: cart, sends: [Reopen] }
      Silent: { sends: [Reopen] }
  Counting: { key: uuid, state: { lines: { type: u32, min: 1 } }, reacts: { stock.Rejected: { by: id } } }
"#;

const STOCK: &str = "context: stock\nevents:\n  Rejected: { v1: { cart: shop.CartId, id: uuid, why: string? } }\n";

#[test]
fn views_answers_and_processes() {
    let file = |path: &str, text: &str| SourceFile { path: path.into(), shown: path.into(), text: text.into() };
    let sources = Sources::new(vec![file("shop/cart.yaml", READ), file("stock.yaml", STOCK)]);
    let outcome = compile(&sources);
    let all = all(
        &outcome.compiled.unwrap_or_else(|| panic!("{:#?}", outcome.diagnostics)),
        "crate::events",
        &OwnTypes::default(),
    );
    let found: Vec<(Kind, &str, &str)> =
        all.iter().map(|one| (one.kind, one.subject.as_str(), one.file_name.as_str())).collect();
    assert_eq!(
        found,
        [
            (Kind::Aggregate, "shop.Cart", "cart"),
            (Kind::View, "shop.CartContents", "cart_contents"),
            (Kind::View, "shop.Demand", "demand"),
            (Kind::Process, "shop.Fulfilment", "fulfilment"),
            (Kind::Process, "shop.Counting", "counting"),
            (Kind::Queries, "shop.CartQueries", "cart_queries"),
        ]
    );
    assert_eq!(all[5].also, ["shop.GetCart", "shop.Match", "shop.CountCarts"]);
    let present = all[5].method_names().filter(|name| *name != "count_carts").map(|name| name.trim_start_matches("r#"));
    let missing = all[5].missing(&present.collect(), |_| false).expect("one is missing");
    assert!(missing.contains("async fn count_carts") && !missing.contains("match"), "{missing}");
    let text: Vec<String> = all[1..].iter().map(Scaffold::file).collect();
    insta::assert_snapshot!(text.join("\n// ----\n\n"));
}
