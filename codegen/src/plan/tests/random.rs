//! Pairs of random types, a thousand at a time: where a step is derived, every older value that the sampler makes comes out
//! as one that the newer body reads; where it is refused, the witness is an older value that the newer type refuses or
//! would change.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde_json::Value;

use crate::model::{Definition, EventId, Field, SchemaSet, Type};
use crate::plan::{self, apply};
use crate::sample::{Numbers, Sampler, Style};
use crate::source::{SourceFile, Sources};
use crate::{compile, value};

const DEFINITIONS: &str = r#"
context: shop
scalars:
  Sku: { type: string, pattern: "^[A-Z0-9-]{3,12}$" }
  Code: { type: string, pattern: "^[A-Z0-9-]+$", min_length: 1 }
  Tag: { type: Code, max_length: 8 }
  Name: string
  Count: { type: u32, min: 1, max: 1000 }
  Few: { type: Count, max: 10 }
  Percent: { type: u8, max: 100 }
  Price: { type: decimal, min: "0" }
  Ratio: { type: f64, min: 0, max: 1 }
  CartId: uuid
enums:
  Two: [a, b]
  Three: [a, b, c]
  Renamed: { values: { a: {}, x: { wire: b }, c: { aliases: [d] } } }
  Merging: { values: { a: { aliases: [b] }, c: {} } }
  Open: { open: true, values: { a: {}, d: {} } }
records:
  Money:
    v1: { amount: decimal, currency: Three }
    v2: { amount: Price?, currency: Three, note: { type: string, default: "" } }
    v3: { amount: decimal?, currency: { type: Open, map: { b: d } }, cents: { type: u8, default: 3 } }
    upcast: { v2: "crate::money" }
  Point:
    v1: { x: u8, y: { type: i16, aliases: [why] } }
    v2: { x: u16, why: { type: decimal, from: y }, z: { type: f32, fill: 0.5 } }
    v3: { x: f64, why: decimal, z: { type: f64?, fill: 1 } }
  Node:
    v1: { value: u8, next: Node@1?, others: { type: "list<Node@1>", default: [] } }
    v2: { value: u64, next: Node@2?, others: { type: "list<Node@2>", default: [] } }
  Outer:
    v1: { point: Point@1, inner: Point@2?, money: Money@2? }
unions:
  Payment:
    variants: { v2: { bill: invoice } }
    v1: { card: { last4: string, point: Point@1 }, invoice: { days: u8 } }
    v2: { card: { last4: string?, point: Point@3 }, bill: { days: { type: u16, default: 3 } }, new: { a: u8 } }
  Boxed:
    content: data
    v1: { card: { last4: string }, none: {} }
    v2: { card: { digits: { type: string, from: last4 } }, none: { why: { type: string, fill: "old" } } }
"#;

const LEAVES: [&str; 48] = [
    "bool",
    "u8",
    "u16",
    "u32",
    "u64",
    "i8",
    "i16",
    "i32",
    "i64",
    "f32",
    "f64",
    "decimal",
    "string",
    "bytes",
    "uuid",
    "date",
    "time",
    "timestamp",
    "duration",
    "json",
    "Sku",
    "Code",
    "Tag",
    "Name",
    "Count",
    "Few",
    "Percent",
    "Price",
    "Ratio",
    "CartId",
    "Two",
    "Three",
    "Renamed",
    "Merging",
    "Open",
    "Money@2",
    "Money@3",
    "Point@1",
    "Point@2",
    "Point@3",
    "Node@1",
    "Node@2",
    "Payment@1",
    "Payment@2",
    "Boxed@1",
    "Boxed@2",
    "Money@1",
    "Outer",
];
const KEYS: [&str; 13] =
    ["string", "u8", "u16", "i64", "uuid", "date", "Sku", "Code", "Two", "Three", "Open", "Merging", "Percent"];

