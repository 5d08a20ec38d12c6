//! Types written by hand: a registry in a test of theirs writes the lock, and the program judges it.

use std::process::Command;

use retold::registry::Registry;
use retold::{Event, EventSet};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::project::{CART, Project};

/// A generation of the same events: fields of `shop.ItemPut` v1, and what else there is.
macro_rules! generation {
    ($name:ident: { $($fields:tt)* } $($rest:tt)*) => {
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            #[derive(Event, Serialize, Deserialize, JsonSchema)]
            #[event(name = "shop.ItemPut", version = 1)]
            pub(super) struct ItemPutV1 { $($fields)* }

            $($rest)*
        }
    };
}

generation! { first: { sku: String, qty: u32 }
    #[derive(Event, Serialize, Deserialize, JsonSchema)]
    #[event(name = "shop.Left", version = 1)]
    pub(super) struct Left {}

    #[derive(EventSet)]
    pub(super) enum Events { ItemPut(ItemPutV1), Left(Left) }
}

generation! { second: { sku: String, qty: u32 }
    #[derive(Event, Serialize, Deserialize, JsonSchema)]
    #[event(name = "shop.ItemPut", version = 2, from = ItemPutV1)]
    pub(super) struct ItemPut { sku: String, quantity: u64 }

    impl From<ItemPutV1> for ItemPut {
        fn from(old: ItemPutV1) -> Self {
            Self { sku: old.sku, quantity: old.qty.into() }
        }
    }

    #[derive(Event, Serialize, Deserialize, JsonSchema)]
    #[event(name = "shop.Left", version = 1)]
    pub(super) struct Left {}

    #[derive(EventSet)]
    pub(super) enum Events { ItemPut(ItemPut), Left(Left) }
}

generation! { broken: { sku: String, qty: u8 }
    #[derive(EventSet)]
    pub(super) enum Events { ItemPut(ItemPutV1) }
}

generation! { as_in_yaml: { sku: String }
    #[derive(Event, Serialize, Deserialize, JsonSchema)]
    #[event(name = "shop.ItemAdded", version = 1)]
    pub(super) struct ItemAdded { sku: String, quantity: u32 }

    #[derive(EventSet)]
    pub(super) enum Events { ItemPut(ItemPutV1), ItemAdded(ItemAdded) }
}

generation! { not_as_in_yaml: { sku: String }
    #[derive(Event, Serialize, Deserialize, JsonSchema)]
    #[event(name = "shop.ItemAdded", version = 1)]
    pub(super) struct ItemAdded { sku: String, quantity: u64 }

    #[derive(EventSet)]
    pub(super) enum Events { ItemPut(ItemPutV1), ItemAdded(ItemAdded) }
}

/// What the line in the test does with `RETOLD_UPDATE=1`.
macro_rules! update {
    ($project:expr, $generation:ident) => {
        Registry::new($project.path("retold.lock"), "shop").with::<$generation::Events>().update().expect("written")
    };
}

fn git(project: &Project, arguments: &[&str]) {
    let mut command = Command::new("git");
    command.current_dir(project.path("")).args(["-c", "user.name=ann", "-c", "user.email=ann@example.org"]);
    let output = command.args(arguments).output().expect("git starts");
    assert!(output.status.success(), "git {arguments:?}: {output:?}");
}

fn commit(project: &Project) {
    git(project, &["add", "-A"]);
    git(project, &["commit", "-q", "-m", "x"]);
}

/// A project whose first generation is committed on `main`.
fn repository(project: Project) -> Project {
    update!(project, first);
    git(&project, &["init", "-q", "-b", "main"]);
    commit(&project);
    project
}

#[test]
fn a_project_of_types_written_by_hand_needs_no_schema() {
    let project = repository(Project::empty());
    let ran = project.run(&["check", "--against", "main"]);
    insta::assert_snapshot!("nothing_changed", commits_hidden(&ran.to_string()));
    update!(project, second);
    let ran = project.run(&["check", "--against", "main", "--mode", "full"]);
    assert_eq!(ran.status, 1, "{ran}");
    insta::assert_snapshot!("a_second_version", commits_hidden(&ran.to_string()));
    assert_eq!(project.run(&["check", "--against", "main"]).status, 0);
    let ran = project.run(&["diff", "main"]);
    insta::assert_snapshot!("a_second_version_in_words", commits_hidden(&ran.to_string()));
    update!(project, broken);
    let ran = project.run(&["check", "--against", "main", "--format", "json"]);
    assert_eq!((ran.status, ran.rules()), (1, vec!["type-changed".to_owned(), "event-removed".to_owned()]), "{ran}");
    assert_eq!(ran.json()["checked"]["events"], 1);
    let finding = &ran.json()["findings"][0];
    assert_eq!((&finding["file"], &finding["subject"]), (&"retold.lock".into(), &"shop.ItemPut".into()));
    assert_eq!(finding["witness"]["qty"], 256);
    assert_eq!(finding["also"][0]["revision"], "main");
}

