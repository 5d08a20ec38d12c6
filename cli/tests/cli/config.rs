//! `retold.toml`: where it is looked for, and what is wrong in it.

use std::fs;

use crate::project::{CART, Project};

#[test]
fn every_mistake_is_reported_at_its_place() {
    let project = Project::new().with(
        "retold.toml",
        r#"schema = "schemas"
schemas = 7

[generate.rust]
output = "src/events"

[generate.cobol]
out = "ts"

[generate.json-schema]
out = ""

[check]
mode = "sideways"
against = ""
alow = []

[[check.allow]]
rule = "name-unknwon"
subject = "shop.ItemAdded"
reason = "  "
until = "tomorrow"

[[check.allow]]
rule = "name-unknown"
subject = "shop.ItemAdded"
reason = "because"
until = 2027-12-01T00:00:00Z
"#,
    );
    insta::assert_snapshot!(project.run(&["check"]));
    let project =
        project.with("retold.toml", "schema = \"schemas\"\n[generate.rust]\nout = 1\n[[check.allow]]\nrule = 3\n");
    insta::assert_snapshot!("mistakes-as-json", project.run(&["check", "--format", "json"]));
}

#[test]
fn text_that_is_not_toml_is_reported_at_its_place() {
    let project = Project::new().with("retold.toml", "schemas = \"schemas\n[generate\nout = x\n");
    insta::assert_snapshot!(project.run(&["check"]));
    let project = project.with("retold.toml", "[[check.allow]]\nuntil = 2027-13-01\n");
    assert!(project.run(&["check"]).stdout.contains("retold.toml:2:9"));
    let project = project.with("retold.toml", b"schemas = \"\xe9\"\n");
    let ran = project.run(&["check"]);
    assert_eq!(ran.status, 2);
    assert!(ran.stdout.contains("retold.toml:1:12"), "{ran}");
}

#[test]
fn mistakes_in_the_file_and_in_the_schemas_are_reported_together() {
    let project = Project::new()
        .with("retold.toml", "schemas = \"schemas\"\nfoo = 1\n[generate.json-schema]\nout = \"json\"\n")
        .with("schemas/other.yaml", "context: &a shop\n");
    let ran = project.run(&["generate", "--format", "json"]);
    assert_eq!(ran.status, 2);
    let mut rules = ran.rules();
    rules.sort();
    assert_eq!(rules, ["config-unknown-key", "yaml-anchor"]);
    assert!(project.names("json").is_empty());
}

#[test]
fn it_is_found_above_and_its_paths_are_its_own() {
    let project = Project::new();
    fs::create_dir_all(project.path("src/deep")).expect("made");
    let mut command = project.command(&["generate"]);
    let output = command.current_dir(project.path("src/deep")).output().expect("runs");
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(0), "{stderr}");
    assert_eq!(project.names("json"), ["json/shop.ItemAdded.v1.schema.json"]);
    assert!(stderr.contains("wrote ../../json/shop.ItemAdded.v1.schema.json"), "{stderr}");
    assert!(project.names("src").is_empty());
}

#[test]
fn options_name_paths_from_the_current_folder() {
    let project = Project::new().with("other/x.yaml", CART);
    fs::create_dir_all(project.path("sub")).expect("made");
    let mut command = project.command(&["generate", "json-schema", "--schemas", "../other", "--out", "out"]);
    let output = command.current_dir(project.path("sub")).output().expect("runs");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(project.names("sub"), ["sub/out/shop.ItemAdded.v1.schema.json"]);
}

#[test]
fn without_it_schemas_are_beside_and_outputs_must_be_named() {
    let project = Project::empty().with("schemas/cart.yaml", CART);
    assert_eq!(project.run(&["check"]).status, 0);
    insta::assert_snapshot!(project.run(&["generate"]), @r#"
    exit status: 2
    ----- stdout
    ----- stderr
    error: nothing to write: there is no retold.toml here or above, and no output is named
      help: `retold generate rust --out src/events` writes one output
      help: or add a section to retold.toml: `[generate.rust]` with `out = "src/events"`
    "#);
    insta::assert_snapshot!(project.run(&["generate", "json-schema"]), @r#"
    exit status: 2
    ----- stdout
    ----- stderr
    error: no folder for the output `json-schema`
      help: name it with `--out DIR`
      help: or in retold.toml: `[generate.json-schema]` with `out = "json-schema"`
    "#);
    assert_eq!(project.run(&["generate", "json-schema", "--out", "x"]).status, 0);
}

#[test]
fn a_file_that_cannot_be_read_is_no_reason_for_defaults() {
    let project = Project::empty().with("schemas/cart.yaml", CART);
    fs::create_dir(project.path("retold.toml")).expect("made");
    let ran = project.run(&["check"]);
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("`retold.toml` is a folder, not a file"), "{ran}");
}

#[test]
fn a_base_that_is_configured_is_compared_with() {
    let project = Project::new().with("retold.toml", "[check]\nmode = \"full\"\nagainst = \"main\"\n");
    let ran = project.run(&["check"]);
    assert_eq!(ran.status, 2, "{ran}");
    assert!(ran.stderr.contains("is in no git repository"), "{ran}");
    // A folder is looked for beside `retold.toml`, also from below.
    let project = Project::new().with("retold.toml", "[check]\nmode = \"full\"\nagainst = \"published\"\n");
    let project = project.with("published/cart.yaml", "events:\n  Opened:\n    v1: {}\n");
    let ran = project.run(&["check", "--format", "json"]);
    assert_eq!(ran.status, 1, "{ran}");
    let document = ran.json();
    assert_eq!(document["mode"], "full");
    assert!(document["against"].as_str().is_some_and(|base| base.ends_with("published")), "{ran}");
    let rules: Vec<_> = document["findings"].as_array().expect("a list").iter().map(|found| &found["rule"]).collect();
    assert_eq!(rules, ["event-added", "event-removed"]);
}