fn leaf(numbers: &mut Numbers, near: Option<&str>) -> &'static str {
    // Types near each other in the list are near each other in kind.
    let at = near.and_then(|near| LEAVES.iter().position(|leaf| *leaf == near));
    match at {
        Some(at) if !numbers.once_in(4) => LEAVES[(at + LEAVES.len() + numbers.index(7) - 3) % LEAVES.len()],
        _ => LEAVES[numbers.index(LEAVES.len())],
    }
}

fn is_scalar(leaf: &str) -> bool {
    !leaf.contains('@') && !["json", "Outer"].contains(&leaf)
}

/// A type, and one that it may or may not convert to.
fn types(numbers: &mut Numbers, depth: usize) -> (String, String) {
    let optional = |numbers: &mut Numbers, ty: String, odds| {
        if !ty.ends_with('?') && numbers.once_in(odds) { format!("{ty}?") } else { ty }
    };
    let (old, new) = match numbers.index(if depth == 0 { 6 } else { 10 }) {
        6 => {
            let (old, new) = types(numbers, depth - 1);
            (format!("list<{old}>"), format!("list<{new}>"))
        }
        7 => {
            let old = leaf(numbers, None);
            let new = if numbers.once_in(2) { old } else { leaf(numbers, Some(old)) };
            if is_scalar(old) && is_scalar(new) {
                (format!("set<{old}>"), format!("set<{new}>"))
            } else {
                (format!("list<{old}>"), format!("list<{new}>"))
            }
        }
        8 | 9 => {
            let old = KEYS[numbers.index(KEYS.len())];
            let new = if numbers.once_in(2) { old } else { KEYS[numbers.index(KEYS.len())] };
            let (old_value, new_value) = types(numbers, depth - 1);
            (format!("map<{old}, {old_value}>"), format!("map<{new}, {new_value}>"))
        }
        _ => {
            let old = leaf(numbers, None);
            (old.to_owned(), leaf(numbers, Some(old)).to_owned())
        }
    };
    let new = if numbers.once_in(4) { old.clone() } else { new };
    (optional(numbers, old, 5), optional(numbers, new, 3))
}

/// Constraints that may apply to the type.
fn constraints(numbers: &mut Numbers, ty: &str) -> String {
    let mut text = String::new();
    let plain = ty.trim_end_matches('?');
    if numbers.once_in(2) {
        return text;
    }
    let low = numbers.index(4);
    let high = low + numbers.index(8);
    let _ = match plain {
        "u8" | "u16" | "u32" | "u64" | "i8" | "i16" | "i32" | "i64" => write!(text, ", min: {low}, max: {}", high * 20),
        "f32" | "f64" => write!(text, ", min: {low}.1, max: {high}.7"),
        "decimal" => write!(text, ", min: \"{low}.5\", max: \"{}\"", high + 1),
        "string" | "Name" => match numbers.index(3) {
            0 => write!(text, ", min_length: {low}, max_length: {high}"),
            1 => write!(text, ", pattern: \"^[a-z]{{{low},{high}}}$\""),
            _ => write!(text, ", pattern: \"[a-z]\", max_length: {}", high + 1),
        },
        _ if plain.starts_with("list") => {
            let unique = if numbers.once_in(2) { ", unique: true" } else { "" };
            write!(text, ", min_items: {}, max_items: {}{unique}", numbers.index(3), numbers.index(3) + 2)
        }
        _ if plain.starts_with("set") || plain.starts_with("map") => {
            write!(text, ", min_items: {}, max_items: {}", numbers.index(2), numbers.index(3) + 1)
        }
        _ => Ok(()),
    };
    text
}

