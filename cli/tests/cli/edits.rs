//! Ten changes of a service over the months, made with `new`, `bump` and `check --fix` and the few words that only a
//! person knows: after each the Rust is generated, a check against the commit before finds nothing wrong, and at the end
//! the program compiles and reads what the first version wrote.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::git::{Repositories, Repository};
use crate::project::Ran;

const PATH: &str = "schemas/todo/list.yaml";

/// A project in a repository, and runs of programs in it.
struct Service {
    repository: Repository,
}

impl Service {
    fn new(repositories: &Repositories) -> Self {
        let service = Service { repository: repositories.init("service") };
        service.retold(&["init", "--name", "edited", "--path", &root().to_string_lossy()]);
        fs::copy(root().join("Cargo.lock"), service.path("Cargo.lock")).expect("copied");
        service.repository.commit("a list");
        service
    }

    fn path(&self, path: &str) -> PathBuf {
        self.repository.folder.join(path)
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).expect(path)
    }

    #[track_caller]
    fn retold(&self, arguments: &[&str]) -> Ran {
        let mut command = self.repository.command(env!("CARGO_BIN_EXE_retold"));
        let ran = Ran::from(command.args(arguments).output().expect("it starts"));
        assert_eq!(ran.status, 0, "{arguments:?}\n{ran}");
        ran
    }

    /// What a person writes: each pair is what stands there, in the last place, and what should.
    #[track_caller]
    fn write(&self, path: &str, pairs: &[(&str, &str)]) {
        let mut text = self.read(path);
        for (old, new) in pairs {
            let at = text.rfind(old).unwrap_or_else(|| panic!("{old:?} is not in\n{text}"));
            text.replace_range(at..at + old.len(), new);
        }
        fs::write(self.path(path), text).expect("written");
    }

    /// The end of a change: nothing that was written is read otherwise, and the files are laid out.
    #[track_caller]
    fn publish(&self, what: &str) {
        self.retold(&["fmt", "--check"]);
        let ran = self.retold(&["check", "--against", "HEAD", "--format", "json"]);
        assert_eq!(ran.json()["summary"]["errors"], 0, "{what}: {ran}");
        assert_eq!(ran.json()["summary"]["warnings"], 0, "{what}: {ran}");
        self.retold(&["generate"]);
        self.repository.commit(what);
    }

    /// Cargo without the network, with the versions and the target folder of this workspace.
    #[track_caller]
    fn cargo(&self, arguments: &[&str]) -> String {
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("the target folder");
        let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command.env("CARGO_TARGET_DIR", target).env("CARGO_NET_OFFLINE", "true").env("CARGO_BUILD_WARNINGS", "deny");
        for (variable, _) in std::env::vars_os() {
            let name = variable.to_string_lossy();
            if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_BIN_") || name.starts_with("CARGO_MANIFEST_") {
                command.env_remove(&variable);
            }
        }
        let output = command.args(arguments).current_dir(&self.repository.folder).output().expect("cargo starts");
        let ran = Ran::from(output);
        assert_eq!(ran.status, 0, "{ran}");
        ran.stdout
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().expect("the repository")
}

