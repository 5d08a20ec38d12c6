//! `retold bump`: what it writes, what it says, and that a check finds nothing afterwards.

use crate::git::Repositories;
use crate::project::{CART, Project, Ran};

const MONEY: &str = "context: money\nrecords:\n  Money: # an amount\n    v1: { amount: decimal }\n";
const PRICES: &str = "\
context: prices
events:
  PriceSet:
    v1:
      price:   money.Money   # laid out by hand
  PricesSet:
    v1: { prices: list<Money> }
views:
  Prices: { key: string, type: Money, from: [PriceSet] }
";

fn project() -> Project {
    Project::new().with("schemas/money.yaml", MONEY).with("schemas/prices.yaml", PRICES)
}

#[test]
fn an_event_gets_its_next_version() {
    let project = project();
    let ran = project.run(&["bump", "ItemAdded"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (0, ""), "{ran}");
    let said =
        "wrote schemas/shop/cart.yaml\nshop.ItemAdded v2: a copy of v1 to edit, at schemas/shop/cart.yaml:11:5\n";
    assert_eq!(ran.stderr, said);
    assert_eq!(project.read("schemas/shop/cart.yaml"), format!("{CART}    v2: {{ sku: string, quantity: u32 }}\n"));
    assert_eq!(project.run(&["bump", "shop.ItemAdded", "-q"]).stderr, "");
    assert!(project.read("schemas/shop/cart.yaml").ends_with("    v3: { sku: string, quantity: u32 }\n"));
}

#[test]
fn a_record_is_pinned_in_all_files() {
    let project = project();
    let before = project.tree("");
    let dry = project.run(&["bump", "Money", "--dry-run"]);
    assert_eq!(dry.status, 0);
    insta::assert_snapshot!("bump-record", dry);
    assert_eq!(before, project.tree(""));
    assert_eq!(project.run(&["bump", "Money"]).status, 0);
    let pinned = PRICES.replace("money.Money ", "money.Money@1 ").replace("list<Money>", "list<Money@1>");
    assert_eq!(project.read("schemas/prices.yaml"), pinned.replace("type: Money,", "type: Money@1,"));
}

#[test]
fn who_wants_the_new_version_gets_it() {
    let project = project();
    let ran = project.run(&["bump", "Money", "--into", "PriceSet,Prices", "--dry-run"]);
    insta::assert_snapshot!("bump-into", ran);
    let ran = project.run(&["bump", "Money", "--all", "--dry-run"]);
    assert!(ran.stdout.contains("+    v2: { prices: list<Money@2> }"), "{ran}");
}

#[test]
fn a_check_finds_nothing_afterwards() {
    let repositories = Repositories::new();
    let repository = repositories.init("prices");
    for (path, text) in [("schemas/money.yaml", MONEY), ("schemas/prices.yaml", PRICES), ("retold.toml", "")] {
        repository.write(path, text);
    }
    repository.commit("one");
    let run = |arguments: &[&str]| {
        let output = repository.command(env!("CARGO_BIN_EXE_retold")).args(arguments).output().expect("it starts");
        Ran::from(output)
    };
    for arguments in [&["bump", "Money"][..], &["bump", "Money", "--all"], &["bump", "PriceSet"]] {
        assert_eq!(run(arguments).status, 0);
        let ran = run(&["check", "--against", "HEAD", "--mode", "full", "--format", "json"]);
        assert_eq!((ran.status, ran.rules()), (0, vec![]), "{arguments:?} {ran}");
    }
}

#[test]
fn what_cannot_be_done_changes_nothing() {
    let project = project().with("schemas/more.yaml", "context: money\nrecords: { MoneyV1: { v1: {} } }\n");
    let before = project.tree("");
    for (arguments, says) in [
        (&["bump", "Monye"][..], "did you mean `Money`?"),
        (&["bump", "CartId"], "`shop.CartId` is a scalar, which has no versions"),
        (&["bump", "Money"], "error[name-taken]"),
        (&["bump", "ItemAdded", "--all"], "nothing mentions it in a type"),
        (&["bump", "MoneyV1", "--into", "PriceSet"], "`prices.PriceSet` does not mention `money.MoneyV1`"),
        (&["bump", "Money", "--schemas", "-"], "error[file-empty]"),
    ] {
        let ran = project.run(arguments);
        assert!(ran.status == 2 && ran.stdout.is_empty() && ran.stderr.contains(says), "{arguments:?} {ran}");
        assert_eq!(before, project.tree(""));
    }
    project.write("schemas/more.yaml", "context: [");
    let ran = project.run(&["bump", "ItemAdded"]);
    assert!(ran.status == 2 && ran.stderr.contains("error[yaml-syntax]"), "{ran}");
}