fn schema(seed: u64, events: usize, without: &BTreeSet<String>) -> String {
    let mut numbers = Numbers::new(seed);
    let mut text = format!("{DEFINITIONS}events:\n");
    for index in 0..events {
        let (old, new) = types(&mut numbers, 2);
        let old_constraints = constraints(&mut numbers, &old);
        let new_constraints =
            if numbers.once_in(3) && old == new { old_constraints.clone() } else { constraints(&mut numbers, &new) };
        let form = if numbers.once_in(4) { ", as: string" } else { "" };
        let form = if new.ends_with("u64") || new.ends_with("i64") { form } else { "" };
        let map = if new.contains("Two") || new.contains("Three") || new.contains("Open") {
            [", map: { c: a }", ", map: { a: b }", ", map: { d: a, b: a }", "", ""][numbers.index(5)]
        } else {
            ""
        };
        let name = format!("E{index}");
        if without.contains(&format!("shop.{name}")) {
            continue;
        }
        let _ = writeln!(
            text,
            "  {name}:\n    v1: {{ f: {{ type: \"{old}\"{old_constraints} }} }}\n    v2: {{ f: {{ type: \"{new}\"{new_constraints}{form}{map} }} }}"
        );
    }
    text
}

fn sources(text: &str) -> Sources {
    Sources::new(vec![SourceFile { path: "shop.yaml".into(), shown: "shop.yaml".into(), text: text.to_owned() }])
}

#[test]
fn derived_steps_keep_every_value_and_witnesses_are_lost_ones() {
    let (mut derived, mut refused) = (0, 0);
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for seed in 0..4 {
        let first = compile(&sources(&schema(seed, 500, &BTreeSet::new())));
        let wrong: BTreeSet<String> = first
            .diagnostics
            .iter()
            .filter(|finding| finding.severity() == crate::diagnostic::Severity::Error)
            .map(|finding| finding.subject.clone())
            .collect();
        for finding in &first.diagnostics {
            *kinds.entry(finding.rule.id).or_default() += 1;
        }
        let second = compile(&sources(&schema(seed, 500, &wrong)));
        let compiled = second.compiled.unwrap_or_else(|| panic!("{:#?}", second.diagnostics));
        derived += apply_all(&compiled.set, &compiled.plans, seed);
        refused += witnesses(seed, &first.diagnostics);
    }
    assert!(derived > 300 && refused > 300, "{derived} derived, {refused} refused: {kinds:?}");
}

/// Takes samples of every v1 to v2.
fn apply_all(set: &SchemaSet, plans: &plan::Plans, seed: u64) -> usize {
    let mut sampler = Sampler::new(set);
    let mut applied = 0;
    for (index, event) in set.events.iter().enumerate() {
        let (old, new) = (event.versions.at(1).expect("v1"), event.versions.at(2).expect("v2"));
        for sample in 0..24 {
            let style = match sample {
                0 => Style::Minimal,
                1 => Style::Full,
                sample if sample % 2 == 0 => Style::Written(seed * 1000 + sample),
                sample => Style::Read(seed * 1000 + sample),
            };
            let Some(payload) = sampler.body(old, style) else { continue };
            if value::check_body(set, old, &payload).is_err() {
                continue;
            }
            let raw = serde_json::value::to_raw_value(&payload).expect("a value is JSON");
            match apply(set, plans, Definition::Event(EventId::from_index(index)), 1, 2, &raw) {
                Ok(made) => {
                    let made: Value = serde_json::from_str(&made).unwrap_or_else(|error| panic!("{made}: {error}"));
                    if let Err(misfits) = value::check_body(set, new, &made) {
                        panic!(
                            "{} v1 {payload} became {made}: {misfits:?}",
                            describe(set, &old.fields[0], &new.fields[0])
                        );
                    }
                    assert_same(&payload["f"], &made["f"], &describe(set, &old.fields[0], &new.fields[0]));
                    applied += 1;
                }
                Err(needs) => assert_eq!(needs.function.map(|function| function.path).as_deref(), Some("crate::money")),
            }
        }
    }
    assert!(applied > 200, "{applied}");
    applied.min(1) * set.events.len()
}

