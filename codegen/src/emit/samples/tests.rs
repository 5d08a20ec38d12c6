//! Samples as people read them, how little of them an edit changes, and that no schema makes too many. That types and
//! JSON Schemas read them is held by the tests of the package `retold-tests`.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use super::files;
use crate::source::{SourceFile, Sources};
use crate::{Compiled, compile, value};

fn compiled(text: &str) -> Compiled {
    let file = SourceFile { path: "a.yaml".into(), shown: "a.yaml".into(), text: text.into() };
    let outcome = compile(&Sources::new(vec![file]));
    outcome.compiled.unwrap_or_else(|| panic!("{:?}", outcome.diagnostics))
}

fn texts(text: &str) -> BTreeMap<String, String> {
    let files = files(&compiled(text)).expect("no more than is written");
    files.into_iter().map(|file| (file.path, file.text)).collect()
}

const CART: &str = r#"
context: shop
aggregate: Cart
id: CartId
scalars:
  CartId: uuid
  Email: { type: string, pii: true }
  Sku: { type: string, pattern: "^[A-Z0-9-]{3,32}$" }
enums:
  Currency: [EUR, USD]
  Size: { open: true, values: { Small: { wire: S, aliases: [little] } } }
records:
  Money: { v1: { amount: decimal, currency: Currency } }
  Node: { v1: { label: string, below: list<Node> } }
unions:
  Payment: { tag: method, open: true, v1: { card: { last4: string, of: "Money?" }, invoice: { days: u16 } } }
events:
  CheckedOut:
    wire: { event_tag: eventType, none: null }
    v1:
      sku: { type: Sku, aliases: [item_id, item] }
      quantity: { type: u32, min: 1, default: 7 }
      price: Money
      at: timestamp?
      sizes: set<Size>
      by: { type: Email, example: "ada@example.com" }
      to: { type: string, pii: true }
      payment: Payment
  TreeGrown: { v1: { node: Node } }
  Nothing: { v1: {} }
  Impossible: { v1: { digits: { type: Sku, pattern: "^[a-z]+$" } } }
rejections:
  CartClosed: { message: "closed at {at}", fields: { at: timestamp } }
views:
  Contents: { key: CartId, type: "map<Sku, u64>", from: [CheckedOut] }
queries:
  GetCart: { v1: { cart_id: CartId }, returns: "Contents?" }
  Carts: { v1: {}, returns: list<Contents> }
"#;

#[test]
fn samples_as_people_read_them() {
    let texts = texts(CART);
    insta::assert_snapshot!("names", texts.keys().map(|path| format!("{path}\n")).collect::<String>());
    for path in ["shop.CheckedOut.v1.json", "shop.TreeGrown.v1.json", "shop.Carts.answer.json", "replay.rs"] {
        insta::assert_snapshot!(path, texts[path]);
    }
    assert!(texts["shop.Impossible.v1.json"].contains("no value was found"));
}

#[test]
fn another_definition_changes_no_other_file_and_another_field_only_adds_itself() {
    let before = texts(CART);
    let more =
        CART.replace("  Nothing: { v1: {} }\n", "  Zero: { v1: { sku: Sku, new: Size } }\n  Nothing: { v1: {} }\n");
    let mut after = texts(&more);
    assert!(after.remove("shop.Zero.v1.json").is_some());
    assert_eq!(after, before);
    let field = CART.replace("      quantity:", "      a_new_one: u8\n      quantity:");
    let after = texts(&field);
    let changed: Vec<&String> = before.keys().filter(|path| before[*path] != after[*path]).collect();
    assert_eq!(changed, ["shop.CheckedOut.v1.json"]);
    let payloads = |text: &str| -> Vec<(String, serde_json::Value)> {
        let document: serde_json::Value = serde_json::from_str(text).expect("JSON");
        let samples = document["samples"].as_array().expect("a list").clone();
        samples.into_iter().map(|mut sample| (sample["name"].to_string(), sample["payload"].take())).collect()
    };
    let mut with = payloads(&after["shop.CheckedOut.v1.json"]);
    for (_, payload) in &mut with {
        let added = payload.as_object_mut().and_then(|members| members.shift_remove("a_new_one"));
        assert!(added.is_some_and(|added| added.is_number()));
    }
    assert_eq!(with, payloads(&before["shop.CheckedOut.v1.json"]));
}

