//! `compat`: exit status, both forms of the report, and documents that cannot be read.

use crate::project::Project;

const OLD: &str = r#"{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "type": "object",
  "properties": { "sku": { "type": "string" }, "quantity": { "type": "integer", "minimum": 0 } },
  "required": ["sku"]
}"#;
const NEW: &str = r#"{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "type": "object",
  "properties": { "sku": { "type": "string", "minLength": 3 }, "quantity": { "type": "integer", "minimum": 1 } },
  "required": ["sku", "quantity"]
}"#;

fn project() -> Project {
    Project::empty().with("old.json", OLD).with("new.json", NEW)
}

#[test]
fn every_place_that_refuses_is_named_with_a_value() {
    insta::assert_snapshot!(project().run(&["compat", "old.json", "new.json"]));
    insta::assert_snapshot!(project().run(&["compat", "new.json", "old.json"]), @r"
    exit status: 0
    ----- stdout
    ----- stderr
    compatible (backward)
    ");
}

#[test]
fn the_report_is_one_json_document() {
    let ran = project().run(&["compat", "old.json", "new.json", "--mode", "full", "--format", "json"]);
    assert_eq!(ran.status, 1);
    let report = ran.json();
    assert_eq!(report["compatible"], false);
    assert_eq!(report["direction"], "full");
    let findings = report["findings"].as_array().expect("a list");
    assert_eq!(findings.len(), 3);
    assert_eq!(findings[0]["witness"], serde_json::json!({ "sku": "" }));
    assert!(findings.iter().all(|finding| finding["direction"] == "backward" && finding["severity"] == "error"));
}

#[test]
fn what_is_not_understood_is_null_with_keyword_and_place() {
    let project = Project::empty()
        .with("old.json", r#"{ "type": "string" }"#)
        .with("new.json", r#"{ "type": "string", "pattern": "^(?=a)" }"#);
    let ran = project.run(&["compat", "old.json", "new.json", "--format", "json"]);
    assert_eq!(ran.status, 1);
    let report = ran.json();
    assert!(report["compatible"].is_null());
    assert_eq!(report["findings"][0]["keyword"], "pattern");
    assert_eq!(report["findings"][0]["place"], "#/pattern");
    assert_eq!(project.run(&["compat", "new.json", "new.json"]).status, 0);
}

#[test]
fn closed_writers_write_what_is_listed() {
    let project =
        Project::empty().with("old.json", r#"{ "type": "object", "properties": { "a": { "type": "string" } } }"#).with(
            "new.json",
            r#"{ "type": "object", "properties": { "a": { "type": "string" }, "b": { "type": "string" } } }"#,
        );
    assert_eq!(project.run(&["compat", "old.json", "new.json"]).status, 1);
    assert_eq!(project.run(&["compat", "old.json", "new.json", "--open"]).status, 1);
    assert_eq!(project.run(&["compat", "old.json", "new.json", "--closed"]).status, 0);
    assert_eq!(project.run(&["compat", "old.json", "new.json", "--closed", "--open"]).status, 2);
}

#[test]
fn a_document_that_cannot_be_read_is_status_2() {
    let deep = "[".repeat(100_000);
    let project = project().with("list.json", "[]").with("broken.json", "{").with("deep.json", deep);
    for name in ["list.json", "broken.json", "deep.json", "missing.json", "."] {
        let ran = project.run(&["compat", "old.json", name]);
        assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{ran}");
        assert!(ran.stderr.starts_with("error: "), "{ran}");
    }
    assert_eq!(project.run(&["compat", "-", "-"]).status, 2);
}

#[test]
fn a_number_that_cannot_be_held_exactly_leaves_the_answer_open() {
    let project = Project::empty()
        .with("old.json", r#"{ "type": "integer", "maximum": 18446744073709551617 }"#)
        .with("new.json", r#"{ "type": "integer", "maximum": 18446744073709551616 }"#);
    let ran = project.run(&["compat", "old.json", "new.json", "--format", "json"]);
    assert_eq!((ran.status, &ran.json()["compatible"]), (1, &serde_json::Value::Null), "{ran}");
    assert!(ran.stdout.contains("18446744073709551617") && ran.stdout.contains("json-schema-undecided"), "{ran}");
}
