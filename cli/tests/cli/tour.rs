//! The tour that a newcomer takes, as a test: a new project builds, passes its tests and runs as it is; its schema gets
//! another version, and yesterday's events are read; what is scaffolded compiles and passes its tests too.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::project::Ran;

/// A project in a folder inside this checkout, so that it depends on it.
struct Tour {
    folder: PathBuf,
}

impl Tour {
    fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a folder");
        Self { folder }
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.join(path)
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).expect(path)
    }

    fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        fs::create_dir_all(self.path(path).parent().expect("a folder")).expect("made");
        fs::write(self.path(path), text).expect(path);
    }

    fn retold(&self, arguments: &[&str]) -> Ran {
        self.run(Command::new(env!("CARGO_BIN_EXE_retold")).args(arguments))
    }

    /// Cargo without the network, with the versions and the target folder of this workspace.
    fn cargo(&self, arguments: &[&str]) -> Ran {
        self.run(&mut self.cargo_command(arguments))
    }

    /// Tests that write the results of their samples.
    fn update(&self) -> Ran {
        self.run(self.cargo_command(&["test", "-q"]).env("RETOLD_UPDATE", "1"))
    }

    fn cargo_command(&self, arguments: &[&str]) -> Command {
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("the target folder");
        let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        // Warnings are mistakes in what was generated.
        command.env("CARGO_TARGET_DIR", target).env("CARGO_NET_OFFLINE", "true").env("CARGO_BUILD_WARNINGS", "deny");
        for (variable, _) in std::env::vars_os() {
            let name = variable.to_string_lossy();
            if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_BIN_") || name.starts_with("CARGO_MANIFEST_") {
                command.env_remove(&variable);
            }
        }
        command.current_dir(&self.folder).args(arguments);
        command
    }

    fn run(&self, command: &mut Command) -> Ran {
        let command = command.current_dir(&self.folder).stdin(Stdio::null());
        Ran::from(command.output().expect("the program starts"))
    }

    fn use_lock_file(&self) {
        let lock = concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.lock");
        fs::copy(lock, self.path("Cargo.lock")).expect("copied");
    }
}

#[track_caller]
fn done(ran: Ran) -> String {
    assert_eq!(ran.status, 0, "{ran}");
    assert!(!ran.stderr.contains("warning:"), "{ran}");
    ran.stdout
}