#[test]
fn every_value_and_every_variant_has_a_sample() {
    let texts = texts(CART);
    let of = |path: &str| texts[path].clone();
    let shown = of("shop.CheckedOut.v1.json");
    for text in ["\"EUR\"", "\"USD\"", "\"S\"", "\"little\"", "\"card\"", "\"invoice\"", "\"Unknown\"", "\"unknown\""] {
        assert!(shown.contains(text), "{text}");
    }
}

#[test]
fn each_sample_is_read_by_the_body() {
    let compiled = compiled(CART);
    let set = &compiled.set;
    let mut samples = super::Samples::new(set);
    for event in &set.events {
        for (version, body) in event.versions.iter() {
            for sample in samples.body(body) {
                let read = value::check_body(set, body, &sample.payload);
                assert_eq!(read, Ok(()), "{} v{version} {}", event.wire.name, sample.name);
            }
        }
    }
}

/// The samples of a schema, or the refusal, in no more time than a program that waits would give them.
fn soon(text: &str) -> Result<usize, String> {
    let compiled = compiled(text);
    let began = Instant::now();
    let files = files(&compiled);
    assert!(began.elapsed() < Duration::from_secs(60), "{:?}", began.elapsed());
    files.map(|files| files.iter().map(|file| file.text.len()).sum()).map_err(|large| large.to_string())
}

#[test]
fn schemas_that_stand_for_more_than_is_made_are_refused_or_cut_short() {
    // Each level needs two of the next.
    let mut deep = "records:\n  R0: { v1: { a: u8 } }\n".to_owned();
    (1..50).for_each(|level| deep += &format!("  R{level}: {{ v1: {{ a: R{0}, b: R{0} }} }}\n", level - 1));
    deep += "events:\n";
    (0..200).for_each(|event| deep += &format!("  E{event}: {{ v1: {{ a: R49 }} }}\n"));
    assert!(soon(&deep).is_ok_and(|bytes| bytes < 100_000));
    // The same of unions that have an end only because they are open.
    let mut open = "unions:\n  U0: { open: true, v1: { a: {} } }\n".to_owned();
    (1..50).for_each(|level| {
        let below: String = (0..20).map(|field| format!("f{field}: U{}, ", level - 1)).collect();
        open += &format!("  U{level}: {{ open: true, v1: {{ a: {{ {below} }} }} }}\n");
    });
    open += "events:\n  E: { v1: { a: U49 } }\n";
    assert!(soon(&open).is_ok_and(|bytes| bytes < 3_000_000), "{:?}", soon(&open));
    // Many events share something large, whose making fails in the end.
    let mut wide = "records:\n  R:\n    v1:\n".to_owned();
    (0..5_000).for_each(|field| wide += &format!("      f{field}: u8\n"));
    wide += "      last: { type: string, pattern: \"^a$\", min_length: 2 }\nevents:\n";
    (0..3_000).for_each(|event| wide += &format!("  E{event}: {{ v1: {{ a: R }} }}\n"));
    let refused = soon(&wide).expect_err("too much");
    assert!(refused.contains("more than 48 MiB of this output"), "{refused}");
    // Large sets, whose items are compared with each other.
    let mut sets = "events:\n".to_owned();
    (0..2_000)
        .for_each(|event| sets += &format!("  E{event}: {{ v1: {{ a: {{ type: set<u32>, min_items: 1000 }} }} }}\n"));
    assert!(soon(&sets).is_err());
    // An enum of more values than a file has room for.
    let values: Vec<String> = (0..50_000).map(|value| format!("value-{value}")).collect();
    let many = format!("enums: {{ E: [{}] }}\nevents: {{ A: {{ v1: {{ e: E }} }} }}\n", values.join(", "));
    let bytes = soon(&many).expect("cut short");
    assert!(bytes < 3 << 20, "{bytes}");
    let recursive = "records: { N: { v1: { a: list<N>, b: \"map<string, N>\", c: N?, d: N?, e: N? } } }\n\
                     events: { Grown: { v1: { node: N } } }\n";
    assert!(soon(recursive).is_ok_and(|bytes| bytes < 30_000));
}