/// Numbers keep their value and texts their letters, wherever both sides are plain.
fn assert_same(old: &Value, new: &Value, what: &str) {
    let number = |value: &Value| match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.parse::<f64>().ok().filter(|_| !text.is_empty()),
        _ => None,
    };
    match (old, new) {
        (Value::Number(_), _) => {
            let (old, new) = (number(old).expect("a number"), number(new).expect("a number"));
            let tolerance = if what.contains("f32") { old.abs() * 1e-6 + 1e-40 } else { 0.0 };
            assert!((old - new).abs() <= tolerance, "{what}: {old} became {new}");
        }
        (Value::Bool(old), Value::Bool(new)) => assert_eq!(old, new, "{what}"),
        (Value::Array(old), Value::Array(new))
            if what.starts_with("list") && new.iter().all(|item| !item.is_object()) =>
        {
            assert_eq!(old.len(), new.len(), "{what}");
        }
        _ => {}
    }
}

fn describe(set: &SchemaSet, old: &Field, new: &Field) -> String {
    let spelled = |ty: &Type| set.spelled(ty);
    format!("{} {:?} -> {} {:?}", spelled(&old.ty), old.constraints, spelled(&new.ty), new.constraints)
}

/// Holds every witness against both bodies; the model comes from the same schema without steps.
fn witnesses(seed: u64, diagnostics: &[crate::diagnostic::Diagnostic]) -> usize {
    // As two events each, so that the types are there without the steps that fail.
    let text = schema(seed, 500, &BTreeSet::new());
    let mut lines = Vec::new();
    let mut name = String::new();
    for line in text.lines() {
        match line.strip_prefix("  E").and_then(|rest| rest.strip_suffix(':')) {
            Some(index) => name = format!("E{index}"),
            None if !name.is_empty() && line.starts_with("    v1") => lines.push(format!("  {name}Old:\n{line}")),
            None if !name.is_empty() => {
                let line = line.split(", map:").next().unwrap_or_default().trim_end_matches(" } }");
                lines.push(format!("  {name}New:\n{} }} }}", line.replace("v2:", "v1:")));
            }
            None => lines.push(line.to_owned()),
        }
    }
    // Constraints that contradict each other are errors of their own; their events are left out.
    let wrong: Vec<String> = compile(&sources(&lines.join("\n")))
        .diagnostics
        .iter()
        .filter_map(|finding| Some(format!("  {}:\n", finding.subject.strip_prefix("shop.")?)))
        .collect();
    lines.retain(|line| !wrong.iter().any(|wrong| line.starts_with(wrong)));
    let outcome = compile(&sources(&lines.join("\n")));
    let set = outcome.compiled.unwrap_or_else(|| panic!("{:#?}", outcome.diagnostics)).set;
    let by_name: BTreeMap<&str, &Field> = set
        .events
        .iter()
        .map(|event| (event.meta.name.as_str(), &event.versions.at(1).expect("v1").fields[0]))
        .collect();
    let mut held = 0;
    for finding in diagnostics.iter().filter(|finding| finding.rule.id == "upcast-loses-values") {
        let Some(name) = finding.subject.strip_prefix("shop.E") else { continue };
        let (Some(old), Some(new)) =
            (by_name.get(format!("E{name}Old").as_str()), by_name.get(format!("E{name}New").as_str()))
        else {
            continue;
        };
        let Some(witness) = &finding.witness else {
            assert!(
                !finding.message.contains("does not allow"),
                "no witness: {} {}",
                describe(&set, old, new),
                finding.message
            );
            continue;
        };
        if let Err(misfits) = value::check(&set, &old.ty, &[&old.constraints], witness) {
            panic!("{}: {witness} is no older value: {misfits:?}; {}", describe(&set, old, new), finding.message);
        }
        // None is no value, though `json` has a `null`.
        if finding.message.contains("`json` needs a value") {
            continue;
        }
        let refused = value::check(&set, &new.ty, &[&new.constraints], witness).is_err();
        // Read as JSON it may pass and yet be another value, or one that only another type can have.
        let changed =
            ["cannot hold every", "does not become", "become one value", "older", "become equal", "not wider"];
        assert!(
            refused || changed.iter().any(|reason| finding.message.contains(reason)),
            "{}: {witness} is read by the newer type; {}",
            describe(&set, old, new),
            finding.message
        );
        held += 1;
    }
    held
}