#[test]
fn from_nothing_to_another_version() {
    let tour = Tour::new("tour");
    done(tour.retold(&["init"]));
    tour.use_lock_file();
    assert!(done(tour.cargo(&["test", "-q"])).contains("5 passed"));
    done(tour.retold(&["check"]));
    done(tour.retold(&["generate", "--check"]));
    assert!(tour.retold(&["scaffold", "List"]).stderr.contains("nothing is new"));

    assert_eq!(done(tour.cargo(&["run", "-q", "--", "add", "milk"])), "- milk\n");
    assert_eq!(done(tour.cargo(&["run", "-q", "--", "add", "bread"])), "- milk\n- bread\n");
    assert_eq!(done(tour.cargo(&["run", "-q", "--", "done", "milk"])), "- bread\n");
    let ran = tour.cargo(&["run", "-q", "--", "add", "bread"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (1, "`bread` is on the list already\n"), "{ran}");
    assert_eq!(done(tour.cargo(&["run", "-q", "--", "as-of", "2"])), "- milk\n- bread\n");
    assert!(done(tour.cargo(&["run", "-q", "--", "log"])).contains("3. "));

    // Another version of an event, and a command more.
    let schema = tour.read("schemas/todo/list.yaml");
    let added = "      task: { type: Task, doc: What it is., example: milk }\n";
    let schema =
        schema.replace(added, &format!("{added}    v2:\n{added}      urgent: {{ type: bool, fill: false }}\n"));
    let schema = schema.replace(
        "\ncommands:\n",
        "  ListCleared:\n    v1: {}\n\ncommands:\n  ClearList:\n    v1: {}\n    emits: [ListCleared]\n",
    );
    tour.write("schemas/todo/list.yaml", schema);
    done(tour.retold(&["check"]));
    assert_eq!(tour.retold(&["generate", "--check"]).status, 1);
    done(tour.retold(&["generate"]));
    let ran = tour.retold(&["scaffold", "List"]);
    assert!(ran.status == 1 && ran.stderr.contains("lacks 2 methods"), "{ran}");
    assert_ne!(tour.cargo(&["check", "-q"]).status, 0);

    // What was printed is pasted, and the new field gets a value.
    let pasted = ran.stdout;
    let (imports, rest) = pasted.split_once("\nimpl ListLogic for List {\n").expect("an impl");
    let (methods, tests) = rest.split_once("}\n\nmod tests {\n").expect("tests");
    let list = tour
        .read("src/list.rs")
        .replace("TaskAdded { task }", "TaskAdded { task, urgent: false }")
        .replace(
            "TaskAdded = from_json(r#\"{ \"task\": \"milk\" }\"",
            "TaskAdded = from_json(r#\"{ \"task\": \"milk\", \"urgent\": false }\"",
        )
        .replace("impl ListLogic for List {\n", &format!("{imports}\nimpl ListLogic for List {{\n{methods}"))
        .replace("    use super::*;\n", &format!("    use super::*;\n\n{}", tests.trim_end().trim_end_matches('}')));
    tour.write("src/list.rs", list);

    // What yesterday's events are read as now is to be seen before it is committed.
    let ran = tour.cargo(&["test", "-q"]);
    let told = "+       \"payload\": { \"task\": \"milk\", \"urgent\": false }";
    assert!(ran.status != 0 && ran.stdout.contains(told) && ran.stdout.contains("RETOLD_UPDATE=1"), "{ran}");
    assert!(done(tour.update()).contains("6 passed"));
    assert!(tour.read("samples/todo.TaskAdded.v1.today.json").contains("\"urgent\": false"));
    assert!(done(tour.cargo(&["test", "-q"])).contains("6 passed"));
    done(tour.retold(&["generate", "--check"]));
    assert!(tour.retold(&["scaffold", "List"]).stderr.contains("nothing is new"));

    // Yesterday's events are read.
    assert_eq!(done(tour.cargo(&["run", "-q", "--", "add", "tea"])), "- bread\n- tea\n");
    let log = done(tour.cargo(&["run", "-q", "--", "log"]));
    assert!(log.contains("todo.TaskAdded v1\n") && log.contains("todo.TaskAdded v2\n"), "{log}");
}

/// Names that mean something else in Rust, and every kind of field.
const HOSTILE: &str = r####"
context: a.mod
aggregate: Result
id: u64
records: { Option: { v1: { self: string, type: "list<Option>" } } }
unions: { Vec: { v1: { Some: { none: u8 }, ok: {} } } }
events:
  Self: { v1: {} }
  Context: { v1: { type: Vec, at: timestamp, box: "Option?" } }
  String: { v1: {} }
  Events: { v1: { x: { type: "map<u8, date>", doc: "\"# */ \u202e" }, y: "set<decimal>", z: json } }
  from_json: { v1: { nothing: bytes } }
commands:
  Aggregate: { v1: { type: Vec, box: "Option?" }, emits: [Context], rejects: [Err] }
  Ok: { v1: {}, emits: [String] }
  Default: { v1: { x: { type: "map<u8, date>", doc: "\"#" }, y: "set<decimal>", z: { type: json, example: "\"## \u202e" } }, emits: [Events] }
  Nothing: { v1: { a: f32 } }
  nothing_yet: { v1: { nothing: bytes }, emits: [from_json, String], rejects: [Err] }
rejections: { Err: { message: "{self} \u202e", fields: { self: string } } }
views:
  Origin: { key: date, type: "list<Option>", from: [Context, String] }
  ViewError: { key: KeyOf, fields: { Self: u8, x: f64 }, from: [Context, other.Context, other.Bool] }
queries:
  Query: { v1: { type: Vec }, returns: Origin? }
  match: { v1: {}, returns: list<ViewError> }
  Box: { v1: { x: f32 }, returns: bool }
  crate: { v1: {}, returns: "map<date, set<u8>>" }
processes:
  Process: { key: u64, state: { type: u8, x: "Option?" }, reacts: { Context: { sends: [Ok], deadline: { after: PT1H, then: Reacting } }, Reacting: { sends: [Nothing] } } }
  Reaction: { key: KeyOf, state: { at: timestamp }, reacts: { other.Context: { by: key }, other.Bool: { sends: [Ok] } } }
  key: { key: string, state: {}, reacts: { other.Bool: { by: key } } }
enums: { KeyOf: [none, Some] }
"####;

const OTHER: &str = "
context: other
aggregate: Other
id: a.mod.KeyOf
events: { Context: { v1: { key: a.mod.KeyOf } }, Bool: { v1: { key: string } } }
queries: { Other: { v1: {}, returns: u8 } }
";

const LOOSE: &str = "
aggregate: Mod
id: string
events: { Opened: { v1: { by: string } } }
commands: { Open: { v1: { by: { type: string, pattern: \"^x\" } }, emits: [Opened] } }
";

#[test]
fn what_is_scaffolded_compiles_whatever_it_is_called() {
    let tour = Tour::new("scaffolded");
    done(tour.retold(&["init", "--name", "scaffolded"]));
    tour.use_lock_file();
    let hostile = HOSTILE.replace("nothing_yet", "nothingYet").replace("from_json", "fromJson");
    tour.write("schemas/a/type.yaml", hostile);
    tour.write("schemas/mod.yaml", LOOSE);
    tour.write("schemas/other.yaml", OTHER);
    done(tour.retold(&["check", "--quiet"]));
    done(tour.retold(&["generate"]));
    done(tour.retold(&["scaffold", "a.mod.Result"]));
    done(tour.retold(&["scaffold", "Mod"]));
    let main = tour.read("src/main.rs");
    let others = ["Origin", "ViewError", "ResultQueries", "a.mod.Process", "Reaction", "key", "OtherQueries"];
    for name in others {
        done(tour.retold(&["scaffold", name]));
    }
    let modules = [
        "key",
        "list",
        "mod_aggregate",
        "origin",
        "other_queries",
        "process",
        "reaction",
        "result",
        "result_queries",
        "view_error",
    ];
    let modules: Vec<String> = modules.iter().map(|module| format!("pub mod {module};")).collect();
    tour.write("src/main.rs", main.replace("mod list;", &modules.join("\n")));
    assert!(done(tour.update()).contains("23 passed"));
    assert!(done(tour.cargo(&["test", "-q"])).contains("23 passed"));
    is_formatted(&tour, &["src/mod_aggregate.rs", "src/list.rs", "src/main.rs", "src/other_queries.rs", "src/key.rs"]);
}

/// With rustfmt's own settings, where it is installed.
fn is_formatted(tour: &Tour, files: &[&str]) {
    tour.write("rustfmt.toml", "");
    let mut rustfmt = Command::new("rustfmt");
    rustfmt.args(["--check", "--edition", "2024"]).args(files).current_dir(&tour.folder);
    let Ok(output) = rustfmt.output() else { return };
    let ran = Ran::from(output);
    assert!(ran.status == 0 || ran.stderr.contains("not installed"), "{ran}");
}
