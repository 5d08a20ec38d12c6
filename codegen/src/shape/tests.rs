//! Patterns, recursion, hostile documents: JSON Schema against JSON Schema.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::json_schema::{Reading, Unlisted};
use super::{Shapes, Verdict};

fn verdict(writer: &Value, reader: &Value) -> Verdict {
    let mut shapes = Shapes::new();
    let writer = shapes.json_schema(writer.clone(), Reading::default()).expect("a schema").0;
    let reader = shapes.json_schema(reader.clone(), Reading::default()).expect("a schema").0;
    shapes.includes(reader, writer)
}

fn refused(witness: Value) -> Verdict {
    Verdict::Incompatible { witness }
}

#[test]
fn patterns_are_compared_as_languages() {
    let text = |pattern: &str| json!({ "type": "string", "pattern": pattern });
    for (writer, reader) in [
        ("^[a-c]+$", "^[a-z]+$"),
        ("^a{2,3}$", "^a+$"),
        ("^(?:ab|ac)$", "^a[bc]$"),
        ("ab", "a"),
        ("^ab", "^a"),
        (r"^\d{3}$", "^[0-9]+$"),
        ("^(?:a|b)*$", "^[ab]*$"),
        ("^(?:aa)+$", "^a(?:a)+$"),
        (r"^\s$", r"^\s+$"),
        // Two patterns of one set, neither of which is read.
        ("(?=a)b", "(?=a)b"),
    ] {
        assert_eq!(verdict(&text(writer), &text(reader)), Verdict::Compatible, "{writer} {reader}");
    }
    for (writer, reader, witness) in [
        ("^[a-z]+$", "^[a-y]+$", "z"),
        ("^a+$", "^a{1,5}$", "aaaaaa"),
        ("^(?:aa)+$", "^(?:aaa)+$", "aa"),
        ("", "a", ""),
        ("^a*$", "^(?:aa)*$", "a"),
        (r"^\s$", r"^[ \t\n\v\f\r]$", "\u{a0}"),
        ("^.$", "^[^😀]$", "😀"),
    ] {
        assert_eq!(verdict(&text(writer), &text(reader)), refused(witness.into()), "{writer} {reader}");
    }
    let long = json!({ "type": "string", "pattern": "^[A-Z]{3,5}$" });
    assert_eq!(verdict(&long, &json!({ "minLength": 3, "maxLength": 5 })), Verdict::Compatible);
    assert_eq!(verdict(&long, &json!({ "maxLength": 4 })), refused("AAAAA".into()));
    assert_eq!(verdict(&json!({ "enum": ["ab", "cd"] }), &text("^[a-d]{2}$")), Verdict::Compatible);
    assert_eq!(verdict(&text("^[a-b]$"), &json!({ "enum": ["a", "b", "c"] })), Verdict::Compatible);
    assert_eq!(verdict(&text("^[a-d]$"), &json!({ "enum": ["a", "b", "c"] })), refused("d".into()));
}

#[test]
fn recursion_is_compared_once_around() {
    let tree = |value: Value| {
        json!({
            "$defs": { "tree": {
                "type": "object",
                "properties": { "value": value, "children": { "type": "array", "items": { "$ref": "#/$defs/tree" } } },
                "required": ["value"],
            } },
            "$ref": "#/$defs/tree",
        })
    };
    let (narrow, wide) = (tree(json!({ "type": "integer" })), tree(json!({ "type": "number" })));
    assert_eq!(verdict(&narrow, &wide), Verdict::Compatible);
    assert_eq!(verdict(&wide, &narrow), refused(json!({ "value": 0.1 })));
    // A list that must go on for ever has no value, so anything reads it.
    let endless = json!({
        "type": "object", "properties": { "next": { "$ref": "#" } }, "required": ["next"], "additionalProperties": false,
    });
    assert_eq!(verdict(&endless, &json!(false)), Verdict::Compatible);
    // What differs lies two levels down, beyond what differs not.
    let list = |depth: Value| {
        json!({
            "$defs": { "leaf": depth, "list": { "anyOf": [
                { "type": "null" },
                { "type": "object", "properties": { "next": { "$ref": "#/$defs/list" }, "leaf": { "$ref": "#/$defs/leaf" } },
                  "required": ["next", "leaf"] },
            ] } },
            "$ref": "#/$defs/list",
        })
    };
    let (texts, all) = (list(json!({ "type": "string" })), list(json!(true)));
    assert_eq!(verdict(&texts, &all), Verdict::Compatible);
    assert_eq!(verdict(&all, &texts), refused(json!({ "leaf": 0, "next": null })));
}

#[test]
fn long_chains_of_references_are_followed() {
    let chain = |last: &str, length: usize| {
        let mut definitions = serde_json::Map::new();
        for at in 0..length {
            let next = format!("#/definitions/d{}", at + 1);
            let node = json!({ "type": "object", "properties": { "n": { "$ref": next } }, "required": ["n"] });
            definitions.insert(format!("d{at}"), node);
        }
        definitions.insert(format!("d{length}"), json!({ "type": last }));
        json!({ "$schema": "http://json-schema.org/draft-07/schema#", "definitions": definitions, "$ref": "#/definitions/d0" })
    };
    assert_eq!(verdict(&chain("integer", 1_000), &chain("number", 1_000)), Verdict::Compatible);
    let narrower = verdict(&chain("number", 100), &chain("integer", 100));
    assert!(matches!(narrower, Verdict::Incompatible { .. }), "{narrower:?}");
}

