//! Schemas and what is said about their steps, as a person would judge them; and the plans of schemas that are sound.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::diagnostic::human;
use crate::model::{Definition, EventId};
use crate::plan::{Conversion, FieldStep, StepKind, WhenNone, apply};
use crate::source::{SourceFile, Sources};
use crate::{Compiled, compile};

fn sources(text: &str) -> Sources {
    Sources::new(vec![SourceFile { path: "shop.yaml".into(), shown: "shop.yaml".into(), text: text.to_owned() }])
}

fn findings(text: &str) -> String {
    let sources = sources(text);
    human::render(&compile(&sources).diagnostics, &sources, false)
}

fn compiled(text: &str) -> Compiled {
    let sources = sources(text);
    let outcome = compile(&sources);
    outcome.compiled.unwrap_or_else(|| panic!("{}", human::render(&outcome.diagnostics, &sources, false)))
}

/// The only event from one version to another.
fn applied(compiled: &Compiled, from: u32, to: u32, payload: Value) -> Result<Value, String> {
    let event = Definition::Event(EventId::from_index(0));
    let payload = serde_json::value::to_raw_value(&payload).expect("a value is JSON");
    let made = apply(&compiled.set, &compiled.plans, event, from, to, &payload).map_err(|needs| needs.to_string())?;
    Ok(serde_json::from_str(&made).unwrap_or_else(|error| panic!("{made}: {error}")))
}

fn steps(compiled: &Compiled, version: u32) -> &[FieldStep] {
    match &compiled.plans.events[&(0, version)].kind {
        StepKind::Fields(steps) => steps,
        StepKind::Function(function) => panic!("{function:?}"),
    }
}

#[test]
fn values_that_would_fail_are_shown() {
    insta::assert_snapshot!(findings(
        r#"
scalars:
  Sku: { type: string, pattern: "^[A-Z0-9-]{3,32}$" }
  Code: { type: string, pattern: "^[A-Z]{3}$" }
enums:
  Old: [a, b, c]
  New: [a, b]
  Open: { open: true, values: [a] }
events:
  A:
    v1: { a: i64, b: string?, c: f64, d: list<u32>, e: u8, f: Sku, g: "map<Old, u8>", h: set<Old>, i: Open, j: { type: string, max_length: 5 } }
    v2:
      a: u64
      b: string
      c: f32
      d: { type: list<u32>, max_items: 3 }
      e: { type: u16, max: 100 }
      f: Code
      g: "map<New, u8>"
      h: { type: set<New>, map: { c: b } }
      i: New
      j: { type: string, max_length: 4 }
"#
    ));
}

#[test]
fn fields_that_come_from_nowhere_are_explained() {
    insta::assert_snapshot!(findings(
        r#"
records:
  Point:
    v1: { x: u8 }
    v2: { x: u16 }
  Pair:
    v1: { x: u8, y: u8 }
events:
  Moved:
    v1: { item_id: string, qty: u32, addr: string, points: list<Point@1>, at: Point@2, part: Point@1 }
    v2:
      itemid: string
      quantity: u32
      address: string
      x: { type: u8, from: points.x }
      y: { type: u8, from: at.y }
      z: { type: u8, from: qty.z }
      at: Point@1
      part: Pair
      both: { type: Pair, from: { x: at.x, z: qty } }
"#
    ));
}

