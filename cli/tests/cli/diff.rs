//! `retold diff`: a schema folder beside what it was in git, or beside another folder.

use std::process::Command;

use crate::project::{CART, Project};

/// A project in a git repository, with one commit on `main`.
fn repository() -> Project {
    let project = Project::new();
    git(&project, &["init", "-q", "-b", "main"]);
    commit(&project, "one");
    project
}

fn git(project: &Project, arguments: &[&str]) {
    git_in(project, "", arguments);
}

fn git_in(project: &Project, folder: &str, arguments: &[&str]) {
    let mut command = Command::new("git");
    command.current_dir(project.path(folder));
    command.args(["-c", "user.name=ann", "-c", "user.email=ann@example.org", "-c", "protocol.file.allow=always"]);
    let output = command.args(arguments).output().expect("git starts");
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

fn commit(project: &Project, message: &str) {
    git(project, &["add", "-A"]);
    git(project, &["commit", "-q", "-m", message]);
}

fn with(event: &str) -> String {
    format!("{CART}  {event}:\n    v1: {{ sku: string }}\n")
}

/// The events that are new since a base.
fn new_since(project: &Project, base: &str) -> Vec<String> {
    let ran = project.run(&["diff", base]);
    assert_eq!(ran.status, 0, "{ran}");
    let lines = ran.stdout.lines().filter_map(|line| line.strip_prefix("- event `shop."));
    lines.map(|line| line.trim_end_matches('`').to_owned()).collect()
}

#[test]
fn what_changed_since_a_revision_is_printed_as_markdown() {
    let project = repository();
    project.write("schemas/shop/cart.yaml", with("ItemRemoved"));
    let ran = project.run(&["diff", "main"]);
    let text = ran.stdout.replace(&text_of(&project, &["rev-parse", "--short=12", "HEAD"]), "<commit>");
    assert_eq!(ran.stderr, "");
    insta::assert_snapshot!(text);
}

fn text_of(project: &Project, arguments: &[&str]) -> String {
    let output = Command::new("git").current_dir(project.path("")).args(arguments).output().expect("git starts");
    String::from_utf8(output.stdout).expect("text").trim().to_owned()
}

#[test]
fn any_name_of_a_commit_will_do() {
    let project = repository();
    git(&project, &["tag", "light"]);
    git(&project, &["tag", "-a", "-m", "a release", "v1.0.0"]);
    project.write("schemas/shop/cart.yaml", with("Second"));
    commit(&project, "two");
    project.write("schemas/shop/cart.yaml", format!("{}  Third:\n    v1: {{}}\n", with("Second")));
    commit(&project, "three");
    for base in ["light", "v1.0.0", "HEAD~2", "main^^", ":/one"] {
        assert_eq!(new_since(&project, base), ["Second", "Third"], "{base}");
    }
    assert_eq!(new_since(&project, "HEAD~1"), ["Third"]);
    let id = text_of(&project, &["rev-parse", "HEAD~1"]);
    assert_eq!(new_since(&project, &id), ["Third"]);
    assert_eq!(new_since(&project, "HEAD"), [""; 0]);
}

#[test]
fn auto_is_where_the_work_started_and_on_main_itself_the_parent() {
    let project = repository();
    project.write("schemas/shop/cart.yaml", with("Second"));
    commit(&project, "two");
    assert_eq!(new_since(&project, "auto"), ["Second"]);
    git(&project, &["checkout", "-q", "-b", "feature"]);
    assert_eq!(new_since(&project, "auto"), ["Second"]);
    project.write("schemas/shop/cart.yaml", format!("{}  Third:\n    v1: {{}}\n", with("Second")));
    commit(&project, "three");
    assert_eq!(new_since(&project, "auto"), ["Third"]);
    // Main going on elsewhere changes nothing.
    git(&project, &["checkout", "-q", "main"]);
    project.write("schemas/shop/cart.yaml", with("Elsewhere"));
    commit(&project, "four");
    git(&project, &["checkout", "-q", "feature"]);
    assert_eq!(new_since(&project, "auto"), ["Third"]);
}

#[test]
fn a_moved_schema_file_is_no_change() {
    let project = repository();
    git(&project, &["mv", "schemas/shop/cart.yaml", "schemas/basket.yaml"]);
    let ran = project.run(&["diff", "HEAD"]);
    assert!(ran.stdout.ends_with("\nNothing changed.\n"), "{ran}");
}

#[test]
fn worktrees_and_submodules_are_repositories_too() {
    let project = repository();
    git(&project, &["worktree", "add", "-q", "-b", "other", "tree"]);
    project.write("tree/schemas/shop/cart.yaml", with("Second"));
    let ran = project.run(&["diff", "main", "--schemas", "tree/schemas"]);
    assert!(ran.stdout.contains("- event `shop.Second`"), "{ran}");

    let outer = Project::empty();
    git(&outer, &["init", "-q", "-b", "main"]);
    let inner = project.path("").to_string_lossy().into_owned();
    git(&outer, &["submodule", "--quiet", "add", &inner, "shared"]);
    commit(&outer, "with a submodule");
    outer.write("shared/schemas/shop/cart.yaml", with("Second"));
    // From inside the submodule, and with the submodule within the schema folder.
    let ran = outer.run(&["diff", "HEAD", "--schemas", "shared/schemas"]);
    assert!(ran.stdout.contains("- event `shop.Second`"), "{ran}");
    let ran = outer.run(&["diff", "HEAD", "--schemas", "."]);
    assert!(ran.stdout.contains("- event `shop.Second`"), "{ran}");
}

#[test]
fn a_shallow_clone_is_told_what_to_fetch() {
    let project = repository();
    git(&project, &["tag", "v1.0.0"]);
    project.write("schemas/shop/cart.yaml", with("Second"));
    commit(&project, "two");
    let origin = format!("file://{}", project.path("").display());
    let clone = Project::empty();
    git(&clone, &["clone", "-q", "--depth=1", &origin, "."]);
    for (base, command) in [
        ("HEAD~1", "git fetch --unshallow origin"),
        ("v1.0.0", "git fetch --depth=1 origin tag v1.0.0"),
        ("release", "git fetch --depth=1 origin release:release"),
        ("auto", "git fetch --unshallow origin"),
    ] {
        let ran = clone.run(&["diff", base]);
        assert_eq!(ran.status, 2, "{ran}");
        assert!(ran.stderr.contains(&format!("with `{command}`")), "{ran}");
    }
    git(&clone, &["fetch", "-q", "--depth=1", "origin", "tag", "v1.0.0"]);
    assert_eq!(new_since(&clone, "v1.0.0"), ["Second"]);
    git(&clone, &["fetch", "-q", "--unshallow", "origin"]);
    assert_eq!(new_since(&clone, "auto"), ["Second"]);
}

#[test]
fn a_folder_is_a_base_and_a_name_that_is_both_is_refused() {
    let project = repository().with("old/cart.yaml", CART);
    project.write("schemas/shop/cart.yaml", with("Second"));
    assert_eq!(new_since(&project, "old"), ["Second"]);
    git(&project, &["branch", "old"]);
    let ran = project.run(&["diff", "old"]);
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("write `./old` for the folder, or `refs/heads/old` for the branch"), "{ran}");
    assert_eq!(new_since(&project, "./old"), ["Second"]);
    assert_eq!(new_since(&project, "refs/heads/old"), ["Second"]);
}

