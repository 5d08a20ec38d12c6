//! The GitHub Action of this repository: its scripts, taken from `action.yml`, run as a runner runs them, in checkouts
//! that a server would make.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_yaml::Value;

use crate::git::{Repositories, Repository};
use crate::project::{CART, Ran};

fn action() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../action.yml");
    serde_yaml::from_str(&fs::read_to_string(path).expect("readable")).expect("YAML")
}

/// One run of the action.
struct Run<'a> {
    checkout: &'a Repository,
    inputs: BTreeMap<String, String>,
    variables: BTreeMap<String, String>,
    before: String,
    /// What the steps said with `$GITHUB_OUTPUT`, as `step.name`.
    outputs: BTreeMap<String, String>,
    log: String,
}

impl<'a> Run<'a> {
    /// With the inputs' defaults, and the program that this test is built with.
    fn new(checkout: &'a Repository) -> Self {
        let action = action();
        let inputs = action["inputs"].as_mapping().expect("inputs").iter().map(|(name, input)| {
            let text = |value: &Value| value.as_str().expect("text").to_owned();
            (text(name), text(&input["default"]))
        });
        let temp = checkout.folder.with_extension("temp");
        fs::create_dir_all(&temp).expect("made");
        let variables = [
            ("GITHUB_REF", "refs/heads/main".to_owned()),
            ("GITHUB_BASE_REF", String::new()),
            ("GITHUB_SHA", checkout.git(&["rev-parse", "HEAD"])),
            ("RUNNER_TEMP", temp.display().to_string()),
            ("GITHUB_OUTPUT", temp.join("output").display().to_string()),
            ("GITHUB_STEP_SUMMARY", temp.join("summary").display().to_string()),
        ];
        let run = Self {
            checkout,
            inputs: inputs.collect(),
            variables: variables.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
            before: String::new(),
            outputs: BTreeMap::new(),
            log: String::new(),
        };
        run.input("program", env!("CARGO_BIN_EXE_retold"))
    }

    fn input(mut self, name: &str, value: &str) -> Self {
        assert!(self.inputs.insert(name.to_owned(), value.to_owned()).is_some(), "no input {name}");
        self
    }

    fn variable(mut self, name: &str, value: &str) -> Self {
        self.variables.insert(name.to_owned(), value.to_owned());
        self
    }

    /// For a pull request into `main`.
    fn pull_request(self) -> Self {
        self.variable("GITHUB_REF", "refs/pull/1/merge").variable("GITHUB_BASE_REF", "main")
    }

    /// Runs the steps until one fails, and gives its exit status.
    fn steps(mut self) -> (i32, Self) {
        for step in action()["runs"]["steps"].as_sequence().expect("steps") {
            match step.get("if").map(|condition| condition.as_str().expect("text")) {
                None => {}
                Some("inputs.program == ''") if !self.inputs["program"].is_empty() => continue,
                Some(condition) => panic!("what is `{condition}`?"),
            }
            let ran = self.step(step);
            self.log.push_str(&format!("{}{}", ran.stdout, ran.stderr));
            if ran.status != 0 {
                return (ran.status, self);
            }
        }
        (0, self)
    }

    fn step(&mut self, step: &Value) -> Ran {
        assert_eq!(step["shell"], "bash");
        let script = self.checkout.folder.with_extension("sh");
        fs::write(&script, step["run"].as_str().expect("a script")).expect("written");
        let output = Path::new(&self.variables["GITHUB_OUTPUT"]).to_owned();
        fs::write(&output, "").expect("written");
        let mut command = self.checkout.command("bash");
        command.args(["--noprofile", "--norc", "-eo", "pipefail"]).arg(script).envs(&self.variables);
        if let Some(folder) = step.get("working-directory") {
            command.current_dir(self.checkout.path(self.evaluated(folder)));
        }
        for (name, value) in step.get("env").and_then(Value::as_mapping).into_iter().flatten() {
            command.env(name.as_str().expect("text"), self.evaluated(value));
        }
        let ran = Ran::from(command.output().expect("bash starts"));
        if let Some(id) = step.get("id").and_then(Value::as_str) {
            for line in fs::read_to_string(&output).expect("readable").lines() {
                let (name, value) = line.split_once('=').expect("a name and a value");
                self.outputs.insert(format!("{id}.{name}"), value.to_owned());
            }
        }
        ran
    }