#[test]
fn a_step_takes_the_first_that_applies() {
    let compiled = compiled(
        r#"
records:
  Address:
    v1: { city: string?, zip: string }
  Place:
    v1: { town: string?, code: string, country: { type: string, default: DE }, note: string? }
events:
  Moved:
    v1: { a: u8, b: u8?, c: u8?, d: u8?, address: Address?, street: string, e: { type: u8, aliases: [ee], default: 7 } }
    v2:
      a: { type: u16, from: b, fill: 3 }
      b: { type: u8?, fill: 4 }
      c: { type: u16, default: 5 }
      d: u32?
      city: { type: string?, from: address.city }
      zip: { type: string, from: address.zip, fill: "none" }
      place: { type: Place, from: { code: street, town: address.city } }
      e: u64
      new: string?
"#,
    );
    assert_eq!(
        steps(&compiled, 2)[0],
        FieldStep::Move { path: vec![1], convert: Conversion::Widen, when_none: WhenNone::Value(json!(3)) }
    );
    let none = json!({ "a": 1, "street": "S" });
    assert_eq!(
        applied(&compiled, 1, 2, none),
        Ok(json!({ "a": 3, "b": 4, "c": 5, "zip": "none", "place": { "code": "S", "country": "DE" }, "e": 7 }))
    );
    let some = json!({
        "a": 1, "b": 2, "c": 0, "d": 9, "address": { "city": "Ulm", "zip": "89" }, "street": "S", "ee": 1.0, "more": []
    });
    assert_eq!(
        applied(&compiled, 1, 2, some),
        Ok(json!({
            "a": 2, "b": 2, "c": 0, "d": 9, "city": "Ulm", "zip": "89",
            "place": { "town": "Ulm", "code": "S", "country": "DE" }, "e": 1
        }))
    );
}

#[test]
fn nested_versions_go_through_their_own_steps() {
    let compiled = compiled(
        r#"
wire: { none: "null" }
records:
  Node:
    v1: { value: u8, next: Node@1?, others: { type: list<Node@1>, default: [] } }
    v2: { value: decimal, next: Node@2?, others: list<Node@2> }
unions:
  Payment:
    tag: method
    content: with
    variants: { v2: { bill: invoice } }
    v1: { card: { last4: string }, invoice: { days: u8 } }
    v2: { card: { last4: string }, bill: { days: u16, why: { type: string, fill: "old" } } }
enums:
  Color: { values: { red: {}, crimson: {}, blue: { aliases: [azure] } } }
events:
  Grown:
    v1: { root: Node@1, paid: "map<string, Payment@1?>", colors: set<Color> }
    v2: { root: Node@2?, paid: "map<string, Payment@2?>", colors: { type: set<Color>, map: { crimson: red } } }
"#,
    );
    let payload = json!({
        "root": { "value": 1, "next": { "value": 2, "others": [{ "value": 3 }] } },
        "paid": { "x": { "with": { "days": 3 }, "method": "invoice" }, "y": null },
        "colors": ["crimson", "azure", "red"],
    });
    let node = |value: &str, next: Value, others: Value| json!({ "value": value, "next": next, "others": others });
    assert_eq!(
        applied(&compiled, 1, 2, payload),
        Ok(json!({
            "root": node("1", node("2", json!(null), json!([node("3", json!(null), json!([]))])), json!([])),
            "paid": { "x": { "method": "bill", "with": { "days": 3, "why": "old" } }, "y": null },
            "colors": ["red", "blue"],
        }))
    );
}

/// As deep as anything that is read, on the stack of a thread.
#[test]
fn depth_is_no_danger() {
    let compiled = compiled(
        r#"
unions:
  Link:
    v1: { more: { next: "map<Node@1>" }, end: {} }
    v2: { more: { next: "map<Node@2>" }, end: {} }
records:
  Node:
    v1: { value: u8, next: Node@1?, link: Link@1? }
    v2: { value: decimal, next: Node@2?, link: Link@2? }
events:
  Grown:
    v1: { root: Node@1 }
    v2: { root: Node@2 }
"#,
    );
    let mut chain = json!({ "value": 1 });
    let mut links = json!({ "value": 1 });
    for depth in 0..120 {
        chain = json!({ "value": 1, "next": chain });
        if depth < 40 {
            links = json!({ "value": 1, "link": { "type": "more", "next": { "a": links } } });
        }
    }
    for root in [chain, links] {
        let count = root.to_string().matches(":1").count();
        let made = applied(&compiled, 1, 2, json!({ "root": root })).expect("no function");
        assert_eq!(made.to_string().matches(":\"1\"").count(), count);
    }
}

