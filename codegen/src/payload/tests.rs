//! The walk beside the model's own reading: it never says "fits" of what the model refuses, and is hardly ever unsure
//! of what it reads.

use serde_json::value::RawValue;

use super::*;
use crate::model::Body;
use crate::sample::{Numbers, Sampler, Style};
use crate::source::{SourceFile, Sources};
use crate::{Compiled, compile};

const SCHEMA: &str = r#"
context: shop
scalars:
  Sku: { type: string, pattern: "^[A-Z]{3,5}$" }
  Share: { type: decimal, min: "0", max: "1" }
enums:
  Currency: [EUR, USD]
  Trend: { open: true, values: { Up: { aliases: [Rising] }, Down: {} } }
records:
  Money:
    v1: { amount: decimal, currency: Currency }
  Node:
    v1: { name: string, children: "list<Node>" }
unions:
  Payment:
    tag: method
    v1: { card: { last4: { type: string, min_length: 4, max_length: 4 } }, invoice: { days: u16 } }
  Held:
    tag: kind
    content: held
    open: true
    v1: { a: { x: u8 }, b: {} }
events:
  Everything:
    aliases: [shop.All]
    wire: { event_tag: eventType }
    v1:
      sku: { type: Sku, aliases: [item] }
      count: { type: u8, min: 1, max: 9, default: 1 }
      small: i32
      large: { type: u64, as: string }
      share: Share
      price: { type: decimal, as: number, max: "100" }
      ratio: { type: f32, max: 1.5 }
      weight: f64
      done: bool?
      at: timestamp
      day: date
      clock: time
      span: duration
      key: uuid
      blob: bytes
      any: json
      money: Money
      tree: Node
      payment: Payment
      held: Held?
      tags: { type: set<string>, max_items: 3 }
      days: set<date>
      moments: set<timestamp>
      trends: set<Trend>
      numbers: { type: list<i16>, unique: true }
      by_name: map<u8>
      by_number: map<i32, string>
      by_key: map<uuid, bool>
      by_trend: map<Trend, bool>
  Gone:
    retired: [v1]
    v2: { at: timestamp }
commands:
  RequestSomethingElse: { v1: { what: string } }
"#;

fn compiled() -> Compiled {
    let sources = Sources::new(vec![SourceFile { path: "a.yaml".into(), shown: "a.yaml".into(), text: SCHEMA.into() }]);
    let outcome = compile(&sources);
    outcome.compiled.unwrap_or_else(|| panic!("{:#?}", outcome.diagnostics))
}

fn raw(text: &str) -> &RawValue {
    serde_json::from_str(text).expect("JSON")
}

fn walked(payloads: &Payloads<'_>, text: &str) -> walk::Walked {
    walk::body(&payloads.shapes, &payloads.bodies[0][0], text)
}

#[test]
fn the_walk_and_the_model_read_alike() {
    let compiled = compiled();
    let payloads = Payloads::new(&compiled.set);
    let body: &Body = compiled.set.events[0].versions.current_body();
    let mut sampler = Sampler::new(&compiled.set);
    let (mut read, mut sure, mut refused) = (0, 0, 0);
    for seed in 0..2_000 {
        let mut numbers = Numbers::new(seed);
        let style = if numbers.once_in(2) { Style::Written(seed) } else { Style::Read(seed) };
        let Some(mut payload) = sampler.body(body, style) else { continue };
        for round in 0..numbers.below(3) {
            payload = sampler.near(body, &payload, seed + round);
        }
        let text = payload.to_string();
        let walked = walked(&payloads, &text);
        match value::check_body(&compiled.set, body, &payload) {
            Ok(()) => {
                read += 1;
                sure += u32::from(walked == walk::Walked::Fits);
                assert!(!matches!(walked, walk::Walked::Twice(_)), "{walked:?}: {text}");
            }
            Err(misfits) => {
                refused += 1;
                assert_ne!(walked, walk::Walked::Fits, "{}: {text}", misfits[0]);
            }
        }
    }
    assert!(read > 300 && refused > 300, "{read} read, {refused} refused");
    // Odd spellings, and sets of things that have several, are left to the model.
    assert!(sure * 10 > read, "sure of {sure} in {read}");
}

