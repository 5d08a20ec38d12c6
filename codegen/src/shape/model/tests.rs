//! Bodies of the schema language against each other, one change at a time.

use serde_json::{Value, json};

use super::Relation;
use crate::shape::Verdict;
use crate::source::{SourceFile, Sources};
use crate::value::check_body;
use crate::{Compiled, compile};

fn compiled(text: &str) -> Compiled {
    let file = SourceFile { path: "a.yaml".into(), shown: "a.yaml".into(), text: text.into() };
    let outcome = compile(&Sources::new(vec![file]));
    outcome.compiled.unwrap_or_else(|| panic!("{:#?}", outcome.diagnostics))
}

/// The verdict for an event that both schemas call `E`, confirmed by the model's own reading of values.
fn verdict(writer: &str, reader: &str) -> Option<Value> {
    let (writer, reader) = (compiled(writer), compiled(reader));
    let body = |compiled: &Compiled| compiled.set.events[0].versions.current_body().clone();
    let (written, read) = (body(&writer), body(&reader));
    match Relation::new(&writer.set, &reader.set).bodies(&written, &read) {
        Verdict::Compatible => None,
        Verdict::Incompatible { witness } => {
            assert_eq!(check_body(&writer.set, &written, &witness), Ok(()), "{witness}");
            assert!(check_body(&reader.set, &read, &witness).is_err(), "{witness}");
            Some(witness)
        }
        Verdict::Undecided { place, why } => panic!("{place} {why}"),
    }
}

/// The verdict where one type becomes another.
fn change(writer: &str, reader: &str) -> Option<Value> {
    let schema = |ty: &str| {
        let ty = if ty.starts_with('{') { ty.to_owned() } else { format!("\"{ty}\"") };
        format!(
            "enums:\n  Open: {{ open: true, values: [A] }}\n  Two: [A, B]\n  One: [A]\n  \
             Renamed: {{ values: {{ B: {{ aliases: [A] }} }} }}\n\
             scalars:\n  Sku: {{ type: string, pattern: \"^[A-Z]{{3,5}}$\" }}\n  Small: {{ type: i32, min: -1, max: 9 }}\n\
             records:\n  Node: {{ v1: {{ next: Node?, n: u8 }} }}\n  Wide: {{ v1: {{ next: Wide?, n: u16 }} }}\n\
             unions:\n  Pay:\n    v1: {{ card: {{ n: u8 }}, cash: {{ }} }}\n  Less:\n    v1: {{ cash: {{ x: string? }} }}\n  \
             Inside: {{ content: c, v1: {{ cash: {{ x: string? }} }} }}\n  Kept: {{ open: true, v1: {{ cash: {{ }} }} }}\n\
             events:\n  E: {{ v1: {{ f: {ty} }} }}\n"
        )
    };
    verdict(&schema(writer), &schema(reader)).map(|mut witness| match witness.get_mut("f") {
        Some(inner) => inner.take(),
        None => witness,
    })
}

#[test]
fn types_that_widen_are_read() {
    for (writer, reader) in [
        ("u8", "u16"),
        ("u32", "i64"),
        ("u64", "f64"),
        ("f32", "f64"),
        ("i64", "json"),
        ("string", "json"),
        ("uuid", "string"),
        ("date", "string"),
        ("u8", "u8?"),
        ("Sku", "string"),
        ("Small", "i8"),
        ("One", "Two"),
        ("Two", "Open"),
        ("One", "Renamed"),
        ("Two", "string"),
        ("list<u8>", "list<u16?>"),
        ("set<u8>", "list<u8>"),
        ("map<uuid, u8>", "map<u8>"),
        ("map<One, u8>", "map<Two, u16>"),
        ("map<u8, u8>", "map<i16, u8>"),
        ("Node", "Wide"),
        ("Node", "Node"),
        ("Less", "Pay"),
        ("Pay", "Kept"),
        ("Inside", "Inside"),
        ("{ type: string, max_length: 3 }", "{ type: string, max_length: 4 }"),
        ("{ type: string, pattern: \"^ab$\" }", "{ type: string, min_length: 2, max_length: 2 }"),
        ("Sku", "{ type: string, pattern: \"^[A-Z]+$\" }"),
        ("{ type: decimal, min: \"0.5\" }", "{ type: decimal, min: \"0\" }"),
        ("{ type: decimal, min: \"1\", max: \"9.5\" }", "{ type: decimal, min: \"-1\", max: \"9.50\" }"),
        ("{ type: u64, as: string }", "string"),
        ("decimal", "string"),
        ("timestamp", "string"),
        ("duration", "string"),
        ("bytes", "string"),
        ("time", "string"),
        ("timestamp", "timestamp"),
        ("decimal", "decimal"),
    ] {
        assert_eq!(change(writer, reader), None, "{writer} to {reader}");
    }
}

