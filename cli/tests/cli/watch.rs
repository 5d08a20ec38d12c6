//! `--watch`, in a process of its own.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use crate::project::{CART, Project};

const ADDED: &str = "json/shop.ItemAdded.v1.schema.json";
const PATIENCE: Duration = Duration::from_secs(20);

struct Watching {
    child: Child,
    lines: Receiver<String>,
}

impl Watching {
    fn start(project: &Project) -> Self {
        let mut child = project
            .command(&["generate", "--watch"])
            .stderr(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .expect("starts");
        let stderr = child.stderr.take().expect("a pipe");
        let (sender, lines) = mpsc::channel();
        thread::spawn(move || {
            for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        Self { child, lines }
    }

    /// Waits for a line that contains `text`.
    #[track_caller]
    fn says(&self, text: &str) {
        let end = Instant::now() + PATIENCE;
        let mut said = Vec::new();
        while let Ok(line) = self.lines.recv_timeout(end.saturating_duration_since(Instant::now())) {
            if line.contains(text) {
                return;
            }
            said.push(line);
        }
        panic!("`{text}` was not said, but {said:#?}");
    }

    /// Whether nothing is said for a while.
    fn is_silent(&self) -> bool {
        self.lines.recv_timeout(Duration::from_millis(700)).is_err()
    }

    /// Ctrl-C.
    fn interrupt(mut self) -> ExitStatus {
        let sent = Command::new("kill").args(["-INT", &self.child.id().to_string()]).status().expect("runs");
        assert!(sent.success());
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().expect("a status") {
                return status;
            }
            assert!(Instant::now() < end, "still running after Ctrl-C");
            thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn changes_are_generated_until_ctrl_c() {
    let project = Project::new();
    let watching = Watching::start(&project);
    watching.says("watching schemas; Ctrl-C ends it");
    watching.says("1 file changed");
    assert!(watching.is_silent(), "it writes nothing that it then sees as a change");

    project.write("schemas/shop/cart.yaml", CART.to_owned() + "  Emptied:\n    v1: {}\n");
    watching.says("wrote json/shop.Emptied.v1.schema.json");
    watching.says("1 file changed, 1 unchanged");

    // A new folder with a file in it, and a file that is renamed into place, as editors do.
    project.write("schemas/stock/shelf.yaml", "context: stock\nevents:\n  Counted:\n    v1: {}\n");
    watching.says("wrote json/stock.Counted.v1.schema.json");
    project.write("schemas/stock/.shelf.yaml.swp", "context: stock\nevents:\n  Recounted:\n    v1: {}\n");
    fs::rename(project.path("schemas/stock/.shelf.yaml.swp"), project.path("schemas/stock/shelf.yaml"))
        .expect("renamed");
    watching.says("wrote json/stock.Recounted.v1.schema.json");

    fs::remove_dir_all(project.path("schemas/stock")).expect("removed");
    watching.says("removed json/stock.Recounted.v1.schema.json");

    // The folder as a whole is replaced.
    project.write("new/cart.yaml", CART);
    fs::rename(project.path("schemas"), project.path("old")).expect("renamed");
    fs::rename(project.path("new"), project.path("schemas")).expect("renamed");
    watching.says("removed json/shop.Emptied.v1.schema.json");
    project.write("schemas/cart.yaml", CART.replace("ItemAdded", "ItemPut"));
    watching.says("removed json/shop.ItemAdded.v1.schema.json");

    assert_eq!(watching.interrupt().code(), Some(0));
    assert_eq!(project.names("json"), ["json/shop.ItemPut.v1.schema.json"]);
}

#[test]
fn mistakes_are_printed_and_waited_out() {
    let project = Project::new().with("schemas/shop/cart.yaml", CART.replace("u32", "u33"));
    let watching = Watching::start(&project);
    watching.says("nothing was generated");
    project.write("schemas/shop/cart.yaml", CART);
    watching.says(&format!("wrote {ADDED}"));
    fs::rename(project.path("schemas"), project.path("away")).expect("renamed");
    watching.says("`schemas` does not exist");
    fs::rename(project.path("away"), project.path("schemas")).expect("renamed");
    watching.says("1 file up to date");
    project.write("retold.toml", "schemas = 1\n");
    watching.says("must be a string");
    project.write("retold.toml", "schemas = \"other\"\n[generate.json-schema]\nout = \"json2\"\n");
    watching.says("`other` does not exist");
    project.write("other/cart.yaml", CART);
    watching.says("wrote json2/shop.ItemAdded.v1.schema.json");
    assert_eq!(watching.interrupt().code(), Some(0));
}

#[test]
fn without_anything_to_do_it_does_not_wait() {
    let ran = Project::empty().with("schemas/cart.yaml", CART).run(&["generate", "--watch"]);
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("nothing to write"), "{ran}");
}
