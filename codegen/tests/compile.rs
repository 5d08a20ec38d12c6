//! Whole schema sets through [`compile`]: what resolves, and what is said when it does not.

use retold_codegen::source::{SourceFile, Sources};
use retold_codegen::{Outcome, compile};

const CART: &str = r#"
context: shop
aggregate: Cart
id: CartId
owner: cart-service
doc: What a customer means to buy, from the first item to the order.
scalars:
  CartId: uuid
  Sku: { type: string, pattern: "^[A-Z0-9-]{3,32}$" }
enums:
  Currency: [EUR, USD, GBP]
records:
  Money:
    v1: { amount: decimal, currency: Currency }
unions:
  Payment:
    tag: method
    v1: { card: { last4: string }, invoice: { days: u16 } }
events:
  ItemAdded:
    doc: An item was put into the cart.
    v1:
      item_id: Sku
      qty: u32
    v2:
      sku: { type: Sku, from: item_id }
      quantity: { type: u64, from: qty }
      unit_price: { type: Money, fill: { amount: "0", currency: EUR } }
  ItemRemoved:
    v1: { sku: Sku }
  CheckedOut:
    v1: { at: timestamp, payment: Payment }
  Reopened:
    v1: {}
commands:
  AddItem:
    v1: { sku: Sku, quantity: u64, unit_price: Money }
    emits: [ItemAdded]
    rejects: [CartClosed]
  Reopen:
    v1: {}
    emits: [Reopened]
rejections:
  CartClosed: { message: "the cart was checked out at {at}", fields: { at: timestamp } }
views:
  CartContents:
    key: CartId
    type: map<Sku, u64>
    from: [ItemAdded, ItemRemoved]
queries:
  GetCart:
    v1: { cart_id: CartId }
    returns: CartContents?
processes:
  Fulfilment:
    key: CartId
    state: { reserved: bool }
    reacts:
      CheckedOut: { sends: [stock.Reserve], undo: [stock.Release], deadline: { after: PT10M, then: StockSilent } }
      stock.Rejected: { by: cart_id, sends: [Reopen] }
      StockSilent: { sends: [Reopen] }
"#;

const STOCK: &str = r"
context: stock
events:
  Rejected:
    v1: { cart_id: uuid }
commands:
  Reserve:
    v1: { cart_id: uuid }
  Release:
    v1: { cart_id: uuid }
";

fn compiled(files: &[(&str, &str)]) -> Outcome {
    let file = |&(path, text): &(&str, &str)| SourceFile {
        path: path.to_owned(),
        shown: path.to_owned(),
        text: text.to_owned(),
    };
    compile(&Sources::new(files.iter().map(file).collect()))
}

fn rules(outcome: &Outcome) -> Vec<&'static str> {
    outcome.diagnostics.iter().map(|diagnostic| diagnostic.rule.id).collect()
}

#[test]
fn the_cart_of_the_language_compiles() {
    let outcome = compiled(&[("shop/cart.yaml", CART), ("stock.yaml", STOCK)]);
    assert_eq!(rules(&outcome), Vec::<&str>::new(), "{:#?}", outcome.diagnostics);
    let set = outcome.compiled.expect("nothing is wrong").set;
    assert_eq!(set.modules[0].path, ["shop", "cart"]);
    assert_eq!(set.events[0].wire.name, "shop.ItemAdded");
    assert_eq!(set.events[0].versions.current(), 2);
    assert_eq!(set.modules[0].aggregate.as_ref().expect("a cart").stream, "shop.Cart");
}

#[test]
fn problems_of_all_files_are_reported_together() {
    let outcome = compiled(&[
        ("a.yaml", "events:\n  Opened:\n    v1: { by: strng }\n  Closed:\n    v3: { at: timestamp }\n"),
        ("b.yaml", "evnts: {}\nrecords:\n  Money: { v1: { amount: decimal?? } }\n"),
    ]);
    assert_eq!(rules(&outcome), ["name-unknown", "version-gap", "unknown-key", "type-syntax"]);
}

#[test]
fn a_file_that_does_not_parse_keeps_its_names_from_being_reported() {
    let outcome =
        compiled(&[("a.yaml", "events:\n  Opened:\n    v1: { by: Name }\n"), ("b.yaml", "scalars: { Name: [\n")]);
    assert_eq!(rules(&outcome), ["yaml-syntax"]);
}