#[test]
fn ten_changes_of_a_service() {
    let repositories = Repositories::new();
    let service = Service::new(&repositories);
    let retold = |arguments: &[&str]| service.retold(arguments);

    // 1. How much a task matters is recorded, too.
    retold(&["new", "enum", "list", "Weight", "low", "normal", "high", "--doc", "How much a task matters."]);
    retold(&["bump", "TaskAdded"]);
    service.write(PATH, &[(
        "    v2:\n      task: { type: Task, doc: What it is., example: milk }\n",
        "    v2:\n      task: { type: Task, doc: What it is., example: milk }\n      weight: { type: Weight, fill: normal }\n",
    )]);
    service.publish("tasks have a weight");

    // 2. Something that was not recorded before.
    retold(&["new", "event", "List", "TaskRenamed", "task:Task", "into:Task", "--doc", "A task is called otherwise."]);
    retold(&[
        "new",
        "command",
        "List",
        "RenameTask",
        "task:Task",
        "into:Task",
        "--emits",
        "TaskRenamed",
        "--rejects",
        "NotListed",
    ]);
    service.publish("tasks can be renamed");

    // 3. A record in a file of its own, and an event that holds it.
    retold(&[
        "new",
        "record",
        "schemas/todo/person.yaml",
        "Person",
        "name:string",
        "--context",
        "todo",
        "--doc",
        "Who does it.",
    ]);
    retold(&["new", "event", "List", "TaskAssigned", "task:Task", "to:Person"]);
    service.publish("tasks are assigned");

    // 4. The record gets a field; events that hold it stay what they were.
    retold(&["bump", "Person"]);
    service.write("schemas/todo/person.yaml", &[("v2: { name: string }", "v2: { name: string, mail: string? }")]);
    assert!(service.read(PATH).contains("to: Person@1"));
    service.publish("people have mail");

    // 5. The event takes the new record over.
    retold(&["bump", "TaskAssigned"]);
    service.write(PATH, &[("to: Person@1", "to: Person@2")]);
    service.publish("assigned to people with mail");

    // 6. The record changes again, and who holds it goes along at once.
    retold(&["bump", "Person", "--all"]);
    service.write(
        "schemas/todo/person.yaml",
        &[("v3: { name: string,", "v3: { full_name: { type: string, from: name },")],
    );
    assert!(service.read(PATH).contains("v3: { task: Task, to: Person@3 }"));
    service.publish("people have full names");

    // 7. A field is renamed and widened.
    retold(&["new", "event", "List", "TimeSpent", "task:Task", "mins:u16"]);
    service.publish("time is recorded");
    retold(&["bump", "TimeSpent"]);
    service.write(PATH, &[("mins: u16", "minutes: { type: u32, from: mins }")]);
    service.publish("more time than 65,535 minutes");

    // 8. A union gets a variant, in a command that waits for it.
    retold(&["new", "union", "List", "Repeat", "daily", "weekly.day:string", "--tag", "every"]);
    retold(&["new", "command", "List", "RepeatTask", "task:Task", "repeat:Repeat", "--emits", "TaskAdded"]);
    service.publish("tasks repeat");
    retold(&["bump", "Repeat", "--into", "RepeatTask"]);
    service.write(PATH, &[("weekly: { day: string } }", "weekly: { day: string }, monthly: {} }")]);
    service.publish("every month, too");

    // 9. A field is given up where nobody needs what was stored.
    service.write(
        PATH,
        &[("v2: { task: Task, minutes: { type: u32, from: mins } }", "v2: { minutes: { type: u32, from: mins } }")],
    );
    retold(&["check", "--against", "HEAD", "--fix", "--yes"]);
    assert!(service.read(PATH).contains("reserved: { v2: [task] }"), "{}", service.read(PATH));
    service.publish("time is spent on anything");

    // 10. What a colleague wrote in a hurry is put right.
    service.write(PATH, &[("values: [low, normal, high]", "values: [low, normal, high, NO]")]);
    service.write(
        "schemas/todo/person.yaml",
        &[("records:\n", "records:\n  Team: { v1: { people: list<Person>, by_role: map<string, u8> } }\n")],
    );
    retold(&["check", "--against", "HEAD", "--fix", "--yes"]);
    assert!(service.read("schemas/todo/person.yaml").contains("list<Person@1>, by_role: \"map<string, u8>\""));
    service.publish("teams");

    // What the first version wrote is read as today's, and what was generated compiles.
    let old = r#"{"type":"todo.TaskAdded","version":1,"data":{"task":"milk"}}"#;
    fs::write(service.path("old.jsonl"), old).expect("written");
    let today = retold(&["upcast", "old.jsonl"]).stdout;
    assert!(today.contains(r#""version":2"#) && today.contains(r#""weight":"normal""#), "{today}");
    fs::write(service.path("src/main.rs"), "#[rustfmt::skip]\npub mod events;\n\nfn main() {}\n").expect("written");
    fs::remove_file(service.path("src/list.rs")).expect("removed");
    service.write("Cargo.toml", &[("[dependencies]", "[lints.rust]\ndead_code = \"allow\"\n\n[dependencies]")]);
    service.cargo(&["check", "-q"]);
    assert_eq!(service.repository.git(&["rev-list", "--count", "HEAD"]).trim(), "13");
    insta::assert_snapshot!("ten-edits", service.read(PATH));
}
