//! The same events in every contender's language: eight fields each (two texts, two integers, a flag, a list, an
//! optional number, a record), a hundred events a file where a contender has files.

use std::fmt::Write;

use serde_json::{Value, json};

/// How many events share a file.
pub const PER_FILE: usize = 100;

/// The events as schema files of Retold: path and text.
#[must_use]
pub fn retold(count: usize) -> Vec<(String, String)> {
    (0..count.div_ceil(PER_FILE)).map(|file| (format!("part{file}.yaml"), retold_file(file, count))).collect()
}

fn retold_file(file: usize, count: usize) -> String {
    let mut text =
        format!("context: part{file}\n\nrecords:\n  Money:\n    v1: {{ amount: i64, currency: string }}\n\nevents:\n");
    for index in file * PER_FILE..((file + 1) * PER_FILE).min(count) {
        let _ = write!(
            text,
            "  Event{index}:\n    doc: Something of kind {index} happened.\n    v1:\n      name: {{ type: string, doc: What it is called. }}\n      \
             description: {{ type: string, doc: What it is. }}\n      quantity: {{ type: u32, doc: How many. }}\n      \
             sequence: {{ type: i64, doc: Which one. }}\n      active: {{ type: bool, doc: Whether it counts. }}\n      \
             labels: {{ type: list<string>, doc: How it is found. }}\n      ratio: {{ type: \"f64?\", doc: How much of it. }}\n      \
             price: {{ type: Money, doc: What it costs. }}\n"
        );
    }
    text
}

/// The events as definitions of one JSON Schema document.
#[must_use]
pub fn json_schema(count: usize) -> String {
    let mut definitions = serde_json::Map::new();
    for file in 0..count.div_ceil(PER_FILE) {
        definitions.insert(
            format!("Money{file}"),
            json!({ "type": "object", "required": ["amount", "currency"], "properties": {
                "amount": { "type": "integer", "format": "int64" }, "currency": { "type": "string" } } }),
        );
    }
    for index in 0..count {
        definitions.insert(format!("Event{index}"), event(index));
    }
    json!({ "$schema": "http://json-schema.org/draft-07/schema#", "definitions": definitions }).to_string()
}

fn event(index: usize) -> Value {
    json!({
        "description": format!("Something of kind {index} happened."),
        "type": "object",
        "required": ["name", "description", "quantity", "sequence", "active", "labels", "price"],
        "properties": {
            "name": { "type": "string", "description": "What it is called." },
            "description": { "type": "string", "description": "What it is." },
            "quantity": { "type": "integer", "format": "uint32", "minimum": 0, "description": "How many." },
            "sequence": { "type": "integer", "format": "int64", "description": "Which one." },
            "active": { "type": "boolean", "description": "Whether it counts." },
            "labels": { "type": "array", "items": { "type": "string" }, "description": "How it is found." },
            "ratio": { "type": ["number", "null"], "format": "double", "description": "How much of it." },
            "price": { "description": "What it costs.", "allOf": [{ "$ref": format!("#/definitions/Money{}", index / PER_FILE) }] }
        }
    })
}
