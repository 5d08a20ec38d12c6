//! What is scaffolded, as a person reads it. That it compiles and passes its tests is shown where crates can be built.

use std::collections::BTreeSet;

use super::{Scaffold, all};
use crate::compile;
use crate::source::{SourceFile, Sources};

fn scaffolds(text: &str) -> Vec<Scaffold> {
    let sources =
        Sources::new(vec![SourceFile { path: "shop/cart.yaml".into(), shown: "cart.yaml".into(), text: text.into() }]);
    let outcome = compile(&sources);
    all(&outcome.compiled.unwrap_or_else(|| panic!("{:#?}", outcome.diagnostics)), "crate::events")
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
