//! The JSON Schema of the schema language, `schemas/retold.schema.json`, held by an independent validator against every
//! schema in the repository, against the mended fixture of every rule, and against mistakes; and its examples against
//! itself.

use std::fs;
use std::path::{Path, PathBuf};

use jsonschema::Validator;
use retold_codegen::rules::{self, fixture_files};
use serde_json::{Value, json};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../schemas")
}

fn meta_schema() -> Value {
    let text = fs::read_to_string(root().join("retold.schema.json")).expect("committed");
    serde_json::from_str(&text).expect("JSON")
}

fn validator() -> Validator {
    jsonschema::draft202012::new(&meta_schema()).expect("a schema of draft 2020-12")
}

/// What is wrong with a schema file, in the words of the validator.
fn problems(validator: &Validator, text: &str) -> Vec<String> {
    let value: Value = serde_yaml::from_str(text).expect("YAML");
    validator.iter_errors(&value).map(|error| format!("{} {error}", error.instance_path())).collect()
}

#[test]
fn every_schema_of_the_repository_is_valid() {
    let validator = validator();
    let mut folders = vec![root()];
    let mut files = 0;
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "yaml") {
                files += 1;
                let text = fs::read_to_string(&path).expect("readable");
                assert_eq!(problems(&validator, &text), Vec::<String>::new(), "{}", path.display());
            }
        }
    }
    assert!(files >= 15, "{files} schemas");
}

#[test]
fn every_mended_fixture_is_valid() {
    let validator = validator();
    let mut wrong = Vec::new();
    for rule in rules::ALL {
        for file in fixture_files(rule.after).into_iter().filter(|file| !file.text.trim().is_empty()) {
            wrong.extend(problems(&validator, &file.text).into_iter().map(|problem| format!("{}: {problem}", rule.id)));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn mistakes_are_not_valid() {
    let validator = validator();
    for text in [
        "contxt: shop",
        "context: Shop",
        "context: shop.",
        "doc: 42",
        "wire: { case: camel }",
        "wire: { none: false }",
        "events: [ItemAdded]",
        "events: { Item-Added: { v1: {} } }",
        "events: { ItemAdded: { v0: {} } }",
        "events: { ItemAdded: { v1: { sku: [string] } } }",
        "events: { ItemAdded: { v1: { sku: 'list<string' } } }",
        "events: { ItemAdded: { v1: { sku: 'string??' } } }",
        "events: { ItemAdded: { v1: { sku: { doc: no type } } } }",
        "events: { ItemAdded: { v1: { sku: { type: string, minimum: 1 } } } }",
        "events: { ItemAdded: { v1: { sku: { type: string, pii: maybe } } } }",
        "events: { ItemAdded: { v1: { sku: { type: u64, as: hex } } } }",
        "events: { ItemAdded: { v1: { sku: { type: u64, with: 'a b' } } } }",
        "events: { ItemAdded: { v1: { sku-id: string } } }",
        "events: { ItemAdded: { v1: {}, doc: null } }",
        "events: { ItemAdded: { v1: {}, becomes: { v1: [A], wth: x } } }",
        "events: { ItemAdded: { v1: {}, policy: open } }",
        "events: { ItemAdded: { v1: {}, emits: [A] } }",
        "events: { ItemAdded: { v1: {}, name: 'a b' } }",
        "scalars: { Id: { pattern: x } }",
        "scalars: { Id: { type: u8, min_items: 1 } }",
        "enums: { E: { values: { A: { wir: a } } } }",
        "rejections: { R: { fields: {} } }",
        "views: { V: { type: string } }",
        "processes: { P: { key: string, reacts: { E: { deadline: { after: 10min, then: T } } } } }",
        "processes: { P: { key: string, reacts: { E: { deadline: { after: PT1M } } } } }",
    ] {
        assert!(!problems(&validator, text).is_empty(), "taken for valid: {text}");
    }
}

#[test]
fn every_example_is_valid_where_it_stands() {
    let root = meta_schema();
    let mut waiting = vec![(String::from("#"), &root)];
    let mut examples = 0;
    let mut wrong = Vec::new();
    while let Some((path, schema)) = waiting.pop() {
        if let Some(listed) = schema.get("examples").and_then(Value::as_array) {
            let own = json!({ "$defs": root["$defs"], "allOf": [schema] });
            let validator = jsonschema::draft202012::new(&own).expect("a schema");
            examples += listed.len();
            wrong
                .extend(listed.iter().filter(|example| !validator.is_valid(example)).map(|it| format!("{path}: {it}")));
        }
        for (key, value) in schema.as_object().into_iter().flatten() {
            match key.as_str() {
                "properties" | "patternProperties" | "$defs" => {
                    let below = value.as_object().into_iter().flatten();
                    waiting.extend(below.map(|(name, schema)| (format!("{path}/{name}"), schema)));
                }
                "anyOf" | "oneOf" => {
                    waiting.extend(value.as_array().into_iter().flatten().map(|schema| (path.clone(), schema)));
                }
                _ => {}
            }
        }
    }
    assert!(examples > 100, "{examples} examples");
    assert_eq!(wrong, Vec::<String>::new());
}
