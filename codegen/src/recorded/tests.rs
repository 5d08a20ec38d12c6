//! Recorded events and what they say about a schema, as a person would judge it.

use std::fmt::Write;

use super::{Evidence, Judge, Place, findings, report};
use crate::compile;
use crate::diagnostic::human;
use crate::source::{SourceFile, Sources};

const SCHEMA: &str = r#"context: shop
aggregate: Cart
id: string
events:
  ItemAdded:
    aliases: [shop.ItemPut]
    v1: { sku: string }
    v2: { sku: string }
    v3: { sku: string }
    v4: { sku: string }
  Counted:
    v1: { n: u8 }
    v2: { n: u16 }
    v3: { n: { type: u16, with: "crate::recount" } }
  Emptied:
    retired: [v1, v2]
    v3: {}
  Closed:
    retired: [v1]
    v2: {}
  Noticed:
    becomes: []
    v1: { text: string }
  Split:
    becomes: { v1: [Counted], with: "crate::split" }
    v1: { a: u8 }
    v2: { a: u8 }
commands:
  Ask: { v1: {} }
"#;

/// The findings and counts of events: name, version, what says which version reads it, payload.
fn judged(recorded: &[(&str, u32, Option<u32>, &str)]) -> String {
    let file = SourceFile { path: "shop.yaml".into(), shown: "shop.yaml".into(), text: SCHEMA.into() };
    let sources = Sources::new(vec![file]);
    let compiled = compile(&sources).compiled.expect("no problem");
    let judge = Judge::new(&compiled);
    // As two pieces, put together.
    let (first, second) = recorded.split_at(recorded.len() / 2);
    let mut evidence = Evidence::new();
    let mut line = 0;
    for piece in [first, second] {
        let mut here = Evidence::new();
        for (name, version, reads_as, payload) in piece {
            line += 1;
            let place =
                || Place { shown: format!("a.jsonl:{line}"), stream: Some("shop.Cart/7".into()), position: Some(line) };
            let found = judge.find(name, *version, *reads_as);
            let Some(seen) = here.count(name, *version, found.is_ok()) else { continue };
            match found {
                Ok(body) => seen.add(judge.read(body, serde_json::from_str(payload).expect("JSON")), place),
                Err(_) => seen.keep_first(place, || "unknown".to_owned()),
            }
        }
        evidence.merge(here);
    }
    let mut text = human::render(&findings(&compiled, &evidence), &sources, false);
    let report = report(&compiled, &evidence, vec!["a.jsonl".into()], None);
    for counted in &report.counts {
        let _ = writeln!(
            text,
            "{} v{} {:?}: {} recorded, {} read, {} wrong, {} dropped, {:?}",
            counted.name,
            counted.version,
            counted.state,
            counted.recorded,
            counted.read,
            counted.wrong,
            counted.dropped,
            counted.functions.iter().map(|function| (&function.path, function.events)).collect::<Vec<_>>()
        );
    }
    text
}

#[test]
fn what_was_recorded_is_judged_by_name_and_version() {
    insta::assert_snapshot!(judged(&[
        ("shop.ItemPut", 3, None, r#"{"sku":"a"}"#),
        ("shop.ItemAdded", 4, None, r#"{"sku":7}"#),
        ("shop.ItemAdded", 4, None, "[]"),
        ("shop.ItemAdded", 4, None, r#"{"sku":"a"}"#),
        ("shop.ItemAdded", 5, Some(4), r#"{"sku":"a","more":1}"#),
        ("shop.ItemAdded", 6, Some(4), r#"{"sku":"a"}"#),
        ("shop.ItemAdded", 6, None, r#"{"sku":"a"}"#),
        ("shop.ItemAdde", 1, None, "{}"),
        ("shop.Ask", 1, None, "{}"),
        ("other.Thing", 2, None, "{}"),
        ("other.Thing", 2, None, "{}"),
        ("shop.Counted", 1, None, r#"{"n":1}"#),
        ("shop.Counted", 1, None, r#"{"n":2}"#),
        ("shop.Emptied", 2, None, "{}"),
        ("shop.Closed", 2, None, "{}"),
        ("shop.Noticed", 1, None, r#"{"text":""}"#),
        ("shop.Split", 1, None, r#"{"a":1}"#),
    ]));
}

#[test]
fn nothing_follows_from_nothing() {
    assert_eq!(judged(&[]), "");
}

#[test]
fn unknown_names_without_end_are_counted_together() {
    let mut evidence = Evidence::new();
    for number in 0..3_000_u32 {
        evidence.count(&format!("name{number}"), 1, false);
        evidence.count("one", number + 1, false);
    }
    assert_eq!(evidence.rows().count(), 1_999);
    assert_eq!(evidence.events(), 6_000);
    assert!(evidence.count("shop.Known", 1, true).is_some());
}
