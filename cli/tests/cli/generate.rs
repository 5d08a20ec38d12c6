//! Writing: what is there afterwards, what stays as it was, and what `--check` says about it.

use std::fs;
use std::time::SystemTime;

use crate::project::{CART, Project};

const ADDED: &str = "json/shop.ItemAdded.v1.schema.json";
const REMOVED: &str = "json/shop.ItemRemoved.v1.schema.json";

fn with_removed() -> String {
    format!("{CART}  ItemRemoved:\n    v1: {{ sku: string }}\n")
}

fn modified(project: &Project, path: &str) -> SystemTime {
    fs::metadata(project.path(path)).and_then(|metadata| metadata.modified()).expect("a time")
}

#[test]
fn files_are_written_once_and_again_only_if_they_change() {
    let project = Project::new();
    insta::assert_snapshot!("first-run", project.run(&["generate"]));
    let first = modified(&project, ADDED);
    let tree = project.tree("");
    insta::assert_snapshot!("second-run", project.run(&["generate"]));
    assert_eq!((project.tree(""), modified(&project, ADDED)), (tree, first));
    project.write("schemas/shop/cart.yaml", with_removed());
    let ran = project.run(&["generate"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (0, ""));
    assert_eq!(
        ran.stderr,
        "wrote json/shop.ItemRemoved.v1.schema.json\njson-schema: 1 file changed, 1 unchanged in json\n"
    );
    assert_eq!(modified(&project, ADDED), first);
    assert_eq!(project.run(&["generate", "-q"]).to_string(), "exit status: 0\n----- stdout\n----- stderr\n");
}

#[test]
fn a_project_that_generates_no_files_has_none_out_of_date() {
    let project = Project::new().with("retold.toml", "schemas = \"schemas\"\n");
    let ran = project.run(&["generate", "--check"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, "up to date: retold.toml names no output\n"));
    project.write("schemas/shop/cart.yaml", "context: &shop shop");
    assert_eq!(project.run(&["generate", "--check"]).status, 2);
    assert_eq!(project.run(&["generate"]).status, 2);
}

#[test]
fn check_lists_what_is_stale_missing_and_orphaned_and_writes_nothing() {
    let project = Project::new().with("schemas/shop/cart.yaml", with_removed());
    assert_eq!(project.run(&["generate"]).status, 0);
    assert_eq!(project.run(&["generate", "--check"]).status, 0);
    let changed = CART.replace("quantity: u32", "quantity: u64") + "  CheckedOut:\n    v1: {}\n";
    project.write("schemas/shop/cart.yaml", changed);
    let before = project.tree("");
    let ran = project.run(&["generate", "--check"]);
    insta::assert_snapshot!("check", ran);
    assert_eq!((ran.status, project.tree("")), (1, before));
    let json = project.run(&["generate", "--check", "--format", "json"]);
    assert_eq!(json.status, 1);
    let states: Vec<String> = json.json()["files"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|file| format!("{} {} {}", file["output"], file["path"], file["state"]).replace('"', ""))
        .collect();
    assert_eq!(
        states,
        [
            "json-schema json/shop.CheckedOut.v1.schema.json missing",
            "json-schema json/shop.ItemAdded.v1.schema.json stale",
            "json-schema json/shop.ItemRemoved.v1.schema.json orphaned",
        ]
    );
    let ran = project.run(&["generate"]);
    assert!(ran.stderr.contains("removed json/shop.ItemRemoved.v1.schema.json"), "{ran}");
    assert_eq!(project.run(&["generate", "--check"]).status, 0);
    assert_eq!(project.names("json"), ["json/shop.CheckedOut.v1.schema.json", ADDED]);
}

#[test]
fn check_says_which_command_mends_it() {
    let project = Project::new();
    let ran = project.run(&["generate", "json-schema", "--out", "a b", "--check"]);
    assert_eq!(ran.status, 1);
    assert!(ran.stderr.contains("run `retold generate json-schema --out 'a b'`"), "{ran}");
    assert!(!project.path("a b").exists());
}

#[test]
fn a_schema_with_a_mistake_writes_nothing() {
    let project = Project::new();
    assert_eq!(project.run(&["generate"]).status, 0);
    let before = project.tree("json");
    project.write("schemas/shop/cart.yaml", CART.replace("u32", "u33"));
    let ran = project.run(&["generate"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (2, ""));
    assert!(ran.stderr.contains("schemas/shop/cart.yaml:10:34"), "{ran}");
    assert!(ran.stderr.contains("nothing was generated"), "{ran}");
    assert_eq!(project.tree("json"), before);
    assert_eq!(project.run(&["generate", "--check"]).status, 2);
}

#[test]
fn findings_as_json_are_the_result_and_say_which_files_were_written() {
    let project = Project::new();
    let document = project.run(&["generate", "--format", "json"]).json();
    assert_eq!(document["files"][0]["state"], "created");
    assert_eq!(document["summary"]["errors"], 0);
    assert_eq!(document["checked"]["events"], 1);
}

#[test]
fn neighbours_that_retold_did_not_write_stay() {
    let project = Project::new()
        .with("json/mine.schema.json", r#"{ "$id": "https://example.com/mine" }"#)
        .with("json/shop.ItemAdded.v9.schema.json", "not JSON")
        .with("json/copy.schema.json", r#"{ "$id": "urn:retold:shop.ItemAdded:1" }"#)
        .with("json/deep/shop.Old.v1.schema.json", r#"{ "$id": "urn:retold:shop.Old:1" }"#)
        .with("json/README.md", "by hand");
    let before = project.tree("json");
    assert_eq!(project.run(&["generate"]).status, 0);
    let mut after = project.tree("json");
    assert!(after.remove(ADDED).is_some());
    assert_eq!(after, before);
    assert_eq!(project.run(&["generate", "--check"]).status, 0);
}

#[test]
fn samples_are_files_of_their_own_and_what_a_program_made_of_them_is_not_touched() {
    let project = Project::new().with("schemas/shop/cart.yaml", with_removed());
    let config = project.read("retold.toml") + "[generate.samples]\nout = \"samples\"\n";
    project.write("retold.toml", config);
    let ran = project.run(&["generate"]);
    assert_eq!(ran.status, 0, "{ran}");
    let removed = "samples/shop.ItemRemoved.v1.json";
    assert_eq!(project.names("samples"), ["samples/replay.rs", "samples/shop.ItemAdded.v1.json", removed]);
    assert!(project.read("samples/replay.rs").contains("__types::shop::cart::"));
    let made = "samples/shop.ItemRemoved.v1.today.json";
    project.write(made, r#"{ "$comment": "Generated by Retold", "event": "shop.ItemRemoved", "version": 1 }"#);
    project.write("samples/mine.json", r#"{ "event": "shop.Mine", "version": 1, "samples": [] }"#);
    project.write("schemas/shop/cart.yaml", CART);
    assert_eq!(project.run(&["generate", "--check"]).status, 1);
    let ran = project.run(&["generate"]);
    assert!(ran.status == 0 && ran.stderr.contains(&format!("removed {removed}")), "{ran}");
    // The test of the samples says that it is left over.
    assert!(project.path(made).exists() && project.path("samples/mine.json").exists());
    assert_eq!(project.run(&["generate", "--check"]).status, 0);
}

#[test]
fn typescript_has_a_file_for_each_schema_file() {
    let project = Project::new().with("ts/mine.ts", "// by hand\n");
    let generate = ["generate", "typescript", "--out", "ts"];
    let check = ["generate", "typescript", "--out", "ts", "--check"];
    assert_eq!(project.run(&generate).status, 0);
    assert_eq!(project.run(&check).status, 0);
    let text = project.read("ts/shop/cart.ts");
    assert!(text.starts_with("// Generated by Retold from `shop/cart.yaml`"), "{text}");
    assert!(text.contains("export type ItemAdded = {\n"), "{text}");
    project.write("ts/shop/cart.ts", text.replace("ItemAdded", "Added"));
    project.write("schemas/shop/stock.yaml", "context: stock\nevents:\n  Counted: { v1: { n: u8 } }\n");
    assert_eq!(project.run(&check).status, 1);
    assert_eq!(project.run(&generate).status, 0);
    assert_eq!(project.read("ts/shop/cart.ts"), text);
    fs::remove_file(project.path("schemas/shop/stock.yaml")).expect("removed");
    assert!(project.run(&generate).stderr.contains("removed ts/shop/stock.ts"));
    assert_eq!(project.names("ts"), ["ts/mine.ts", "ts/shop/cart.ts"]);
    project.write("ts/shop/cart.ts", "// mine\n");
    assert_eq!(project.run(&generate).status, 2);
    assert_eq!(project.read("ts/shop/cart.ts"), "// mine\n");
}

#[test]
fn mermaid_has_a_chart_for_each_aggregate_and_one_for_all() {
    let with_command = format!("{CART}commands:\n  AddItem: {{ v1: {{}}, emits: [ItemAdded] }}\n");
    let project = Project::new().with("charts/mine.mmd", "flowchart LR\n").with("schemas/shop/cart.yaml", with_command);
    let generate = ["generate", "mermaid", "--out", "charts"];
    assert_eq!(project.run(&generate).status, 0);
    assert_eq!(project.run(&["generate", "mermaid", "--out", "charts", "--check"]).status, 0);
    assert!(project.read("charts/_all.mmd").contains("[\"AddItem\"]"));
    project.write(
        "schemas/shop/stock.yaml",
        "context: stock\naggregate: Stock\nid: string\nevents:\n  Counted: { v1: {} }\n",
    );
    assert!(project.run(&generate).stderr.contains("wrote charts/shop/stock.mmd"));
    fs::remove_file(project.path("schemas/shop/stock.yaml")).expect("removed");
    assert!(project.run(&generate).stderr.contains("removed charts/shop/stock.mmd"));
    assert_eq!(project.names("charts"), ["charts/_all.mmd", "charts/mine.mmd", "charts/shop/cart.mmd"]);
}

/// Kills the program at many moments while it writes many files: each file is there whole or not at all, and the next
/// run cleans up.
#[cfg(unix)]
#[test]
fn a_run_that_is_killed_leaves_no_half_written_file() {
    use std::time::Duration;
    let project = Project::new();
    let schema = |text: &str| {
        let mut schema = "context: shop\nevents:\n".to_owned();
        for event in 0..300 {
            schema.push_str(&format!(
                "  Event{event}:\n    doc: {text}\n    v1: {{ a: u32, b: string, c: timestamp }}\n"
            ));
        }
        schema
    };
    project.write("schemas/shop/cart.yaml", schema("one"));
    assert_eq!(project.run(&["generate"]).status, 0);
    let one = project.tree("json");
    project.write("schemas/shop/cart.yaml", schema("two"));
    assert_eq!(project.run(&["generate", "json-schema", "--out", "two"]).status, 0);
    let two = project.tree("two");
    let mut interrupted = 0;
    for delay in (0..400).step_by(8) {
        let mut child = project.command(&["generate", "-q"]).spawn().expect("starts");
        std::thread::sleep(Duration::from_millis(delay));
        child.kill().expect("killed");
        child.wait().expect("ended");
        let now = project.tree("json");
        let changed = one.keys().filter(|name| now[*name] != one[*name]).count();
        interrupted += usize::from(changed > 0 && changed < one.len());
        for (name, text) in &now {
            let whole = || Some(text) == one.get(name) || Some(text) == two.get(&name.replace("json/", "two/"));
            assert!(name.ends_with(".retold-tmp") || whole(), "{name} is half written");
        }
        if changed == one.len() {
            for (name, text) in &one {
                project.write(name, text);
            }
        }
    }
    assert_eq!(project.run(&["generate"]).status, 0);
    assert!(project.names("json").iter().all(|name| name.ends_with(".schema.json")));
    assert_eq!(project.run(&["generate", "--check"]).status, 0);
    // Otherwise the delays missed the moment, and the test shows nothing.
    println!("killed {interrupted} times in the middle of writing");
}

#[test]
fn two_runs_at_once_leave_whole_files() {
    let project = Project::new();
    let texts = [CART.to_owned(), with_removed()];
    for round in 0..10 {
        let children: Vec<_> = texts
            .iter()
            .enumerate()
            .map(|(index, text)| {
                project.write(format!("schemas{index}/cart.yaml"), text.replace("bought", &format!("{round}")));
                let schemas = format!("schemas{index}");
                project.command(&["generate", "-q", "--schemas", &schemas]).spawn().expect("starts")
            })
            .collect();
        for mut child in children {
            assert!(child.wait().expect("ends").success());
        }
        for name in project.names("json") {
            assert!(name == ADDED || name == REMOVED, "{name}");
            serde_json::from_str::<serde_json::Value>(&project.read(&name)).expect("whole");
        }
    }
}

/// A small schema file may stand for any amount of JSON Schema.
#[test]
fn an_output_out_of_proportion_is_refused_and_nothing_is_written() {
    let records: String = (0..1500).map(|at| format!("  R{}: {{ v1: {{ a: R{at} }} }}\n", at + 1)).collect();
    let events: String = (0..1500).map(|at| format!("  E{at}: {{ v1: {{ a: R1500 }} }}\n")).collect();
    let schema = format!("context: a\nrecords:\n  R0: {{ v1: {{ a: u8 }} }}\n{records}events:\n{events}");
    let project = Project::new().with("schemas/a.yaml", schema);
    let ran = project.run(&["generate", "rust", "json-schema", "--out", "out"]);
    assert_eq!(ran.status, 2, "{ran}");
    assert!(ran.stderr.contains("json-schema: one schema file makes more than 48 MiB of this output: `a`"), "{ran}");
    assert!(ran.stderr.contains("nothing was written"), "{ran}");
    assert!(!project.path("out").exists());
}