#[test]
fn types_that_narrow_are_refused_with_the_shortest_value() {
    for (writer, reader, witness) in [
        ("u16", "u8", json!(256)),
        ("i64", "u64", json!(-1)),
        ("u8", "string", json!(0)),
        ("f64", "i64", json!(0.5)),
        ("f64", "f32", json!(1e39)),
        ("string", "uuid", json!("")),
        ("u8?", "u8", json!({})),
        ("string", "Sku", json!("")),
        ("Two", "One", json!("B")),
        ("Open", "Two", json!("")),
        ("json", "string", json!(0)),
        ("list<u16>", "list<u8>", json!([256])),
        ("list<u8>", "set<u8>", json!([0, 0])),
        ("map<u8>", "map<u8, u8>", json!({ "": 0 })),
        ("map<Two, u8>", "map<One, u8>", json!({ "B": 0 })),
        ("Wide", "Node", json!({ "n": 256 })),
        ("Pay", "Less", json!({ "type": "card", "n": 0 })),
        ("Less", "Inside", json!({ "type": "cash" })),
        ("{ type: string, min_length: 2 }", "{ type: string, pattern: \"^a\" }", json!("ba")),
        ("{ type: decimal, min: \"0\" }", "{ type: decimal, min: \"0.5\" }", json!("0")),
        ("decimal", "{ type: decimal, max: \"9.5\" }", json!("10")),
        ("{ type: decimal, min: \"9.6\" }", "{ type: decimal, max: \"9.5\" }", json!("10")),
        ("{ type: list<u8>, max_items: 3 }", "{ type: list<u8>, max_items: 2 }", json!([0, 0, 0])),
        ("{ type: list<Two>, unique: true }", "{ type: list<Two>, max_items: 1 }", json!(["A", "B"])),
    ] {
        let found = change(writer, reader);
        if found.as_ref() != Some(&witness) {
            // Another text of the same length is as short.
            let sizes = (found.as_ref().map(|found| found.to_string().len()), Some(witness.to_string().len()));
            assert_eq!(sizes.0, sizes.1, "{writer} to {reader}: {found:?}, not {witness}");
        }
    }
}

#[test]
fn fields_come_and_go() {
    let event = |fields: &str| format!("events:\n  E: {{ v1: {{ {fields} }} }}\n");
    for (writer, reader, witness) in [
        ("a: u8", "a: u8, b: u8?", None),
        ("a: u8", "a: u8, b: { type: u8, default: 1 }", None),
        ("a: u8, b: u8", "a: u8", None),
        ("a: u8", "a: u8, b: u8", Some(json!({ "a": 0 }))),
        ("a: u8", "b: { type: u8, aliases: [a] }", None),
        ("b: { type: u8, aliases: [a] }", "b: u8", Some(json!({ "a": 0 }))),
        ("b: { type: u8, aliases: [a] }", "b: { type: u8, aliases: [a, c] }", None),
        ("b: { type: u8, default: 1 }", "b: u8", Some(json!({}))),
        // Two fields of the writer are one of the reader.
        ("a: u8, b: u8", "b: { type: u8, aliases: [a] }", Some(json!({ "a": 0, "b": 0 }))),
        // An unknown key of the writer's is a field of the reader's.
        ("a: u8?", "a: u8?, z: string?", None),
    ] {
        assert_eq!(verdict(&event(writer), &event(reader)), witness, "{writer} to {reader}");
    }
}