#[test]
fn what_is_not_understood_is_undecided_with_its_place() {
    let any = json!(true);
    for (reader, place) in [
        (json!({ "pattern": "(?=a)" }), "#/pattern"),
        (json!({ "properties": { "a": { "$ref": "https://example.com/a.json" } } }), "#/properties/a/$ref"),
        (json!({ "$ref": "#/nowhere" }), "#/$ref"),
        (json!({ "contains": {}, "minContains": 2 }), "#/contains"),
        (json!({ "type": "datetime" }), "#/type"),
        (json!({ "$schema": "https://example.com/mine", "type": "string" }), "#/$schema"),
    ] {
        match verdict(&any, &reader) {
            Verdict::Undecided { place: found, .. } => assert_eq!(found, place, "{reader}"),
            // Something else may be refused for certain.
            Verdict::Incompatible { .. } if reader.get("$schema").is_some() => {}
            other => panic!("{reader}: {other:?}"),
        }
        assert_eq!(verdict(&json!(false), &reader), Verdict::Compatible);
    }
    // A part that is not understood hides nothing that is.
    let reader = json!({ "type": "object", "properties": { "a": { "pattern": "(?=a)" } }, "required": ["b"] });
    assert_eq!(verdict(&json!({ "type": "object" }), &reader), refused(json!({})));
}

#[test]
fn hostile_documents_are_answered_soon() {
    let mut deep = json!({});
    for _ in 0..250 {
        deep = json!({ "items": deep });
    }
    let mut doubled = json!({ "type": "string" });
    for _ in 0..60 {
        doubled = json!({ "anyOf": [{ "minLength": 1 }, doubled], "not": { "const": 1 } });
    }
    let mut shared = serde_json::Map::new();
    for at in 0..60 {
        let next = format!("#/$defs/d{}", at + 1);
        let both = json!({ "properties": { "a": { "$ref": next }, "b": { "$ref": next } }, "required": ["a", "b"], "type": "object" });
        shared.insert(format!("d{at}"), both);
    }
    shared.insert("d60".into(), json!({ "type": "integer" }));
    let shared = json!({ "$defs": shared, "$ref": "#/$defs/d0" });
    let choices: Vec<Value> = (0..40)
        .map(|at| json!({ "anyOf": [{ "required": [format!("a{at}")] }, { "required": [format!("b{at}")] }] }))
        .collect();
    let exclusive: Vec<Value> =
        (0..80).map(|at| json!({ "properties": { format!("p{at}"): { "minimum": at } } })).collect();
    let disjoint: Vec<Value> = (0..150).map(|at| json!({ "type": "object", "properties": { "k": { "const": at }, "v": { "type": "string" } }, "required": ["k"] })).collect();
    for document in [
        deep,
        doubled,
        shared,
        json!({ "allOf": choices }),
        json!({ "oneOf": exclusive }),
        json!({ "oneOf": disjoint }),
        json!({ "$ref": "#" }),
        json!({ "allOf": [{ "$ref": "#" }] }),
        json!({ "$defs": { "a": { "$ref": "#/$defs/b" }, "b": { "not": { "$ref": "#/$defs/a" } } }, "$ref": "#/$defs/a" }),
        json!({ "type": "array", "minItems": 4_000_000_000_u64 }),
        json!({ "type": "object", "minProperties": 100_000 }),
        json!({ "type": "array", "uniqueItems": true, "minItems": 5_000 }),
        json!({ "multipleOf": 1e-300, "minimum": 1e300 }),
        json!({ "pattern": "^(a|b)*a(a|b){18}$" }),
        json!({ "minLength": 1_000_000_000_u64 }),
    ] {
        for other in [json!({ "type": "object", "properties": { "k": { "const": 3 } } }), json!(true), json!(false)] {
            for (writer, reader) in [(&document, &other), (&other, &document), (&document, &document)] {
                let started = Instant::now();
                let verdict = verdict(writer, reader);
                let elapsed = started.elapsed();
                let short: String = document.to_string().chars().take(80).collect();
                assert!(elapsed < Duration::from_secs(60), "{elapsed:?}: {short} {verdict:?}");
            }
        }
    }
}

#[test]
fn closed_writers_write_what_is_listed() {
    let writer = json!({
        "$defs": { "base": { "properties": { "id": {} } } },
        "allOf": [{ "$ref": "#/$defs/base" }, { "properties": { "inner": { "properties": { "x": { "type": "null" } } } } }],
        "type": "object",
    });
    let reader = json!({
        "type": "object", "properties": { "id": {}, "inner": { "properties": { "y": { "type": "string" } } } },
        "additionalProperties": false,
    });
    let mut shapes = Shapes::new();
    let closed = Reading { unlisted: Unlisted::Refused, ..Reading::default() };
    let closed = shapes.json_schema(writer.clone(), closed).expect("a schema").0;
    let read = shapes.json_schema(reader.clone(), Reading::default()).expect("a schema").0;
    assert_eq!(shapes.includes(read, closed), Verdict::Compatible);
    assert!(matches!(verdict(&writer, &reader), Verdict::Incompatible { .. }));
}
