//! Compatibility cases of other projects: nothing is called compatible that is not, every witness is confirmed by an
//! independent validator, and what an event schema needs is always decided.

use std::fs;
use std::path::Path;

use jsonschema::{Draft, Validator};
use retold_codegen::compat::{Mode, compare};
use retold_codegen::shape::json_schema::Unlisted;
use serde_json::Value;

struct Case {
    name: String,
    writer: Value,
    reader: Value,
    draft: Draft,
    compatible: bool,
    event_subset: bool,
}

fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("compat");
    let mut cases = Vec::new();
    for file in ["apicurio.osi.jsonl", "ibm.osi.jsonl"] {
        let text = fs::read_to_string(folder.join(file)).expect("the fixtures are in the repository");
        for line in text.lines() {
            let case: Value = serde_json::from_str(line).expect("a case is JSON");
            let text = |key: &str| case[key].as_str().expect("text").to_owned();
            cases.push(Case {
                name: format!("{file} {} {}", text("id"), text("direction")),
                writer: case["writer_schema"].clone(),
                reader: case["reader_schema"].clone(),
                draft: if text("dialect") == "draft-07" { Draft::Draft7 } else { Draft::Draft6 },
                compatible: case["compatible"].as_bool().expect("a verdict"),
                event_subset: case["event_subset"].as_bool().expect("a mark"),
            });
        }
    }
    cases
}

fn validator(schema: &Value, draft: Draft) -> Option<Validator> {
    jsonschema::options().with_draft(draft).should_validate_formats(false).build(schema).ok()
}

#[test]
fn verdicts_agree_and_witnesses_are_confirmed() {
    let (mut agreed, mut undecided, mut wrong) = (0, Vec::new(), Vec::new());
    for case in cases() {
        let report = compare(&case.writer, &case.reader, Mode::Backward, Unlisted::Allowed).expect("both are schemas");
        match report.compatible {
            Some(compatible) if compatible == case.compatible => agreed += 1,
            None if !case.event_subset => {
                undecided.push(format!("{} ({}): {:?}", case.name, case.compatible, report.findings))
            }
            verdict => wrong.push(format!("{}: called {verdict:?}, {:?}", case.name, report.findings)),
        }
        let witnesses: Vec<&Value> = report.findings.iter().filter_map(|finding| finding.witness.as_ref()).collect();
        if report.compatible == Some(false) && witnesses.is_empty() {
            wrong.push(format!("{}: no witness", case.name));
        }
        for witness in witnesses {
            // A validator that cannot read the schema says nothing about the witness.
            let accepts = |schema| validator(schema, case.draft).map(|validator| validator.is_valid(witness));
            if accepts(&case.writer) == Some(false) || accepts(&case.reader) == Some(true) {
                wrong.push(format!("{}: {witness} is no witness", case.name));
            }
        }
    }
    println!("{agreed} agreed, {} undecided:\n{}", undecided.len(), undecided.join("\n"));
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}