    /// An expression of the runner.
    fn evaluated(&self, written: &Value) -> String {
        let written = written.as_str().expect("text");
        let Some(expression) = written.strip_prefix("${{ ").and_then(|rest| rest.strip_suffix(" }}")) else {
            return written.to_owned();
        };
        if let Some(input) = expression.strip_prefix("inputs.") {
            return self.inputs[input].clone();
        }
        if let Some(output) = expression.strip_prefix("steps.") {
            return self.outputs[&output.replace(".outputs.", ".")].clone();
        }
        match expression {
            "github.event.merge_group.base_sha || github.event.before" => self.before.clone(),
            "github.action_path" => concat!(env!("CARGO_MANIFEST_DIR"), "/..").to_owned(),
            _ => panic!("what is `{expression}`?"),
        }
    }

    fn report(&self) -> String {
        let summary = fs::read_to_string(&self.variables["GITHUB_STEP_SUMMARY"]).expect("a summary");
        assert_eq!(summary, fs::read_to_string(&self.outputs["check.report"]).expect("a report"));
        summary
    }
}

const PATH: &str = "schemas/shop/cart.yaml";

/// `v1` of the event with one more field, which old payloads do not have.
fn broken() -> String {
    CART.replace("quantity: u32 }", "quantity: u32, price: decimal }")
}

fn with_event(text: &str, name: &str) -> String {
    format!("{text}  {name}:\n    v1: {{ sku: string }}\n")
}

/// A server with a pull request: its branch began with the first commit of `main`, which has gone on since.
struct Server {
    repositories: Repositories,
    remote: Repository,
    /// The commit that the branch began with.
    first: String,
    /// The newest one of `main`.
    main: String,
}

impl Server {
    fn new(changed: &str) -> Self {
        Self::of(changed, "")
    }

    /// With the project in a folder.
    fn of(changed: &str, folder: &str) -> Self {
        let repositories = Repositories::new();
        let remote = repositories.init("remote");
        let path = format!("{folder}{PATH}");
        remote.write(&path, CART);
        remote.write(&format!("{folder}retold.toml"), "");
        let first = remote.commit("one");
        remote.git(&["tag", "v1.0.0"]);
        remote.git(&["checkout", "-q", "-b", "work"]);
        remote.write(&path, changed);
        remote.commit("changed");
        remote.git(&["checkout", "-q", "main"]);
        // An event that the branch does not have: seen from it alone, it is gone.
        remote.write(&format!("{folder}schemas/shop/later.yaml"), &with_event("context: shop\nevents:\n", "Later"));
        let main = remote.commit("later");
        remote.git(&["checkout", "-q", "--detach"]);
        remote.git(&["merge", "-q", "--no-ff", "-m", "merged", "work"]);
        remote.git(&["update-ref", "refs/pull/1/merge", "HEAD"]);
        remote.git(&["checkout", "-q", "main"]);
        Self { repositories, remote, first, main }
    }

    fn checkout(&self, revision: &str, depth: Option<u32>) -> Repository {
        self.repositories.checkout("checkout", &self.remote, revision, depth)
    }
}

#[test]
fn a_pull_request_that_breaks_something_fails_with_annotations_and_a_report() {
    let server = Server::new(&broken());
    let checkout = server.checkout("refs/pull/1/merge", Some(1));
    let (status, run) = Run::new(&checkout).pull_request().steps();
    assert_eq!((status, run.outputs["check.status"].as_str()), (1, "1"), "{}", run.log);
    assert_eq!(run.outputs["base.against"], server.main);
    let annotations: Vec<&str> = run.log.lines().filter(|line| line.starts_with("::")).collect();
    assert_eq!(annotations.len(), 1, "{}", run.log);
    assert!(annotations[0].starts_with(&format!("::error file={PATH},line=10,")), "{}", annotations[0]);
    assert!(run.report().contains("**Failed**"), "{}", run.report());
}

#[test]
fn a_pull_request_that_breaks_nothing_passes() {
    let server = Server::new(&with_event(CART, "ItemRemoved"));
    for depth in [Some(1), None] {
        let checkout =
            server.repositories.checkout(&format!("at-{depth:?}"), &server.remote, "refs/pull/1/merge", depth);
        let (status, run) = Run::new(&checkout).pull_request().steps();
        assert_eq!((status, run.outputs["check.status"].as_str()), (0, "0"), "{}", run.log);
        assert_eq!(run.outputs["base.against"], server.main);
        assert!(run.report().contains("**Passed**"), "{}", run.report());
    }
}

