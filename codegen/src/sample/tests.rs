//! Samples as a person reads them, and where there is none. That they are read is held by the tests of the package
//! `retold-tests`.

use serde_json::{Value, json};

use super::{Sampler, Style};
use crate::model::SchemaSet;
use crate::source::{SourceFile, Sources};
use crate::{compile, value};

fn set(text: &str) -> SchemaSet {
    let file = SourceFile { path: "a.yaml".into(), shown: "a.yaml".into(), text: text.into() };
    let outcome = compile(&Sources::new(vec![file]));
    outcome.compiled.unwrap_or_else(|| panic!("{:?}", outcome.diagnostics)).set
}

const CART: &str = r#"
scalars: { Sku: { type: string, pattern: "^[A-Z0-9-]{3,32}$" } }
unions: { Payment: { tag: method, v1: { card: { last4: string }, cash: {} } } }
events:
  CheckedOut:
    wire: { event_tag: eventType, none: null }
    v1:
      sku: { type: Sku, aliases: [item_id] }
      quantity: { type: u32, min: 1, default: 7 }
      price: { type: decimal, example: "9.99" }
      payment: Payment
      at: timestamp?
      tags: { type: set<Sku>, min_items: 2 }
"#;

#[test]
fn the_smallest_has_what_must_be_there_and_the_fullest_everything() {
    let set = set(CART);
    let mut sampler = Sampler::new(&set);
    let body = set.events[0].versions.current_body();
    let mut minimal = sampler.body(body, Style::Minimal).expect("there is a value");
    let tags = minimal["tags"].take();
    assert_eq!(tags.as_array().map(Vec::len), Some(2));
    let payment = json!({ "method": "card", "last4": "" });
    let rest = json!({ "eventType": "CheckedOut", "sku": "AAA", "price": "0", "payment": payment, "tags": null });
    assert_eq!(minimal, rest);
    let full = sampler.body(body, Style::Full).expect("there is a value");
    let keys: Vec<&String> = full.as_object().expect("an object").keys().collect();
    assert_eq!(keys, ["eventType", "sku", "quantity", "price", "payment", "at", "tags"]);
    assert_eq!((&full["price"], &full["at"]), (&json!("9.99"), &json!("2024-01-29T12:00:00Z")));
}

#[test]
fn a_seed_gives_the_same_value_each_time_and_seeds_differ() {
    let set = set(CART);
    let body = set.events[0].versions.current_body();
    let all = || {
        let mut sampler = Sampler::new(&set);
        let samples = (0..200).flat_map(|seed| [Style::Written(seed), Style::Read(seed)]);
        samples.map(|style| sampler.body(body, style).expect("there is a value")).collect::<Vec<Value>>()
    };
    let once = all();
    assert_eq!(once, all());
    let mut texts: Vec<String> = once.iter().map(Value::to_string).collect();
    texts.sort();
    texts.dedup();
    assert!(texts.len() > 300, "only {} of 400 differ", texts.len());
    assert!(once.iter().any(|payload| payload.get("item_id").is_some()), "earlier names are read");
    for payload in &once {
        assert_eq!(value::check_body(&set, body, payload), Ok(()), "{payload}");
    }
}

#[test]
fn where_there_is_no_value_none_is_made() {
    let set = set(r#"
scalars:
  Letters: { type: string, pattern: "^[a-z]+$" }
  Small: { type: u8, max: 3 }
records:
  Tree: { v1: { label: string, left: Tree?, all: list<Tree> } }
events:
  Fine: { v1: { tree: Tree, other: { type: "list<Letters>" } } }
  Contradiction: { v1: { digits: { type: Letters, pattern: "^[0-9]+$" } } }
  TooMany: { v1: { all: { type: set<Small>, min_items: 5 } } }
  LeftOut: { v1: { digits: { type: "Letters?", pattern: "^[0-9]+$" } } }
"#);
    let mut sampler = Sampler::new(&set);
    let mut has = |index: usize| {
        let body = set.events[index].versions.current_body();
        let styles = [Style::Minimal, Style::Full, Style::Written(1), Style::Read(2)];
        styles.map(|style| sampler.body(body, style).is_some())
    };
    assert_eq!(has(0), [true; 4]);
    assert_eq!(has(1), [false; 4]);
    assert_eq!(has(2), [false; 4]);
    assert_eq!(has(3), [true; 4]);
}

#[test]
fn values_of_recursive_types_stay_small() {
    let set =
        set("records: { Node: { v1: { a: list<Node>, b: \"map<string, Node>\", c: Node?, d: Node?, e: Node? } } }\n\
         events: { Grown: { v1: { node: Node } } }\n");
    let mut sampler = Sampler::new(&set);
    let body = set.events[0].versions.current_body();
    for seed in 0..100 {
        for style in [Style::Full, Style::Written(seed), Style::Read(seed)] {
            let text = sampler.body(body, style).expect("there is a value").to_string();
            assert!(text.len() < 60_000, "{} bytes", text.len());
        }
    }
}
