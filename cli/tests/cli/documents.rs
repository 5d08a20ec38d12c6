//! The JSON documents that commands print: their schemas are committed, what every test of this crate prints is valid by
//! them, and they list every key.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use jsonschema::Validator;
use serde_json::Value;

use crate::project::{Project, Ran};

/// The commands that print JSON.
const COMMANDS: [&str; 6] = ["check", "generate", "validate", "compat", "rules", "log"];

fn path(command: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../schemas/documents/{command}.schema.json"))
}

/// The committed schema, with no other keys allowed than those that it lists.
fn closed(command: &str) -> Value {
    fn close(schema: &mut Value) {
        match schema {
            Value::Object(object) => {
                if object.get("properties").is_some_and(Value::is_object) {
                    object.entry("additionalProperties").or_insert(Value::Bool(false));
                }
                object.values_mut().for_each(close);
            }
            Value::Array(items) => items.iter_mut().for_each(close),
            _ => {}
        }
    }
    let text = std::fs::read_to_string(path(command)).expect("committed");
    let mut schema = serde_json::from_str(&text).expect("JSON");
    close(&mut schema);
    schema
}

static VALIDATORS: LazyLock<BTreeMap<&str, Validator>> = LazyLock::new(|| {
    let validator = |command| jsonschema::draft202012::new(&closed(command)).expect("a schema of draft 2020-12");
    COMMANDS.into_iter().map(|command| (command, validator(command))).collect()
});

/// Holds what a run printed against the schema of its document, if it printed one.
#[track_caller]
pub(crate) fn assert_valid(arguments: &[&str], ran: &Ran) {
    let is_json = arguments.windows(2).any(|pair| pair == ["--format", "json"]) || arguments.contains(&"--format=json");
    let validator = arguments.first().and_then(|command| VALIDATORS.get(command));
    let (true, Some(validator), false) = (is_json, validator, ran.stdout.is_empty()) else { return };
    let of_line = |line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
    let documents: Vec<Value> =
        if arguments[0] == "log" { ran.stdout.lines().map(of_line).collect() } else { vec![ran.json()] };
    for document in documents {
        let errors: Vec<String> =
            validator.iter_errors(&document).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(errors.is_empty(), "{arguments:?}: {errors:#?}\n{document:#}");
    }
}

#[test]
fn the_committed_schemas_are_those_that_are_printed() {
    for command in COMMANDS {
        let printed = Project::empty().run(&["meta-schema", command]);
        assert_eq!((printed.status, printed.stderr.as_str()), (0, ""));
        assert!(
            std::fs::read_to_string(path(command)).unwrap_or_default() == printed.stdout,
            "schemas/documents/{command}.schema.json is out of date: run `cargo run -p retold-cli -- meta-schema \
             {command} > schemas/documents/{command}.schema.json`"
        );
    }
}

#[test]
fn every_key_is_explained() {
    fn bare(schema: &Value, path: &str, found: &mut Vec<String>) {
        for (key, property) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
            if property["description"].as_str().is_none_or(str::is_empty) {
                found.push(format!("{path}.{key}"));
            }
        }
        for (key, value) in schema.as_object().into_iter().flatten() {
            bare(value, &format!("{path}.{key}"), found);
        }
    }
    for command in COMMANDS {
        let mut found = Vec::new();
        bare(&closed(command), command, &mut found);
        assert_eq!(found, Vec::<String>::new());
    }
}

#[test]
fn what_is_not_such_a_document_is_refused() {
    let rule = serde_json::json!({ "rule": "x", "severity": "error", "direction": null, "summary": "x" });
    let validator = &VALIDATORS["rules"];
    assert!(validator.is_valid(&Value::Array(vec![rule.clone()])));
    for (key, value) in [("severity", Value::from("fatal")), ("direction", Value::from("up")), ("other", Value::Null)] {
        let mut wrong = rule.clone();
        wrong[key] = value;
        assert!(!validator.is_valid(&Value::Array(vec![wrong])), "{key}");
    }
    assert!(!VALIDATORS["check"].is_valid(&serde_json::json!({ "tool": "retold" })));
}
