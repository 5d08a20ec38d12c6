//! `retold check --fix`: what is mended, shown and written, and what is left for a person.

use crate::git::Repositories;
use crate::project::{CART, Project, Ran};

const WRONG: &str = "\
context: other
enums:
  Country: [DE, NO] # two
records:
  Money: { v1: { sum: u8 }, v2: { sum: u16 } }
events:
  PricesSet: { v1: { prices: map<string, u32>, all: list<Money> } }
  Lost: { v1: { what: Nothing } }
";

#[test]
fn what_needs_no_person_is_mended_and_the_rest_reported() {
    let project = Project::new().with("schemas/other.yaml", WRONG);
    let ran = project.run(&["check", "--fix"]);
    assert_eq!(ran.status, 2);
    insta::assert_snapshot!("check-fix", ran);
    let mended = WRONG.replace("NO]", "\"NO\"]").replace("list<Money>", "list<Money@1>");
    let mended = mended.replace("map<string, u32>", "\"map<string, u32>\"");
    assert_eq!(project.read("schemas/other.yaml"), mended);
    assert_eq!(project.read("schemas/shop/cart.yaml"), CART);
    let ran = project.run(&["check", "--fix", "--yes"]);
    assert!(ran.status == 2 && ran.stderr.starts_with("nothing to mend without a person\n"), "{ran}");
    assert_eq!(project.read("schemas/other.yaml"), mended);
}

#[test]
fn documents_for_programs_stay_documents() {
    let project = Project::new().with("schemas/other.yaml", WRONG);
    let ran = project.run(&["check", "--fix", "--format", "json"]);
    assert_eq!((ran.status, ran.rules()), (2, vec!["name-unknown".to_owned()]));
    assert!(ran.stderr.contains("+  Country: [DE, \"NO\"] # two"), "{ran}");
}

#[test]
fn fields_that_are_gone_are_reserved() {
    let repositories = Repositories::new();
    let repository = repositories.init("shop");
    repository.write("schemas/shop/cart.yaml", CART);
    repository.write("retold.toml", "");
    repository.commit("one");
    let run = |arguments: &[&str]| {
        let output = repository.command(env!("CARGO_BIN_EXE_retold")).args(arguments).output().expect("it starts");
        Ran::from(output)
    };
    let gone = CART.replace(", quantity: u32", "");
    repository.write("schemas/shop/cart.yaml", &gone);
    assert_eq!(run(&["check", "--against", "HEAD"]).status, 1);
    // Without the base nobody knows that something is gone.
    assert_eq!(run(&["check", "--fix"]).status, 0);
    let ran = run(&["check", "--against", "HEAD", "--fix"]);
    assert!(ran.status == 0 && ran.stderr.contains("mended 1 finding of field-removed"), "{ran}");
    let text = std::fs::read_to_string(repository.path("schemas/shop/cart.yaml")).expect("readable");
    assert_eq!(text, format!("{gone}    reserved: {{ v1: [quantity] }}\n"));
    // What is allowed is known, and stays.
    repository.write("schemas/shop/cart.yaml", &gone);
    let allow = "[[check.allow]]\nrule = \"field-removed\"\nsubject = \"shop.ItemAdded\"\nreason = \"never written\"\n";
    repository.write("retold.toml", allow);
    let ran = run(&["check", "--against", "HEAD", "--fix"]);
    assert!(ran.status == 0 && ran.stderr.contains("nothing to mend"), "{ran}");
}

#[test]
fn standard_input_cannot_be_mended() {
    let ran = Project::new().run_with_input(&["check", "--fix", "--schemas", "-"], WRONG.as_bytes());
    assert!(ran.status == 2 && ran.stderr.contains("cannot be edited"), "{ran}");
}
