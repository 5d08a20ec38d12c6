//! Two sets in, a changelog out.

use super::Changes;
use crate::compile::{Compiled, compile};
use crate::source::{SourceFile, Sources};

fn compiled(files: &[(&str, &str)]) -> Compiled {
    let file = |(path, text): &(&str, &str)| SourceFile {
        path: (*path).to_owned(),
        shown: (*path).to_owned(),
        text: (*text).to_owned(),
    };
    let outcome = compile(&Sources::new(files.iter().map(file).collect()));
    assert!(outcome.compiled.is_some(), "{:#?}", outcome.diagnostics);
    outcome.compiled.unwrap_or_default()
}

const OLD: &str = r#"
context: shop
aggregate: Cart
id: CartId
owner: cart-service
scalars:
  CartId: uuid
  Sku: { type: string, max_length: 32 }
enums:
  Currency: [EUR, USD]
records:
  Money:
    v1: { amount: decimal, currency: Currency }
unions:
  Payment:
    v1: { card: { last4: string }, invoice: { days: u16 } }
events:
  ItemAdded:
    v1: { item_id: Sku, qty: u32, note: string? }
  CheckedOut:
    v1: { at: timestamp, payment: Payment, total: Money }
  Noticed:
    v1: {}
commands:
  AddItem:
    v1: { sku: Sku }
    emits: [ItemAdded]
queries:
  GetCart:
    v1: { cart_id: CartId }
    returns: Money?
"#;

const NEW: &str = r#"
context: shop
aggregate: Cart
id: CartId
owner: checkout-service
scalars:
  CartId: uuid
  Sku: { type: string, max_length: 64 }
enums:
  Currency: [EUR, USD, GBP]
records:
  Money:
    v1: { amount: decimal, currency: Currency }
unions:
  Payment:
    v1: { card: { last4: string }, invoice: { days: u16 } }
    v2: { card: { last4: string, network: string? }, bill: { days: u16 }, voucher: { code: string } }
    variants: { v2: { bill: invoice } }
events:
  ItemAdded:
    v1: { item_id: Sku, qty: u32, note: string? }
    v2:
      sku: { type: Sku, from: item_id }
      quantity: { type: u64, from: qty }
      unit_price: { type: Money, fill: { amount: "0", currency: EUR } }
      gift: bool?
  CheckedOut:
    v1: { at: timestamp, payment: Payment@1, total: Money }
    v2: { at: timestamp, payment: Payment@2, total: { type: Money, with: crate::total } }
  Seen:
    aliases: [shop.Noticed]
    v1: {}
  ItemRemoved:
    doc: "An item `x` was taken out."
    v1: { sku: Sku }
commands:
  AddItem:
    v1: { sku: Sku, quantity: { type: u32, default: 1 } }
    emits: [ItemAdded]
    rejects: [CartClosed]
rejections:
  CartClosed: { message: "closed at {at}", fields: { at: timestamp } }
queries:
  GetCart:
    v1: { cart_id: CartId }
    returns: list<Money>
"#;

#[test]
fn a_changelog_reads_as_a_person_would_write_it() {
    let (old, new) = (compiled(&[("cart.yaml", OLD)]), compiled(&[("cart.yaml", NEW)]));
    insta::assert_snapshot!(Changes::between(&old, &new).markdown("v1.2.0"));
}

#[test]
fn what_is_gone_is_told_and_what_comes_back_is_new() {
    let (old, new) = (compiled(&[("cart.yaml", NEW)]), compiled(&[("cart.yaml", OLD)]));
    insta::assert_snapshot!(Changes::between(&old, &new).markdown("v1.3.0"));
}

#[test]
fn a_moved_file_another_order_a_doc_and_a_pin_are_no_changes() {
    let (head, events) = NEW.split_once("events:\n").unwrap_or_default();
    let (_, events) = events.split_once("  CheckedOut:").unwrap_or_default();
    let pinned = NEW.replace("{ type: Money, fill", "{ type: Money@1, fill").replace("An item `x`", "Another item");
    let old = compiled(&[("cart.yaml", NEW)]);
    assert!(events.contains("Seen") && head.contains("Payment"));
    for same in [NEW.to_owned(), pinned] {
        let moved = compiled(&[("elsewhere/basket.yaml", &same)]);
        assert_eq!(Changes::between(&old, &moved), Changes::default());
        assert_eq!(Changes::between(&moved, &old).markdown("main"), "# Changes since main\n\nNothing changed.\n");
    }
}

#[test]
fn text_of_a_schema_is_never_markup() {
    let old = compiled(&[("a.yaml", "events:\n  A:\n    v1: { x: string }\n")]);
    let new = "events:\n  A:\n    deprecated: \"<script> [a](b)\\n# x\"\n    v1: { x: { type: string, default: \"``</p>\" } }\n";
    let text = Changes::between(&old, &compiled(&[("a.yaml", new)])).markdown("`<b>`");
    assert!(text.contains("now it is deprecated: \\<script\\> \\[a\\](b) \\# x"), "{text}");
    assert!(text.contains("default ```\"``</p>\"```"), "{text}");
    assert!(text.starts_with("# Changes since \\`\\<b\\>\\`\n"), "{text}");
}
