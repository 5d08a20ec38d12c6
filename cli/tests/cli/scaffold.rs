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

const MORE: &str = "\
views:
  CartContents: { key: uuid, type: list<string>, from: [ItemAdded] }
queries:
  GetCart: { v1: { cart: uuid }, returns: CartContents? }
processes:
  Fulfilment: { key: uuid, state: { asked: bool }, reacts: { ItemAdded: { sends: [AddItem] } } }
";

#[test]
fn views_queries_and_processes_too() {
    let project = project().with("schemas/shop/cart.yaml", format!("{SCHEMA}{MORE}"));
    for (name, file) in [
        ("CartContents", "src/cart_contents.rs"),
        ("shop.GetCart", "src/cart_queries.rs"),
        ("CartQueries", "src/cart_queries.rs"),
        ("Fulfilment", "src/fulfilment.rs"),
    ] {
        let is_new = !project.path(file).exists();
        let ran = project.run(&["scaffold", name]);
        let told = if is_new { format!("wrote {file}\n") } else { format!("{file} has every method") };
        assert!(ran.status == 0 && ran.stderr.starts_with(&told), "{ran}");
        assert_eq!(ran.stderr.contains("--features store,testing"), is_new && name == "shop.GetCart", "{ran}");
    }
    let ran = project.run(&["scaffold", "Fulfillment"]);
    assert!(ran.status == 2 && ran.stderr.contains("did you mean `retold scaffold Fulfilment`?"), "{ran}");
    let ran = project.run(&["scaffold", "Quux"]);
    assert!(ran.stderr.contains("the aggregates are `shop.Cart`") && ran.stderr.contains("the views are"), "{ran}");
}

#[test]
fn what_somebody_moved_or_renamed_is_found() {
    let project = project();
    assert_eq!(project.run(&["scaffold", "Cart"]).status, 0);
    let text = project.read("src/cart.rs");
    std::fs::remove_file(project.path("src/cart.rs")).expect("removed");
    project.write("src/domain/carts.rs", &text);
    let ran = project.run(&["scaffold", "Cart"]);
    assert!(ran.status == 0 && ran.stderr.starts_with("src/domain/carts.rs has every method"), "{ran}");
    assert!(!project.path("src/cart.rs").exists());
    project.write("schemas/shop/cart.yaml", SCHEMA.replace("aggregate: Cart", "aggregate: Basket\nstream: shop.Cart"));
    let ran = project.run(&["scaffold", "Basket"]);
    assert!(
        ran.stderr.contains("src/domain/carts.rs has no `impl BasketLogic`: was `shop.Basket` called otherwise?"),
        "{ran}"
    );
    assert_eq!(project.run(&["scaffold", "Basket", "--out", "src/basket.rs"]).status, 0);
}

#[test]
fn what_is_told_is_no_function_of_somebody_and_every_new_rejection() {
    let project = project();
    assert_eq!(project.run(&["scaffold", "Cart"]).status, 0);
    let text = project.read("src/cart.rs") + "\nfn apply_discount() {}\nfn handle_by_hand() {}\n";
    project.write("src/cart.rs", &text);
    let schema = SCHEMA.replace("emits: [ItemAdded] }", "emits: [ItemAdded], rejects: [Closed] }");
    project.write("schemas/shop/cart.yaml", schema + "rejections: { Closed: { message: it is closed } }\n");
    let ran = project.run(&["scaffold", "Cart"]);
    assert_eq!(ran.status, 0, "{ran}");
    assert_eq!(
        ran.stderr,
        "`CartRejection::Closed` is a reason to refuse a command, and src/cart.rs never does for it\n\
         src/cart.rs has every method of `shop.Cart`: nothing is new, and it is left as it is\n"
    );
}
