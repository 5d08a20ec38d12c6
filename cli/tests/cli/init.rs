//! `retold init`: what it writes, and what it leaves alone. That it works is shown in `tour`.

use std::fs;

use crate::project::Project;

const FILES: [&str; 22] = [
    ".github/workflows/ci.yml",
    ".gitignore",
    ".vscode/settings.json",
    "Cargo.toml",
    "retold.toml",
    "samples/replay.rs",
    "samples/todo.AddTask.v1.json",
    "samples/todo.AddTask.v1.today.json",
    "samples/todo.AlreadyListed.rejection.json",
    "samples/todo.FinishTask.v1.json",
    "samples/todo.FinishTask.v1.today.json",
    "samples/todo.NotListed.rejection.json",
    "samples/todo.TaskAdded.v1.json",
    "samples/todo.TaskAdded.v1.today.json",
    "samples/todo.TaskDone.v1.json",
    "samples/todo.TaskDone.v1.today.json",
    "schemas/retold.schema.json",
    "schemas/todo/list.yaml",
    "src/events/mod.rs",
    "src/events/todo/list.rs",
    "src/list.rs",
    "src/main.rs",
];

#[test]
fn a_project_in_a_folder_of_its_own() {
    let project = Project::empty();
    let ran = project.run(&["init", "shop/My Shop"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (0, ""), "{ran}");
    insta::assert_snapshot!("init", ran);
    assert_eq!(project.names(""), FILES.map(|file| format!("shop/My Shop/{file}")));
    let manifest = project.read("shop/My Shop/Cargo.toml");
    insta::assert_snapshot!("init-manifest", manifest.replace(env!("CARGO_PKG_VERSION"), "VERSION"));
    let schema = project.read("shop/My Shop/schemas/todo/list.yaml");
    assert!(schema.starts_with("# yaml-language-server: $schema=../retold.schema.json\n"));
    assert_eq!(project.read("shop/My Shop/schemas/retold.schema.json"), project.run(&["meta-schema"]).stdout);
    let settings: serde_json::Value =
        serde_json::from_str(&project.read("shop/My Shop/.vscode/settings.json")).expect("JSON");
    assert!(settings["yaml.schemas"]["./schemas/retold.schema.json"].is_array());
    let ci = project.read("shop/My Shop/.github/workflows/ci.yml");
    for command in ["retold check", "retold generate --check", "cargo test", "cargo install --locked retold-cli"] {
        assert!(ci.contains(command), "{ci}");
    }
}

#[test]
fn a_project_in_the_current_folder_beside_what_is_there() {
    let project = Project::empty().with(".git/HEAD", "ref: x").with("README.md", "mine").with(".gitignore", "/mine\n");
    let ran = project.run(&["init", "--name", "mine"]);
    assert_eq!(ran.status, 0, "{ran}");
    assert!(
        ran.stderr.contains(".gitignore was there and is left as it is; it should have:\n\n    /target\n"),
        "{ran}"
    );
    assert_eq!((project.read(".gitignore").as_str(), project.read("README.md").as_str()), ("/mine\n", "mine"));
    assert!(project.read("Cargo.toml").contains("name = \"mine\""));
    assert_eq!(project.run(&["check"]).status, 0);
    assert_eq!(project.run(&["generate", "--check"]).status, 0);
}

#[test]
fn nothing_is_overwritten_and_nothing_is_left() {
    for (path, named) in [
        ("Cargo.toml", "Cargo.toml"),
        ("src/main.rs", "src/main.rs"),
        ("src/list.rs/x", "src/list.rs"),
        ("schemas", "schemas"),
    ] {
        let project = Project::empty().with(path, "mine").with("retold.toml", "mine");
        let before = project.tree("");
        let ran = project.run(&["init"]);
        assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{ran}");
        assert!(ran.stderr.contains(&format!("`./{named}`")) && ran.stderr.contains("`./retold.toml`"), "{ran}");
        assert_eq!(project.tree(""), before);
        assert_eq!(project.run(&["init", path]).status, if path.ends_with('x') { 2 } else { ran.status });
    }
    let project = Project::empty();
    assert_eq!(project.run(&["init", "a"]).status, 0);
    let before = project.tree("");
    assert_eq!(project.run(&["init", "a"]).status, 2);
    assert_eq!(project.tree(""), before);
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_to_is_left_as_it_was() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let project = Project::empty().with("src/x", "");
    fs::set_permissions(project.path("src"), fs::Permissions::from_mode(0o555)).expect("set");
    let is_root = fs::write(project.path("src/y"), "").is_ok();
    let before = project.tree("");
    let ran = project.run(&["init"]);
    assert_eq!(ran.status, if is_root { 0 } else { 2 }, "{ran}");
    if !is_root {
        assert_eq!(project.tree(""), before);
    }
    fs::set_permissions(project.path("src"), fs::Permissions::from_mode(0o755)).expect("set");
    // A full disk, as far as it can be had: a file system that takes nothing.
    let project = Project::empty();
    let ran = project.run(&["init", "/proc/nothing/here"]);
    assert_eq!(ran.status, 2, "{ran}");
    // Nothing is written through a link that leads nowhere.
    symlink("nowhere", project.path("Cargo.toml")).expect("linked");
    assert_eq!(project.run(&["init"]).status, 2);
    assert!(!project.path("nowhere").exists());
}

#[test]
fn names_of_folders_that_no_crate_can_have() {
    for (folder, name) in [
        ("fn", "fn-app"),
        ("2024", "app-2024"),
        ("…", "todo"),
        ("a\"b", "a-b"),
        ("Hôtel Übersee", "hotel-uebersee"),
        ("日本_x", "x"),
    ] {
        let project = Project::empty();
        let ran = project.run(&["init", folder]);
        assert_eq!(ran.status, 0, "{ran}");
        assert!(project.read(&format!("{folder}/Cargo.toml")).contains(&format!("name = \"{name}\"\n")), "{folder}");
    }
    let project = Project::empty();
    for name in ["fn", "a b", "", "\u{1b}[2J"] {
        let ran = project.run(&["init", "--name", name]);
        assert!(ran.status == 2 && !ran.stderr.contains('\u{1b}'), "{ran}");
    }
    assert!(project.names("").is_empty());
}

#[test]
fn a_checkout_is_depended_on_where_it_is_named() {
    let root = fs::canonicalize(concat!(env!("CARGO_MANIFEST_DIR"), "/..")).expect("the checkout");
    let project = Project::empty().with("Cargo.toml", "[workspace]\n");
    let ran = project.run(&["init", "a", "--path", root.to_str().expect("UTF-8")]);
    assert_eq!(ran.status, 0, "{ran}");
    let manifest = project.read("a/Cargo.toml");
    assert!(manifest.contains(&format!("path = \"{}/runtime\"", root.display())), "{manifest}");
    assert!(manifest.ends_with("\n[workspace]\n"), "{manifest}");
    let ran = project.run(&["init", "b", "--path", "a"]);
    assert!(ran.status == 2 && ran.stderr.contains("`a` is no checkout of Retold"), "{ran}");
    assert!(!project.path("b").exists());
}

#[test]
fn in_a_folder_of_a_repository_the_workflow_says_where_it_belongs() {
    let project = Project::empty().with(".git/HEAD", "ref: x").with("Cargo.toml", "[package]\n");
    let ran = project.run(&["init", "services/my \"shop\""]);
    assert_eq!(ran.status, 0, "{ran}");
    assert!(ran.stderr.contains("workflows run from the root of a repository alone"), "{ran}");
    let ci = project.read("services/my \"shop\"/.github/workflows/ci.yml");
    let workflow: serde_yaml::Value = serde_yaml::from_str(&ci).expect("YAML");
    assert_eq!(workflow["defaults"]["run"]["working-directory"], "services/my \"shop\"");
    assert!(workflow["jobs"]["test"]["steps"].is_sequence());
    // At the root there is nothing to say.
    let project = Project::empty().with(".git/HEAD", "ref: x");
    let ran = project.run(&["init"]);
    assert!(ran.status == 0 && !ran.stderr.contains("workflows"), "{ran}");
    assert!(!project.read(".github/workflows/ci.yml").contains("working-directory"));
    // Beside somebody's own project there is another way.
    let project = Project::empty().with("Cargo.toml", "mine");
    let ran = project.run(&["init"]);
    assert!(ran.status == 2 && ran.stderr.contains("`cargo add retold --features sqlite`"), "{ran}");
}
