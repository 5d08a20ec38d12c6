//! `retold new`: what it adds and where, and what it refuses.

use crate::project::{CART, Project};

const SHOP: &str = "\
# The shop.
context: shop
aggregate: Cart
id: CartId

scalars:
  CartId: uuid

events: # what happened
  # an item came
  ItemAdded:
    v1: { sku: string }   # by hand

  # an item went
  ItemGone: { v1: { sku: string } }
  # at the end of the events

commands: {}
";

fn project() -> Project {
    Project::empty().with("schemas/shop/cart.yaml", SHOP).with("retold.toml", "")
}

const ADDED: &[&[&str]] = &[
    &["new", "event", "CART", "CartOpened", "by:string", "note:string?", "--doc", "Somebody came, perhaps."],
    &["new", "enum", "Currency", "EUR", "NO", "in words", "--open", "--doc", "Codes."],
    &["new", "record", "shop", "Money", "amount:decimal", "currency:Currency"],
    &["new", "union", "cart", "Payment", "card.last4:string", "card.holder:string?", "cash", "--tag", "method"],
    &["new", "scalar", "Sku", "string", "--doc", "Names a thing."],
    &["new", "scalar", "shop", "Weight", "u32"],
    &["new", "rejection", "CartClosed", "at:timestamp", "--message", "closed at {at}"],
    &["new", "rejection", "CartEmpty"],
    &["new", "command", "Cart", "Open", "by:string", "--emits", "CartOpened,ItemAdded", "--rejects", "CartClosed"],
    &["new", "view", "CartContents", "--type", "map<Sku, u64>", "--from", "ItemAdded,ItemGone"],
    &["new", "query", "shop/cart.yaml", "GetCart", "cart_id:CartId", "--returns", "CartContents?"],
    &["new", "process", "Watch", "seen:bool", "--from", "ItemAdded", "--sends", "Open"],
];

#[test]
fn definitions_of_every_kind() {
    let project = project();
    for arguments in ADDED {
        let ran = project.run(arguments);
        assert!(ran.status == 0 && ran.stdout.is_empty(), "{arguments:?} {ran}");
        assert!(ran.stderr.starts_with("wrote schemas/shop/cart.yaml\nshop."), "{ran}");
        assert_eq!(project.run(&["check"]).status, 0);
    }
    insta::assert_snapshot!("new-all", project.read("schemas/shop/cart.yaml"));
    let laid_out = project.run(&["fmt", "--check"]).stdout;
    let lines = laid_out.lines().filter(|line| line.starts_with(['+', '-']) && !line.contains("by hand"));
    assert_eq!(lines.count(), 2, "only the line by hand is not laid out: {laid_out}");
}

#[test]
fn a_dry_run_shows_the_difference() {
    let project = project();
    let ran = project.run(&["new", "event", "Cart", "Opened", "at:timestamp", "--dry-run"]);
    insta::assert_snapshot!("new-dry-run", ran);
    assert_eq!(project.read("schemas/shop/cart.yaml"), SHOP);
}

#[test]
fn files_of_their_own() {
    let project = Project::empty().with("retold.toml", "");
    let ran = project.run(&["new", "event", "Opened"]);
    assert!(ran.status == 2 && ran.stderr.contains("there is no schema file yet"), "{ran}");
    let ran = project.run(&[
        "new",
        "aggregate",
        "shop.Basket",
        "--key",
        "string",
        "--owner",
        "web",
        "--doc",
        "A basket: full.",
    ]);
    assert_eq!(
        (ran.status, ran.stderr.as_str()),
        (0, "wrote schemas/shop/basket.yaml\nshop.Basket: at schemas/shop/basket.yaml:2:12\n")
    );
    let head = "context: shop\naggregate: Basket\nid: string\nowner: web\ndoc: \"A basket: full.\"\n";
    assert_eq!(project.read("schemas/shop/basket.yaml"), head);
    assert_eq!(project.run(&["new", "event", "Filled", "how:string"]).status, 0);
    assert_eq!(
        project.read("schemas/shop/basket.yaml"),
        format!("{head}\nevents:\n  Filled:\n    v1: {{ how: string }}\n")
    );
    let ran =
        project.run(&["new", "record", "schemas/shop/money.yaml", "Money", "amount:decimal", "--context", "shop"]);
    assert_eq!(ran.status, 0, "{ran}");
    assert_eq!(
        project.read("schemas/shop/money.yaml"),
        "context: shop\n\nrecords:\n  Money:\n    v1: { amount: decimal }\n"
    );
    assert_eq!(project.run(&["new", "record", "plain.yaml", "Plain"]).status, 0);
    assert_eq!(project.read("schemas/plain.yaml"), "records:\n  Plain:\n    v1: {}\n");
    assert_eq!(project.run(&["fmt", "--check"]).status, 0);
}