#[test]
fn an_example_is_walked_to_its_end() {
    let compiled = compiled();
    let payloads = Payloads::new(&compiled.set);
    let payload = Sampler::new(&compiled.set).body(compiled.set.events[0].versions.current_body(), Style::Minimal);
    assert_eq!(walked(&payloads, &payload.expect("exists").to_string()), walk::Walked::Fits);
}

#[test]
fn keys_that_stand_twice_are_found_wherever_they_are() {
    let compiled = compiled();
    let payloads = Payloads::new(&compiled.set);
    let id = payloads.find("shop.All", 1, None).expect("an alias");
    let body = compiled.set.events[0].versions.current_body();
    let payload = Sampler::new(&compiled.set).body(body, Style::Minimal).expect("exists").to_string();
    let with = |from: &str, to: &str| {
        let start = payload.find(from).unwrap_or_else(|| panic!("{from}: {payload}"));
        format!("{}{to}{}", &payload[..start], &payload[start + from.len()..])
    };
    for (text, expected) in [
        (with("{\"eventType\"", "{\"item\":\"ABC\",\"eventType\""), "`$`: `sku` and `item` are names of one field"),
        (with("\"any\":", "\"any\":[{\"a\":{\"b\":1,\"b\":2}}],\"x\":"), "`$.any[0].a`: the key `b` stands here twice"),
        (with("\"amount\"", "\"amount\":\"1\",\"amount\""), "`$.money`: the key `amount` stands here twice"),
    ] {
        let misfits = payloads.check(id, raw(&text)).expect_err(&text);
        assert_eq!(misfits.iter().map(ToString::to_string).collect::<Vec<_>>(), [expected]);
    }
    // What is ignored may have what it likes.
    let text = with("{\"eventType\"", "{\"more\":{\"a\":1,\"a\":2},\"more\":1,\"eventType\"");
    assert_eq!(payloads.check(id, raw(&text)), Ok(()));
}

#[test]
fn names_and_versions_that_nobody_knows() {
    let compiled = compiled();
    let payloads = Payloads::new(&compiled.set);
    let event = payloads.find("shop.Everything", 1, None).expect("known").event;
    assert_eq!(payloads.find("shop.Everything", 7, Some(1)), Ok(BodyId { event, version: 1 }));
    assert_eq!(payloads.find("shop.Everything", 7, Some(2)), Err(NoBody::Version { oldest: 1, current: 1 }));
    assert_eq!(payloads.find("shop.Everything", 7, None), Err(NoBody::Version { oldest: 1, current: 1 }));
    assert_eq!(payloads.find("shop.Gone", 1, Some(1)), Err(NoBody::Version { oldest: 2, current: 2 }));
    assert_eq!(
        payloads.find("shop.Everythin", 1, None),
        Err(NoBody::Name { nearest: Some("shop.Everything"), is_command: false })
    );
    assert_eq!(
        payloads.find("shop.RequestSomethingElse", 1, None),
        Err(NoBody::Name { nearest: None, is_command: true })
    );
}

#[test]
fn what_cannot_be_held_is_said() {
    let compiled = compiled();
    let payloads = Payloads::new(&compiled.set);
    let id = payloads.find("shop.Gone", 2, None).expect("known");
    let deep = format!("{{\"at\":{}1{}}}", "[".repeat(500), "]".repeat(500));
    for (text, part) in
        [("{\"at\":\"\\ud800\"}", "hex escape"), ("{\"at\":1e999}", "out of range"), (&deep, "recursion")]
    {
        let misfits = payloads.check(id, raw(text)).expect_err(text);
        assert!(misfits[0].message.contains(part), "{misfits:?}");
    }
}
