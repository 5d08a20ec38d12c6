//! `retold fmt`: what it writes, what it only shows, and what it leaves alone.

use crate::project::{CART, Project};

const UNTIDY: &str =
    "context:   shop\nenums: {Country: [DE,NO]}   # two\n\n\n\nevents:\n    Opened:\n        v1: {by:   string}";
const TIDY: &str = "\
context: shop
enums: { Country: [DE, \"NO\"] } # two

events:
  Opened:
    v1: { by: string }
";

fn untidy() -> Project {
    Project::new().with("schemas/untidy.yaml", UNTIDY)
}

#[test]
fn the_schemas_of_the_project_are_laid_out() {
    let project = untidy();
    let ran = project.run(&["fmt"]);
    assert_eq!((ran.status, ran.stdout.as_str(), ran.stderr.as_str()), (0, "", "formatted schemas/untidy.yaml\n"));
    assert_eq!(project.read("schemas/untidy.yaml"), TIDY);
    assert_eq!(project.read("schemas/shop/cart.yaml"), CART);
    let ran = project.run(&["fmt"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, "2 files looked at: nothing to change\n"));
}

#[test]
fn a_check_shows_the_difference_and_writes_nothing() {
    let project = untidy();
    let before = project.tree("");
    let ran = project.run(&["fmt", "--check"]);
    assert_eq!(ran.status, 1);
    insta::assert_snapshot!("fmt-check", ran);
    assert_eq!(before, project.tree(""));
    assert_eq!(project.run(&["fmt", "--check", "schemas/shop"]).status, 0);
    project.run(&["fmt"]);
    let ran = project.run(&["fmt", "--check"]);
    assert_eq!((ran.status, ran.stdout.as_str(), ran.stderr.as_str()), (0, "", ""));
}

#[test]
fn files_that_are_named_are_laid_out_and_no_others() {
    let project = untidy().with("other/too.yaml", "a:   {}\n").with("elsewhere.yaml", UNTIDY);
    let ran = project.run(&["fmt", "elsewhere.yaml", "other", "elsewhere.yaml"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, "formatted elsewhere.yaml\nformatted other/too.yaml\n"));
    assert_eq!(project.read("schemas/untidy.yaml"), UNTIDY);
    assert_eq!(project.read("elsewhere.yaml"), TIDY);
}

#[test]
fn standard_input_goes_to_standard_output() {
    let project = untidy();
    let ran = project.run_with_input(&["fmt", "-"], UNTIDY.as_bytes());
    assert_eq!((ran.status, ran.stdout.as_str(), ran.stderr.as_str()), (0, TIDY, ""));
    let ran = project.run_with_input(&["fmt", "--check", "-"], UNTIDY.as_bytes());
    assert!(ran.status == 1 && ran.stdout.contains("+enums: { Country"), "{ran}");
    assert_eq!(project.run_with_input(&["fmt", "--check", "-"], TIDY.as_bytes()).status, 0);
    let ran = project.run_with_input(&["fmt", "-"], b"a: [");
    assert!(ran.status == 2 && ran.stdout.is_empty() && ran.stderr.contains("error[yaml-syntax]"), "{ran}");
    let ran = project.run_with_input(&["fmt", "-", "schemas"], b"");
    assert!(ran.status == 2 && ran.stderr.contains("alone"), "{ran}");
}

#[test]
fn nothing_is_written_if_one_file_does_not_parse() {
    let project = untidy().with("schemas/broken.yaml", "events: [").with("schemas/latin.yaml", b"doc: caf\xe9\n");
    let before = project.tree("");
    for arguments in [&["fmt"][..], &["fmt", "--check"]] {
        let ran = project.run(arguments);
        assert!(ran.status == 2 && ran.stdout.is_empty(), "{ran}");
        assert!(ran.stderr.contains("error[yaml-syntax]") && ran.stderr.contains("error[file-not-utf8]"), "{ran}");
        assert_eq!(before, project.tree(""));
    }
    let ran = project.run(&["fmt", "nowhere"]);
    assert!(ran.status == 2 && ran.stderr.contains("`nowhere` does not exist"), "{ran}");
}

#[test]
fn line_ends_of_windows_stay() {
    let project = Project::new().with("schemas/shop/cart.yaml", CART.replace('\n', "\r\n"));
    assert_eq!(project.run(&["fmt", "--check"]).status, 0);
    project.write("schemas/shop/cart.yaml", UNTIDY.replace('\n', "\r\n"));
    assert_eq!(project.run(&["fmt"]).status, 0);
    assert_eq!(project.read("schemas/shop/cart.yaml"), TIDY.replace('\n', "\r\n"));
}

#[test]
fn a_new_project_is_laid_out() {
    let project = Project::empty();
    assert_eq!(project.run(&["init", "list"]).status, 0);
    assert_eq!(project.run(&["fmt", "--check", "list/schemas"]).status, 0);
}