#[test]
fn everything_is_new_in_the_first_commit() {
    let project = repository();
    for arguments in [&["diff", "auto"][..], &["check", "--against", "auto"]] {
        let ran = project.run(arguments);
        assert_eq!(ran.status, 0, "{ran}");
        assert!(ran.stderr.contains("there is no earlier commit: everything is new"), "{ran}");
    }
    assert!(project.run(&["diff", "auto"]).stdout.contains("ItemAdded"));
}

#[test]
fn what_cannot_be_compared_with_is_said() {
    let project = repository();
    let stderr = |arguments: &[&str]| {
        let ran = project.run(arguments);
        assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{ran}");
        ran.stderr
    };
    let unknown = stderr(&["diff", "nowhere"]);
    assert!(unknown.contains("`nowhere` is no folder, and no revision that git knows here"), "{unknown}");
    let option = stderr(&["diff", "--", "--upload-pack=touch x"]);
    assert!(option.contains("no revision that git knows"), "{option}");
    project.write("schemas/shop/cart.yaml", "events: [");
    commit(&project, "broken");
    project.write("schemas/shop/cart.yaml", CART);
    let broken = stderr(&["diff", "HEAD"]);
    assert!(broken.contains("HEAD:schemas/shop/cart.yaml:1:"), "{broken}");
    assert!(broken.contains("have errors, so nothing can be compared with them"), "{broken}");

    let outside = Project::new();
    let ran = outside.run(&["diff", "main"]);
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("`schemas` is in no git repository"), "{ran}");
}

#[test]
fn schemas_that_were_not_there_yet_are_new() {
    let project = Project::empty().with("README.md", "nothing yet");
    git(&project, &["init", "-q", "-b", "main"]);
    commit(&project, "one");
    project.write("schemas/shop/cart.yaml", CART);
    let ran = project.run(&["diff", "main"]);
    assert_eq!(ran.status, 0, "{ran}");
    assert!(ran.stderr.contains("everything is new") && ran.stdout.contains("### New"), "{ran}");
}
