//! `generate rust`: the folder of modules, the line that declares it, and files that are not ours.

use std::fs;

use crate::project::{CART, Project};

fn project() -> Project {
    Project::empty()
        .with("schemas/shop/cart.yaml", CART)
        .with("retold.toml", "[generate.rust]\nout = \"src/events\"\n")
        .with("src/lib.rs", "//! A crate.\n")
}

#[test]
fn the_first_run_says_which_line_to_add() {
    let project = project();
    insta::assert_snapshot!(project.run(&["generate"]), @r#"
    exit status: 0
    ----- stdout
    ----- stderr
    wrote src/events/mod.rs
    wrote src/events/shop/cart.rs
    rust: 2 files changed, 0 unchanged in src/events

    To use it, add to `src/lib.rs`:

        #[rustfmt::skip]
        pub mod events;
    "#);
    let again = project.run(&["generate"]);
    assert_eq!((again.status, again.stderr.as_str()), (0, "rust: 2 files up to date in src/events\n"));
    fs::remove_dir_all(project.path("src/events")).expect("removed");
    project.write("src/lib.rs", "#[rustfmt::skip]\npub mod events;\n");
    assert!(!project.run(&["generate"]).stderr.contains("To use it"));
}

#[test]
fn a_module_written_by_hand_is_not_overwritten() {
    let project = project().with("src/events/mod.rs", "pub mod mine;\n").with("src/events/mine.rs", "//! Mine.\n");
    let before = project.tree("");
    let ran = project.run(&["generate"]);
    assert_eq!(ran.status, 2, "{ran}");
    assert!(ran.stderr.contains("`src/events/mod.rs` was not written by Retold"), "{ran}");
    assert_eq!(project.tree(""), before);
}

#[test]
fn modules_without_a_schema_are_removed_with_their_folder_and_nothing_else_is() {
    let project = project().with("schemas/stock/shelf.yaml", "context: stock\nevents:\n  Counted:\n    v1: {}\n");
    assert_eq!(project.run(&["generate"]).status, 0);
    // The output of another project further down, and a file written by hand.
    let other = project.read("src/events/stock/shelf.rs");
    project.write("src/events/vendored/events/stock/shelf.rs", &other);
    project.write("src/events/shop/mine.rs", "//! Mine.\n");
    fs::remove_dir_all(project.path("schemas/stock")).expect("removed");
    let check = project.run(&["generate", "--check"]);
    assert_eq!(check.status, 1);
    assert!(check.stdout.ends_with("orphaned: src/events/stock/shelf.rs\n"), "{check}");
    assert_eq!(project.run(&["generate"]).status, 0);
    assert!(!project.path("src/events/stock").exists());
    assert_eq!(
        project.names("src/events"),
        [
            "src/events/mod.rs",
            "src/events/shop/cart.rs",
            "src/events/shop/mine.rs",
            "src/events/vendored/events/stock/shelf.rs",
        ]
    );
    assert_eq!(project.run(&["generate", "--check"]).status, 0);
}

#[cfg(unix)]
#[test]
fn nothing_is_written_into_a_linked_folder() {
    let project = project();
    fs::create_dir_all(project.path("outside")).expect("made");
    fs::create_dir_all(project.path("src/events")).expect("made");
    std::os::unix::fs::symlink("../../outside", project.path("src/events/shop")).expect("linked");
    let ran = project.run(&["generate"]);
    assert_eq!(ran.status, 2, "{ran}");
    assert!(ran.stderr.contains("`src/events/shop` is a symbolic link"), "{ran}");
    assert!(project.names("outside").is_empty() && !project.path("src/events/mod.rs").exists());
}