#[test]
fn brackets_and_other_indentations() {
    let project = Project::empty().with("retold.toml", "");
    project.write("schemas/a.yaml", "{ context: a, events: { One: { v1: {} } } }\n");
    project.write("schemas/b.yaml", "context: b\r\nevents:\r\n    One:\r\n        v1:\r\n            a: u8\r\n");
    project.write("schemas/c.yaml", "context: c\nevents: { One: { v1: {} } } # all\nrecords:");
    for arguments in [
        &["new", "event", "a", "Two", "m:map<string, u8>", "--doc", "a, b"][..],
        &["new", "record", "a", "R"],
        &["new", "event", "b", "Two", "a:u8", "--doc", "Two."],
        &["new", "event", "c", "Two", "a:u8"],
        &["new", "record", "c", "R", "a:u8"],
    ] {
        let ran = project.run(arguments);
        assert_eq!(ran.status, 0, "{arguments:?} {ran}");
    }
    let all = ["a", "b", "c"].map(|name| project.read(&format!("schemas/{name}.yaml")));
    insta::assert_snapshot!("new-brackets", all.join("\n---\n"));
}

#[test]
fn what_is_refused_changes_nothing() {
    let project = Project::new().with("schemas/other.yaml", "context: other\nrecords: { Money: { v1: {} } }\n");
    let before = project.tree("");
    for (arguments, says) in [
        (&["new", "event", "Cart", "ItemAdded"][..], "`ItemAdded` is defined already, at schemas/shop/cart.yaml:8:3"),
        (&["new", "event", "Cart", "CartEvent"], "error[name-taken]"),
        (&["new", "event", "Cart", "item-added"], "error[name-invalid]"),
        (&["new", "event", "Cart", "A b\n#"], "error[name-invalid]"),
        (&["new", "event", "Cart", "E", "a:strng"], "did you mean `string`?"),
        (&["new", "event", "Cart", "E", "a"], "`a` is no field"),
        (&["new", "event", "Cart", "E", "a:u8", "a:u8"], "error[yaml-repeated-key]"),
        (&["new", "event", "Crat", "E"], "did you mean `Cart`?"),
        (&["new", "event", "E"], "it is not said which file `E` goes to"),
        (&["new", "event", "Cart", "E", "--emits", "ItemAdded"], "`--emits` does not go with an event"),
        (&["new", "command", "Cart", "C", "--emits", "Nothing"], "error[name-unknown]"),
        (&["new", "view", "other", "V", "--from", "ItemAdded"], "error[missing-key]"),
        (&["new", "aggregate", "shop/cart.yaml", "Other"], "there is a file"),
        (&["new", "aggregate", "../x.yaml", "Other"], "error["),
        (&["new", "event", "Cart", "E", "--context", "shop"], "`--context` is for a new file"),
    ] {
        let ran = project.run(arguments);
        assert!(ran.status == 2 && ran.stdout.is_empty() && ran.stderr.contains(says), "{arguments:?} {ran}");
        assert_eq!(before, project.tree(""), "{arguments:?}");
    }
    assert_eq!(project.read("schemas/shop/cart.yaml"), CART);
}
