//! Reading the schema folder.

use std::fs;

use crate::project::{CART, Project};

#[test]
fn a_missing_and_an_empty_folder_say_what_to_do() {
    insta::assert_snapshot!("missing", Project::empty().run(&["check"]));
    let project = Project::empty().with("schemas/notes.md", "no schema");
    insta::assert_snapshot!("empty", project.run(&["check"]));
    assert_eq!(project.run(&["check", "--format", "json"]).rules(), ["folder-without-schemas"]);
}

#[test]
fn an_empty_folder_removes_nothing_that_was_generated() {
    let project = Project::new();
    assert_eq!(project.run(&["generate"]).status, 0);
    fs::remove_file(project.path("schemas/shop/cart.yaml")).expect("removed");
    assert_eq!(project.run(&["generate"]).status, 2);
    assert_eq!(project.names("json"), ["json/shop.ItemAdded.v1.schema.json"]);
}

#[test]
fn one_file_and_standard_input_are_schema_sets_too() {
    let project = Project::new();
    let ran = project.run(&["check", "--schemas", "schemas/shop/cart.yaml"]);
    assert_eq!(ran.status, 0, "{ran}");
    let ran = project.run_with_input(&["check", "--schemas", "-"], CART.as_bytes());
    assert_eq!(ran.status, 0, "{ran}");
    let ran = project.run_with_input(&["check", "--schemas", "-"], b"evnts: {}\n");
    assert_eq!(ran.status, 2, "{ran}");
    assert!(ran.stdout.contains("<standard input>:1:1"), "{ran}");
    let ran = project.run_with_input(&["check", "--format", "json", "--schemas", "-"], &vec![b'#'; 10 << 20]);
    assert_eq!((ran.status, ran.rules()), (2, vec!["file-too-large".to_owned()]));
    let ran = project.run(&["check", "--schemas", "-"]);
    assert_eq!(ran.status, 2, "{ran}");
}

#[test]
fn other_spellings_of_the_extension_are_not_passed_over() {
    let project = Project::new().with("schemas/Other.YAML", CART);
    let ran = project.run(&["check"]);
    assert_eq!(ran.status, 2);
    assert!(ran.stdout.contains("schemas/Other.YAML` would be passed over"), "{ran}");
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_refused_and_nothing_blocks() {
    use std::os::unix::fs::symlink;
    let project = Project::new();
    fs::create_dir(project.path("schemas/folder.yaml")).expect("made");
    symlink("/dev/zero", project.path("schemas/device.yaml")).expect("linked");
    symlink("nowhere", project.path("schemas/broken.yaml")).expect("linked");
    symlink("itself.yaml", project.path("schemas/itself.yaml")).expect("linked");
    symlink("..", project.path("schemas/shop/circle")).expect("linked");
    symlink("shop", project.path("schemas/twice")).expect("linked");
    let made = project.shell("mkfifo schemas/pipe.yaml").status().expect("runs");
    assert!(made.success());
    insta::assert_snapshot!(project.run(&["check"]));
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_not_utf8_are_named_and_escaped() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let project = Project::new();
    project.write(OsStr::from_bytes(b"schemas/caf\xe9.yaml"), CART);
    project.write(OsStr::from_bytes(b"schemas/f\xe9/x.yaml"), CART);
    project.write("schemas/\u{1b}[2J.yaml", "context: &x y\n");
    let ran = project.run(&["check"]);
    assert_eq!(ran.status, 2);
    assert!(!ran.stdout.contains('\u{1b}'), "{ran}");
    let mut rules = project.run(&["check", "--format", "json"]).rules();
    rules.sort();
    rules.dedup();
    assert!(rules.contains(&"file-name-not-usable".to_owned()), "{rules:?}");
    assert_eq!(ran.stdout.matches("[file-name-not-usable]").count(), 2, "{ran}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_without_permission_is_reported_beside_the_others() {
    use std::os::unix::fs::PermissionsExt;
    let project = Project::new().with("schemas/secret.yaml", CART).with("schemas/b.yaml", "context: &x shop\n");
    fs::set_permissions(project.path("schemas/secret.yaml"), fs::Permissions::from_mode(0o000)).expect("set");
    if fs::read(project.path("schemas/secret.yaml")).is_ok() {
        // Root reads everything.
        return;
    }
    let ran = project.run(&["check", "--format", "json"]);
    assert_eq!((ran.status, ran.rules()), (2, vec!["yaml-anchor".to_owned(), "file-unreadable".to_owned()]));
}