#[test]
fn a_record_with_two_versions_needs_pins() {
    let text = "records:\n  Money:\n    v1: { amount: u32 }\n    v2: { amount: u64 }\nevents:\n  Paid:\n    v1: { price: Money }\n";
    let outcome = compiled(&[("a.yaml", text)]);
    assert_eq!(rules(&outcome), ["pin-missing"]);
    assert_eq!(outcome.diagnostics[0].edits[0].text, "Money@1");
}

/// One mistake is one finding.
#[test]
fn what_may_be_a_version_is_not_reported_as_missing() {
    let of = |text: &str| rules(&compiled(&[("a.yaml", text)])).join(" ");
    assert_eq!(of("events:\n  E: { v0: { a: u8 } }\n"), "version-key");
    assert_eq!(of("events:\n  E: null\n"), "wrong-shape");
    assert_eq!(of("events:\n  E: { a: u8 }\n"), "unknown-key");
    assert_eq!(of("events:\n  E: {}\n"), "no-version");
}

#[test]
fn types_of_other_languages_are_recognised() {
    let message = |ty: &str| {
        let outcome = compiled(&[("a.yaml", &format!("events:\n  E: {{ v1: {{ a: \"{ty}\" }} }}\n"))]);
        outcome.diagnostics.into_iter().map(|finding| finding.message).collect::<Vec<_>>().join("\n")
    };
    assert!(message("Vec<u8>").ends_with("write `list<T>`"), "{}", message("Vec<u8>"));
    assert!(message("Option<u8>").ends_with("write `T?`"));
    assert!(message("Map<string, u8>").ends_with("write `map<K, V>`"));
    assert!(message("u8[]").contains("a list is written `list<T>`"));
}

#[test]
fn names_that_generated_code_derives_are_taken() {
    let taken = |rest: &str| {
        let text = format!(
            "context: shop\naggregate: Cart\nid: string\nviews:\n  Contents: {{ key: string, type: u8, from: [] }}\n\
             queries:\n  Find: {{ v1: {{}}, returns: u8 }}\n{rest}"
        );
        let findings = compiled(&[("shop/cart.yaml", &text)]).diagnostics;
        findings.into_iter().map(|finding| finding.message).collect::<Vec<_>>()
    };
    assert_eq!(taken(""), [""; 0]);
    for (name, from) in [("ContentsView", "Contents"), ("ContentsViewEvent", "Contents"), ("CartQuery", "Cart")] {
        let found = taken(&format!("records:\n  {name}: {{ v1: {{}} }}\n"));
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].contains(name) && found[0].contains(&format!("derives from `{from}`")), "{found:?}");
    }
    let process = "processes:\n  Fulfil:\n    key: string\n    reacts:\n      Opened: { sends: [], deadline: { after: PT1S, then: Late } }\n      Late: { sends: [] }\n";
    let process = format!("events:\n  Opened: {{ v1: {{}} }}\n{process}records:\n");
    assert_eq!(taken(&format!("{process}  FulfilSend: {{ v1: {{}} }}\n")), [""; 0]);
    for name in ["FulfilSends", "FulfilState", "FulfilLate"] {
        let found = taken(&format!("{process}  {name}: {{ v1: {{}} }}\n"));
        assert!(found.len() == 1 && found[0].contains(name) && found[0].contains("Fulfil`"), "{found:?}");
    }
    // What a file is called counts where it has no aggregate, and only within its own context.
    let queries = |name: &str| format!("context: shop\nqueries:\n  {name}: {{ v1: {{}}, returns: u8 }}\n");
    let same = [("a/display.yaml", queries("A")), ("b/display.yaml", queries("B"))];
    let same = compiled(&same.each_ref().map(|(path, text)| (*path, text.as_str())));
    assert!(same.diagnostics.is_empty(), "{:?}", same.diagnostics);
    let record = format!("{}records:\n  DisplayQuery: {{ v1: {{}} }}\n", queries("A"));
    assert_eq!(compiled(&[("a/display.yaml", &record)]).diagnostics.len(), 1);
}
