//! `check`: findings, their forms and the exit status.

use crate::project::Project;

#[test]
fn a_right_schema_is_status_0_and_nothing_on_standard_output() {
    insta::assert_snapshot!(Project::new().run(&["check"]));
    assert_eq!(Project::new().run(&["check", "-q"]).to_string(), "exit status: 0\n----- stdout\n----- stderr\n");
    let ran = Project::new().run(&["check", "-v"]);
    assert!(ran.stderr.contains("read schemas/shop/cart.yaml") && ran.stderr.contains("read retold.toml"), "{ran}");
}

#[test]
fn all_problems_of_all_files_at_once_are_status_2() {
    let project = Project::new()
        .with("schemas/a.yaml", "context: shop\nevnts:\n  X: {}\n")
        .with("schemas/b.yaml", "context: &x shop\n")
        .with("schemas/c.yaml", b"context: shop\ndoc: caf\xe9\n");
    insta::assert_snapshot!(project.run(&["check"]));
    let json = project.run(&["check", "--format", "json"]);
    assert_eq!(json.status, 2);
    insta::assert_snapshot!("all-problems-as-json", json);
}

#[test]
fn a_schema_that_resolves_and_breaks_a_rule_is_status_1() {
    let project = Project::new()
        .with("schemas/a.yaml", "context: other\nevents:\n  Paid:\n    v1: { sum: u64 }\n    v2: { sum: u32 }\n");
    let checked = project.run(&["check"]);
    assert!(checked.status == 1 && checked.stdout.contains("error[upcast-loses-values]"), "{checked}");
    let generated = project.run(&["generate"]);
    assert!(generated.status == 1 && generated.stderr.contains("nothing was generated"), "{generated}");
    assert!(!project.path("json").exists());
}

#[test]
fn findings_come_in_the_form_of_every_server() {
    let project = Project::new().with(
        "schemas/a|b/c d.yaml",
        "context: other\nevents:\n  Paid:\n    v1: { sum: u64 }\n    v2: { sum: u32 }\n  Seen:\n    v1: { \"<b>`,:%\": string }\n",
    );
    project.write("schemas/odd name.yml", "context: odd\nevents:\n  A:\n    v1: { x: strin }\n");
    for format in ["github", "gitlab", "sarif", "junit", "markdown"] {
        let ran = project.run(&["check", "--format", format]);
        insta::assert_snapshot!(format!("as-{format}"), ran);
        let clean = Project::new().run(&["check", "-q", "--format", format]);
        assert_eq!((clean.status, clean.stderr.as_str()), (0, ""), "{clean}");
        insta::assert_snapshot!(format!("clean-as-{format}"), clean.stdout);
    }
}