/// The text with every commit alike.
fn commits_hidden(text: &str) -> String {
    let mut hidden = String::new();
    for word in text.split_inclusive(['(', ')', '\n', ' ']) {
        let id = word.trim_end_matches([')', '\n', ' ', '(']);
        let is_id = id.len() == 12 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
        hidden.push_str(&if is_id { word.replace(id, "COMMIT") } else { word.to_owned() });
    }
    hidden
}

#[test]
fn every_kind_of_base_has_types_written_by_hand() {
    let project = repository(Project::new());
    std::fs::create_dir(project.path("old")).expect("made");
    std::fs::copy(project.path("retold.lock"), project.path("old/retold.lock")).expect("copied");
    commit(&project);
    update!(project, broken);
    for base in ["main", "HEAD", "auto", "old", "old/retold.lock"] {
        let ran = project.run(&["check", "--against", base, "--format", "json"]);
        let rules = ran.rules();
        assert!(
            rules.contains(&"type-changed".to_owned()) && rules.contains(&"event-removed".to_owned()),
            "{base}: {ran}"
        );
    }
    // A folder of schemas is judged with the lock beside it.
    project.write("older/schemas/shop/cart.yaml", CART);
    std::fs::rename(project.path("old/retold.lock"), project.path("older/retold.lock")).expect("moved");
    let ran = project.run(&["check", "--against", "older/schemas", "--format", "json"]);
    assert_eq!(ran.rules(), ["type-changed", "event-removed"], "{ran}");
    // From a folder below, the lock is still that of the project.
    let mut below = project.command(&["check", "--against", "main", "-q"]);
    assert_eq!(below.current_dir(project.path("schemas/shop")).status().expect("runs").code(), Some(1));
    // Who takes the whole lock away takes every shape away.
    std::fs::remove_file(project.path("retold.lock")).expect("removed");
    let ran = project.run(&["check", "--against", "main", "--format", "json"]);
    assert_eq!((ran.status, ran.rules()), (1, vec!["event-removed".to_owned(); 2]), "{ran}");
    assert_eq!(ran.json()["findings"][0]["file"], "retold.lock");
}

#[test]
fn the_lock_of_the_schemas_keeps_what_registries_wrote() {
    let project = Project::new();
    assert_eq!(project.run(&["lock"]).status, 0);
    let yaml = project.read("retold.lock");
    update!(project, first);
    let both = project.read("retold.lock");
    let kept: Vec<&str> = yaml.lines().filter(|line| !both.contains(line)).collect();
    assert_eq!(kept, ["retold-lock: 1"]);
    // What one of the two wrote is up to date to the other.
    assert_eq!(project.run(&["lock", "--check"]).status, 0);
    project.write("schemas/shop/cart.yaml", CART.replace("quantity: u32", "quantity: u64"));
    assert_eq!(project.run(&["lock", "--check"]).status, 1);
    assert_eq!(project.run(&["lock"]).status, 0);
    Registry::new(project.path("retold.lock"), "shop").with::<first::Events>().check().expect("kept");
    project.write("schemas/shop/cart.yaml", CART);
    assert_eq!(project.run(&["lock"]).status, 0);
    assert_eq!(project.read("retold.lock"), both);
    // A damaged one is not written over, since what would be lost stands nowhere else.
    for damaged in [
        both.replace("qty: {format: uint32", "qty: {format: uint64"),
        both.replace("#end\n", ""),
        both.replace("#123\n", "#123\n<<<<<<< HEAD\n"),
    ] {
        project.write("retold.lock", &damaged);
        let ran = project.run(&["lock"]);
        assert_eq!((ran.status, project.read("retold.lock")), (2, damaged.clone()), "{ran}");
        assert!(ran.stderr.contains("has types written by hand, which would be lost"), "{ran}");
        let ran = project.run(&["check"]);
        assert_eq!(ran.status, 2, "{ran}");
        let registry = Registry::new(project.path("retold.lock"), "shop").with::<first::Events>();
        assert!(registry.check().is_err());
    }
}

#[test]
fn what_is_defined_twice_is_the_same_or_an_error() {
    let project = Project::new();
    update!(project, as_in_yaml);
    let ran = project.run(&["check"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (0, ""), "{ran}");
    update!(project, not_as_in_yaml);
    let ran = project.run(&["check"]);
    assert_eq!(ran.status, 1);
    insta::assert_snapshot!(ran.stdout);
}

#[test]
fn what_branches_add_on_both_sides_merges() {
    let project = repository(Project::new());
    assert_eq!(project.run(&["lock"]).status, 0);
    commit(&project);
    git(&project, &["checkout", "-q", "-b", "yaml"]);
    let added = (0..9).map(|number| format!("  Added{number}:\n    v1: {{ a: string }}\n")).collect::<String>();
    project.write("schemas/shop/cart.yaml", format!("{CART}{added}"));
    assert_eq!(project.run(&["lock"]).status, 0);
    commit(&project);
    git(&project, &["checkout", "-q", "-b", "hand", "main"]);
    update!(project, second);
    commit(&project);
    git(&project, &["merge", "-q", "--no-edit", "yaml"]);
    assert_eq!(project.run(&["lock", "--check"]).status, 0);
    Registry::new(project.path("retold.lock"), "shop").with::<second::Events>().check().expect("up to date");
    assert_eq!(project.run(&["check", "--against", "main"]).status, 0);
}