#[test]
fn the_branch_of_a_pull_request_is_compared_with_where_it_began() {
    let server = Server::new(&with_event(CART, "ItemRemoved"));
    let checkout = server.checkout("refs/heads/work", Some(1));
    let (status, run) = Run::new(&checkout).pull_request().steps();
    assert_eq!((status, &run.outputs["base.against"]), (0, &server.first), "{}", run.log);
}

#[test]
fn a_push_is_compared_with_what_was_there_before() {
    let server = Server::new(CART);
    let checkout = server.checkout("refs/heads/main", Some(1));
    let mut run = Run::new(&checkout);
    run.before = server.first.clone();
    let (status, run) = run.steps();
    assert_eq!((status, &run.outputs["base.against"]), (0, &server.first), "{}", run.log);
}

#[test]
fn what_is_no_push_is_compared_with_the_parent() {
    let server = Server::new(CART);
    for (name, before) in [("none", ""), ("new", "0000000000000000000000000000000000000000")] {
        let checkout = server.repositories.checkout(name, &server.remote, "refs/heads/main", Some(1));
        let mut run = Run::new(&checkout);
        run.before = before.to_owned();
        let (status, run) = run.steps();
        assert_eq!((status, run.outputs["base.against"].as_str()), (0, "auto"), "{}", run.log);
    }
}

#[test]
fn in_the_first_commit_everything_is_new() {
    let repositories = Repositories::new();
    let remote = repositories.init("remote");
    remote.write(PATH, CART);
    remote.commit("one");
    let checkout = repositories.checkout("checkout", &remote, "refs/heads/main", Some(1));
    let (status, run) = Run::new(&checkout).steps();
    assert_eq!(status, 0, "{}", run.log);
    assert!(run.log.contains("everything is new"), "{}", run.log);
}

#[test]
fn a_base_that_is_named_is_fetched() {
    let server = Server::new(&broken());
    let first = server.first.as_str();
    for (index, (named, base)) in
        [("v1.0.0", "v1.0.0"), ("main", "origin/main"), (first, first), ("HEAD~1", "HEAD~1")].into_iter().enumerate()
    {
        let name = format!("checkout-{index}");
        let checkout = server.repositories.checkout(&name, &server.remote, "refs/pull/1/merge", Some(1));
        let (status, run) = Run::new(&checkout).pull_request().input("against", named).steps();
        assert_eq!((status, run.outputs["base.against"].as_str()), (1, base), "{}", run.log);
    }
}

#[test]
fn annotations_of_a_project_in_a_folder_are_named_from_the_root() {
    let server = Server::of(&broken(), "services/shop/");
    let checkout = server.checkout("refs/pull/1/merge", Some(1));
    let (status, run) = Run::new(&checkout).pull_request().input("working-directory", "services/shop").steps();
    assert_eq!(status, 1, "{}", run.log);
    assert!(run.log.contains(&format!("\n::error file=services/shop/{PATH},line=10,")), "{}", run.log);
}

#[test]
fn who_cannot_look_says_so() {
    let server = Server::new(CART);
    let checkout = server.checkout("refs/heads/main", Some(1));
    let (status, run) = Run::new(&checkout).input("against", "no-such-branch").steps();
    assert_ne!(status, 0, "{}", run.log);
    assert!(run.log.contains("no-such-branch"), "{}", run.log);
}

#[test]
fn nothing_of_the_event_is_put_into_a_script() {
    for step in action()["runs"]["steps"].as_sequence().expect("steps") {
        let script = step.get("run").and_then(Value::as_str).unwrap_or_default();
        assert!(!script.contains("${{"), "{script}");
    }
}

#[test]
fn the_program_is_known_by_what_it_is_made_from() {
    let server = Server::new(CART);
    let checkout = server.checkout("refs/heads/main", Some(1));
    let mut run = Run::new(&checkout).input("program", "");
    let steps = action()["runs"]["steps"].as_sequence().expect("steps").clone();
    let ran = run.step(&steps[0]);
    assert_eq!(ran.status, 0, "{ran}");
    assert_eq!(run.outputs["source.hash"].len(), 40);
    assert!(steps[1]["with"]["key"].as_str().expect("a key").ends_with("${{ steps.source.outputs.hash }}"));
}