#[test]
fn the_name_in_the_payload_counts() {
    let schema = |top: &str| format!("wire: {{ event_tag: kind }}\nevents:\n  E: {{ {top} v1: {{ a: u8 }} }}\n");
    assert_eq!(verdict(&schema(""), &schema("")), None);
    assert_eq!(verdict(&schema(""), &schema("tag: F,")), Some(json!({ "kind": "E", "a": 0 })));
    assert_eq!(verdict("events:\n  E: { v1: { a: u8 } }\n", &schema("")), Some(json!({ "a": 0 })));
    assert_eq!(verdict(&schema(""), "events:\n  E: { v1: { a: u8 } }\n"), None);
}

#[test]
fn ten_thousand_bodies_that_embed_one_record_are_compared_in_linear_time() {
    let schema = |most: u32| {
        let fields: Vec<String> = (0..60).map(|at| format!("f{at}: {{ type: string, max_length: {most} }}")).collect();
        let mut text = format!("records:\n  Shared:\n    v1: {{ {}, next: Shared? }}\nevents:\n", fields.join(", "));
        for at in 0..10_000 {
            text.push_str(&format!("  E{at}: {{ v1: {{ s: Shared, n: u8 }} }}\n"));
        }
        compiled(&text)
    };
    let (writer, wider, narrower) = (schema(9), schema(10), schema(8));
    let mut relation = Relation::new(&writer.set, &wider.set);
    let started = std::time::Instant::now();
    for (written, read) in writer.set.events.iter().zip(&wider.set.events) {
        let verdict = relation.bodies(written.versions.current_body(), read.versions.current_body());
        assert_eq!(verdict, Verdict::Compatible);
    }
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
    let mut relation = Relation::new(&writer.set, &narrower.set);
    let events = writer.set.events.iter().zip(&narrower.set.events).take(50);
    for (written, read) in events {
        let verdict = relation.bodies(written.versions.current_body(), read.versions.current_body());
        assert!(matches!(verdict, Verdict::Incompatible { .. }), "{verdict:?}");
    }
}

#[test]
fn large_unions_are_compared_by_their_tags() {
    let schema = |most: u32| {
        let variants: Vec<String> = (0..80)
            .map(|at| format!("V{at}: {{ n: u8, t: {{ type: string, max_length: {most} }}, o: \"Pay?\" }}"))
            .collect();
        compiled(&format!(
            "unions:\n  Pay:\n    v1: {{ {} }}\nevents:\n  E: {{ v1: {{ p: Pay }} }}\n",
            variants.join(", ")
        ))
    };
    let (writer, wider, narrower) = (schema(9), schema(10), schema(8));
    let verdict = |writer: &Compiled, reader: &Compiled| {
        let body = |compiled: &Compiled| compiled.set.events[0].versions.current_body().clone();
        Relation::new(&writer.set, &reader.set).bodies(&body(writer), &body(reader))
    };
    let started = std::time::Instant::now();
    assert_eq!(verdict(&writer, &wider), Verdict::Compatible);
    assert!(matches!(verdict(&writer, &narrower), Verdict::Incompatible { .. }));
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}

#[test]
fn long_circles_and_chains_of_records_are_compared() {
    let schema = |count: u32, last: &str, leaf: &str| {
        let mut text = "records:\n".to_owned();
        for at in 0..count {
            let next = if at + 1 < count { format!("R{}", at + 1) } else { last.to_owned() };
            let next = if last == "R0" { format!("\"list<{next}>\"") } else { next };
            text.push_str(&format!("  R{at}: {{ v1: {{ next: {next}, leaf: {leaf} }} }}\n"));
        }
        compiled(&(text + "events:\n  E: { v1: { r: R0 } }\n"))
    };
    let verdict = |writer: &Compiled, reader: &Compiled| {
        let body = |compiled: &Compiled| compiled.set.events[0].versions.current_body().clone();
        Relation::new(&writer.set, &reader.set).bodies(&body(writer), &body(reader))
    };
    for (count, last) in [(50, "R0"), (300, "string")] {
        let (narrow, wide) = (schema(count, last, "u8"), schema(count, last, "u16"));
        assert_eq!(verdict(&narrow, &wide), Verdict::Compatible, "{count} {last}");
        assert!(matches!(verdict(&wide, &narrow), Verdict::Incompatible { .. }), "{count} {last}");
    }
}
