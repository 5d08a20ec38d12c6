//! What is never overwritten, never left, and what is said when the system refuses.

use std::fs;

use crate::project::Project;

const ADDED: &str = "json/shop.ItemAdded.v1.schema.json";

/// Runs `generate`, which must refuse, and must leave everything as it was.
fn refused(project: &Project) -> String {
    let before = project.tree("");
    let ran = project.run(&["generate"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{ran}");
    assert_eq!(project.tree(""), before);
    ran.stderr
}

#[test]
fn a_file_that_retold_did_not_write_is_not_overwritten() {
    let project = Project::new().with(ADDED, "mine");
    insta::assert_snapshot!(refused(&project));
    assert_eq!(project.run(&["generate", "--check"]).status, 2);
}

#[test]
fn a_folder_in_the_place_of_a_file_is_reported() {
    let project = Project::new();
    fs::create_dir_all(project.path(ADDED)).expect("made");
    let stderr = refused(&project);
    assert!(
        stderr.contains("`json/shop.ItemAdded.v1.schema.json` is a folder: a generated file belongs there"),
        "{stderr}"
    );
}

#[test]
fn an_output_folder_that_is_a_file_is_reported() {
    let project = Project::new().with("json", "a file");
    let stderr = refused(&project);
    assert!(stderr.contains("`json` is a file, not a folder"), "{stderr}");
    let project =
        Project::new().with("retold.toml", "[generate.json-schema]\nout = \"a/b/json\"\n").with("a", "a file");
    let stderr = refused(&project);
    assert!(stderr.contains("`a` is a file, not a folder"), "{stderr}");
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_links_inside_the_folder() {
    use std::os::unix::fs::symlink;
    let project = Project::new().with("outside.json", "mine");
    fs::create_dir(project.path("json")).expect("made");
    symlink("../outside.json", project.path(ADDED)).expect("linked");
    let stderr = refused(&project);
    assert!(stderr.contains("v1.schema.json` is a symbolic link"), "{stderr}");
    assert_eq!(project.read("outside.json"), "mine");
}

#[cfg(unix)]
#[test]
fn the_output_folder_itself_may_be_a_link() {
    use std::os::unix::fs::symlink;
    let project = Project::new();
    fs::create_dir(project.path("elsewhere")).expect("made");
    symlink("elsewhere", project.path("json")).expect("linked");
    assert_eq!(project.run(&["generate"]).status, 0);
    assert_eq!(project.names("elsewhere"), ["elsewhere/shop.ItemAdded.v1.schema.json"]);
    fs::remove_dir_all(project.path("elsewhere")).expect("removed");
    let stderr = refused(&project);
    assert!(stderr.contains("`json` is a link that leads nowhere"), "{stderr}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_cannot_be_written_is_reported() {
    let project = Project::new().with("retold.toml", "[generate.json-schema]\nout = \"/proc/json\"\n");
    let stderr = refused(&project);
    assert!(stderr.contains("cannot make the folder `/proc/json`: "), "{stderr}");
}

/// The limit on the size of files stands for a disk that is full: the system takes a part and refuses the rest.
#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_is_full_leaves_nothing_half_written() {
    let project = Project::new();
    let fields: String = (0..200).map(|index| format!("      field{index}: string\n")).collect();
    project.write("schemas/shop/cart.yaml", format!("context: shop\nevents:\n  Big:\n    v1:\n{fields}"));
    let output = project.shell("trap '' XFSZ; ulimit -f 4; exec \"$RETOLD\" generate").output().expect("runs");
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{stderr}");
    assert!(stderr.contains("cannot write `json/shop.Big.v1.schema.json`: "), "{stderr}");
    assert_eq!(project.names("json"), Vec::<String>::new());
}