#[test]
fn functions_are_left_to_the_program_and_failing_reaches_what_embeds_them() {
    let compiled = compiled(
        r#"
scalars:
  Percent: { type: u8, max: 100 }
records:
  Safe:
    v1: { a: u8 }
    v2: { a: u8, b: { type: Percent, with: "crate::b" } }
  Checked:
    v1: { a: u8 }
    v2: { a: u8, b: { type: u8, max: 9, with: "crate::b" } }
  Refusing:
    upcast: { v2: "crate::refuse?" }
    v1: { a: u8, next: Refusing@1? }
    v2: { a: u8, next: Refusing@2? }
  Holder:
    v1: { it: list<Refusing@1> }
    v2: { it: list<Refusing@2> }
  Limited:
    v1: { a: Checked@2? }
  Whole:
    upcast: { v2: "crate::whole" }
    v1: { a: u8 }
    v2: { a: "map<string, Limited>" }
events:
  Stays:
    v1: { a: Safe@1 }
    v2: { a: Safe@2 }
  Fails:
    v1: { a: Holder@1? }
    v2: { a: Holder@2? }
  AlsoFails:
    v1: { a: Checked@1 }
    v2: { a: Checked@2 }
"#,
    );
    let mut fallible = String::new();
    for ((record, version), step) in &compiled.plans.records {
        let name = &compiled.set.records[*record].meta.name;
        let _ = write!(fallible, "{name}@{version} {} ", step.fallible);
    }
    assert_eq!(fallible, "Safe@2 false Checked@2 true Refusing@2 true Holder@2 true Whole@2 true ");
    let events: Vec<bool> = compiled.plans.events.values().map(|step| step.fallible).collect();
    assert_eq!(events, [false, true, true]);
    match &compiled.plans.events[&(1, 2)].kind {
        StepKind::Fields(steps) => match &steps[0] {
            FieldStep::Move { convert, .. } => assert!(convert.is_fallible()),
            other => panic!("{other:?}"),
        },
        StepKind::Function(function) => panic!("{function:?}"),
    }
    assert_eq!(applied(&compiled, 1, 2, json!({ "a": { "a": 1 } })), Err("`crate::b` makes v2 of `Safe`".to_owned()));
}

#[test]
fn data_that_becomes_something_else_has_no_step() {
    let text = |extra: &str| {
        format!(
            r#"
aggregate: Cart
id: string
events:
  Old:
    becomes: {{ v2: [New], with: "crate::split" }}
    v1: {{ a: u8 }}
    v2: {{ a: u16 }}
    v3: {{ b: {{ type: string{extra} }} }}
    v4: {{ b: string? }}
  New:
    v1: {{ a: u8 }}
"#
        )
    };
    let compiled = compiled(&text(""));
    let versions: Vec<_> = compiled.plans.events.keys().collect();
    assert_eq!(versions, [&(0, 2), &(0, 4)]);
    assert_eq!(applied(&compiled, 2, 3, json!({ "a": 1 })), Err("no step leads to v3 of `Old`".to_owned()));
    assert!(findings(&text(", fill: x")).contains("data of v2 becomes other events"));
}

