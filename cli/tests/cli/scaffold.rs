//! `retold scaffold`: writes once, then tells what is new. That what it writes compiles is shown in `tour`.

use crate::project::Project;

const SCHEMA: &str = "\
context: shop
aggregate: Cart
id: uuid
events:
  ItemAdded: { v1: { sku: string } }
commands:
  AddItem: { v1: { sku: string }, emits: [ItemAdded] }
";

fn project() -> Project {
    Project::empty()
        .with("schemas/shop/cart.yaml", SCHEMA)
        .with("retold.toml", "[generate.rust]\nout = \"src/events\"\n")
}

#[test]
fn a_file_is_written_once() {
    let project = project();
    let ran = project.run(&["scaffold", "Cart"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (0, ""), "{ran}");
    assert!(ran.stderr.starts_with("wrote src/cart.rs\n") && ran.stderr.contains("pub mod cart;"), "{ran}");
    let text = project.read("src/cart.rs");
    assert!(text.contains("use crate::events::shop::cart::{AddItem, CartDecision, CartLogic, ItemAdded};"));
    assert!(text.contains("fn handle_add_item(") && text.contains("fn apply_item_added("), "{text}");
    let ran = project.run(&["scaffold", "shop.Cart"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (0, ""), "{ran}");
    assert!(ran.stderr.contains("nothing is new"), "{ran}");
    assert_eq!(project.read("src/cart.rs"), text);
    assert_eq!(project.names("src"), ["src/cart.rs"]);
}

#[test]
fn after_a_change_it_tells_what_is_new() {
    let project = project();
    assert_eq!(project.run(&["scaffold", "Cart"]).status, 0);
    let text = project.read("src/cart.rs").replace("fn apply_item_added", "fn apply_item_put");
    project.write("src/cart.rs", &text);
    let more = SCHEMA.replace("commands:", "  Emptied: { v1: {} }\ncommands:\n  Empty: { v1: {}, emits: [Emptied] }");
    project.write("schemas/shop/cart.yaml", more);
    let ran = project.run(&["scaffold", "Cart"]);
    assert_eq!(ran.status, 1);
    insta::assert_snapshot!("scaffold-new", ran);
    assert_eq!(project.read("src/cart.rs"), text);
}

#[test]
fn a_method_in_a_comment_or_a_string_is_none() {
    let project = project().with("src/cart.rs", "// fn handle_add_item\nconst A: &str = \"fn apply_item_added\";\n");
    let ran = project.run(&["scaffold", "Cart"]);
    assert!(ran.status == 1 && ran.stderr.contains("lacks 2 methods"), "{ran}");
}

#[test]
fn aggregates_are_named_with_their_context_where_that_is_needed() {
    let project = project()
        .with("schemas/bank.yaml", "context: bank\naggregate: Cart\nid: string\nevents: { Opened: { v1: {} } }\n");
    let ran = project.run(&["scaffold", "Cart"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{ran}");
    assert!(ran.stderr.contains("name one of `bank.Cart`, `shop.Cart`"), "{ran}");
    assert_eq!(project.run(&["scaffold", "bank.Cart"]).status, 0);
    let ran = project.run(&["scaffold", "bank.Crat"]);
    assert!(ran.status == 2 && ran.stderr.contains("did you mean `retold scaffold bank.Cart`?"), "{ran}");
    let ran = project.run(&["scaffold", "\u{1b}[2J"]);
    assert!(ran.status == 2 && ran.stderr.contains("the aggregates are") && !ran.stderr.contains('\u{1b}'), "{ran}");
}

#[test]
fn where_it_goes_and_what_the_modules_are_called() {
    let project = project();
    let ran = project.run(&["scaffold", "Cart", "--out", "lib/a/b.rs", "--module", "my_events::all"]);
    assert_eq!(ran.status, 0, "{ran}");
    assert!(project.read("lib/a/b.rs").contains("#[aggregate(my_events::all::shop::cart)]"));
    assert_eq!(project.run(&["scaffold", "Cart", "--module", "a; b"]).status, 2);
    project.write("retold.toml", "[generate.rust]\nout = \"src/cart\"\n");
    assert_eq!(project.run(&["scaffold", "Cart"]).status, 0);
    assert!(project.read("src/cart_aggregate.rs").contains("crate::cart::shop::cart"));
    project.write("retold.toml", "");
    let ran = project.run(&["scaffold", "Cart"]);
    assert!(ran.status == 2 && ran.stderr.contains("--out FILE"), "{ran}");
}

#[test]
fn what_stands_in_the_way_stays() {
    let project = project().with("src/cart.rs/x", "");
    assert_eq!(project.run(&["scaffold", "Cart"]).status, 2);
    let project = self::project().with("src", "a file");
    assert_eq!(project.run(&["scaffold", "Cart"]).status, 2);
    let project = self::project().with("src/cart.rs", b"\xff");
    assert_eq!(project.run(&["scaffold", "Cart"]).status, 2);
    let project = self::project().with("schemas/x.yaml", "aggregate: [\n");
    let ran = project.run(&["scaffold", "Cart"]);
    assert!(ran.status == 2 && project.names("src").is_empty(), "{ran}");
}
