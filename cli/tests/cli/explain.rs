//! `explain`, `rules` and `meta-schema`.

use std::path::Path;

use crate::project::Project;

#[test]
fn explain_has_the_page_and_both_schemas() {
    insta::assert_snapshot!(Project::empty().run(&["explain", "yaml-anchor"]));
}

#[test]
fn explain_has_the_change_and_another_way_in_each_direction() {
    insta::assert_snapshot!(Project::empty().run(&["explain", "field-renamed"]));
}

#[test]
fn explain_knows_every_rule_of_the_list() {
    let project = Project::empty();
    let rules = project.run(&["rules", "--format", "json"]).json();
    let rules = rules.as_array().expect("a list");
    assert!(rules.len() > 20);
    for rule in rules {
        let id = rule["rule"].as_str().expect("an id");
        assert!(["error", "warning", "note"].contains(&rule["severity"].as_str().expect("a severity")), "{rule}");
        let ran = project.run(&["explain", id]);
        assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{id}");
        assert!(ran.stdout.starts_with(id), "{ran}");
    }
    let table = project.run(&["rules"]);
    assert_eq!(table.stdout.lines().count(), rules.len());
}

#[test]
fn a_misspelled_rule_is_status_2_and_gets_the_right_one() {
    let project = Project::empty();
    insta::assert_snapshot!(project.run(&["explain", "yaml-anchr"]), @r"
    exit status: 2
    ----- stdout
    ----- stderr
    error: there is no rule `yaml-anchr`
      help: did you mean `retold explain yaml-anchor`?
    ");
    insta::assert_snapshot!(project.run(&["explain", "\u{1b}[31mx"]), @r"
    exit status: 2
    ----- stdout
    ----- stderr
    error: there is no rule `\u{1b}[31mx`
      help: `retold rules` lists all rules
    ");
}

#[test]
fn the_committed_meta_schema_is_the_one_that_is_printed() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schemas/retold.schema.json");
    let printed = Project::empty().run(&["meta-schema"]);
    assert_eq!((printed.status, printed.stderr.as_str()), (0, ""));
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == printed.stdout,
        "schemas/retold.schema.json is out of date: run `cargo run -p retold-cli -- meta-schema > schemas/retold.schema.json`"
    );
}