#[test]
fn newtypes_are_taken_off_as_far_as_both_share_one() {
    let compiled = compiled(
        r#"
scalars:
  Text: string
  Long: { type: Text, max_length: 20 }
  Longer: { type: Text, max_length: 30 }
  Count: { type: u8, max: 9 }
  Big: { type: u64, max: 9 }
events:
  A:
    v1: { a: Long, b: Count, c: Count, d: { type: string, min_length: 1, max_length: 3 }, e: Count }
    v2: { a: Longer, b: u8, c: decimal?, d: Long?, e: Big }
"#,
    );
    let shown: Vec<String> = steps(&compiled, 2)
        .iter()
        .map(|step| match step {
            FieldStep::Move { convert, .. } => format!("{convert:?}"),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(
        shown,
        [
            "Unwrap(ScalarId(1), Wrap(Same, ScalarId(2)))",
            "Unwrap(ScalarId(3), Same)",
            "Some(Unwrap(ScalarId(3), Widen))",
            "Some(Wrap(Wrap(Same, ScalarId(0)), ScalarId(1)))",
            "Unwrap(ScalarId(3), Wrap(Widen, ScalarId(4)))",
        ]
    );
    let payload = json!({ "a": "x", "b": 1, "c": 2, "d": "y", "e": 9.0 });
    assert_eq!(applied(&compiled, 1, 2, payload), Ok(json!({ "a": "x", "b": 1, "c": "2", "d": "y", "e": 9 })));
}

/// A type that ten thousand events share is planned once.
#[test]
fn the_work_grows_with_the_schema_and_no_faster() {
    let schema = |events: usize| {
        let mut text = "scalars:\n  Sku: { type: string, pattern: \"^[A-Z]{3}$\" }\n  Wide: { type: string, pattern: \"^[A-Z]{1,9}$\" }\nrecords:\n  Money:\n".to_owned();
        for version in 1..=20 {
            let _ = writeln!(text, "    v{version}: {{ a: decimal, next: Money@{version}? }}");
        }
        text.push_str("events:\n");
        for index in 0..events {
            let _ = writeln!(
                text,
                "  E{index}:\n    v1: {{ a: u8, b: Sku, c: list<Money@1>, d: string }}\n    v2: {{ a: u64, b: Wide, c: list<Money@20>, d: string? }}"
            );
        }
        compiled(&text).set
    };
    let timed = |events: usize| {
        let set = schema(events);
        let started = std::time::Instant::now();
        let (plans, findings) = crate::plan::plan(&set);
        assert!(findings.is_empty() && plans.events.len() == events);
        started.elapsed()
    };
    // The fastest of three, since other work on the machine only slows a run down.
    let fastest = |events: usize| (0..3).map(|_| timed(events)).min().unwrap_or_default();
    let (small, large) = (fastest(300), fastest(3_000));
    assert!(large < small * 40, "{small:?} for 300 events, {large:?} for 3000");
}

#[test]
fn chains_of_any_length_are_answered() {
    let mut text = "scalars:\n  A0: string\n".to_owned();
    for index in 1..5_000 {
        let _ = writeln!(text, "  A{index}: A{}", index - 1);
    }
    text.push_str(
        "events:\n  E:\n    v1: { a: string, b: A4999, c: string }\n    v2: { a: A4999, b: string, c: A4000 }\n",
    );
    assert!(findings(&text).contains("more than 32 newtypes stand within each other"));

    let versions = |last: u32| {
        let mut text = "records:\n  R:\n".to_owned();
        for version in 1..=2_000 {
            let _ = writeln!(text, "    v{version}: {{ a: u8 }}");
        }
        let _ = writeln!(text, "events:\n  E:\n    v1: {{ a: R@1 }}\n    v2: {{ a: R@{last} }}");
        text
    };
    let compiled = compiled(&versions(257));
    assert_eq!(applied(&compiled, 1, 2, json!({ "a": { "a": 7 } })), Ok(json!({ "a": { "a": 7 } })));
    assert!(crate::emit::rust::files(&compiled, &sources(&versions(257))).is_ok());
    assert!(findings(&versions(258)).contains("257 steps lie between"));
}

#[test]
fn renames_beside_a_function_are_told_to_be_unused() {
    let shown = findings(
        r#"
unions:
  Payment:
    upcast: { v2: "crate::payment" }
    variants: { v2: { bill: invoice } }
    v1: { invoice: { days: u8 } }
    v2: { bill: { days: { type: u16, from: days } } }
events:
  Paid:
    v1: { by: Payment@2 }
"#,
    );
    assert!(shown.contains("`variants` is never used for `bill`") && shown.contains("`from` of `days` is never used"));
}
