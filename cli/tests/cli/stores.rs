//! `retold log`, `retold tail` and `retold validate` on a store.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::process::Stdio;

use retold::Metadata;
use retold::sqlite::SqliteStore;
use retold::store::{Append, Clock, NewEvent, Store};

use crate::project::{Project, Ran};

const SCHEMA: &str = "\
context: shop
events:
  ItemAdded: { v1: { sku: string } }
  Emptied: { v1: {} }
";

const HIJACK: &str = "\u{1b}[2J\u{202e}";

/// A project with a store of which each event is a day younger than the one before.
fn project() -> Project {
    let project = Project::empty().with("schemas/shop.yaml", SCHEMA);
    let store = open(&project);
    for (stream, name, payload) in [
        ("shop.Cart/1", "shop.ItemAdded", "{\"sku\":\"apple\"}".to_owned()),
        ("shop.Cart/2", "shop.ItemAdded", "{\n  \"sku\": 7\n}".to_owned()),
        ("shop.Cart/1", "shop.Emptied", "{}".to_owned()),
        ("shop.Cart/1", "shop.ItemAdded", format!("{{\"sku\":\"{}\"}}", "\u{9b}2J\u{7f}\u{202e}")),
        ("shop.Cart/2", "shop.Unknown", "{}".to_owned()),
    ] {
        append(&store, stream, name, &payload);
    }
    pollster::block_on(store.close());
    project
}

fn open(project: &Project) -> SqliteStore {
    let day = std::sync::atomic::AtomicI64::new(0);
    let clock = Clock::new(move || {
        let day = day.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        jiff::Timestamp::from_second(1_767_225_600 + day * 86_400).expect("a time in 2026")
    });
    retold::sqlite::Options::new(project.path("shop.db")).clock(clock).open().expect("a store")
}

fn append(store: &SqliteStore, stream: &str, name: &str, payload: &str) {
    let mut metadata = Metadata::default();
    metadata.actor = Some(format!("ann{HIJACK}"));
    let event = NewEvent::new(name.to_owned(), 1, payload).with(metadata);
    pollster::block_on(store.append(Append::to(stream).event(event))).expect("appended");
}

/// The first column of the table.
fn numbers(ran: &Ran) -> Vec<u64> {
    ran.stdout
        .lines()
        .skip(1)
        .map(|line| line.split_whitespace().next().and_then(|word| word.parse().ok()).expect("a number"))
        .collect()
}

#[test]
fn all_events_as_a_table() {
    let ran = project().run(&["log", "shop.db"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{ran}");
    insta::assert_snapshot!("log", ran.stdout);
    let ran = project().run(&["log", "sqlite:shop.db", "shop.Cart/1"]);
    assert_eq!(ran.status, 0, "{ran}");
    insta::assert_snapshot!("log-stream", ran.stdout);
    let ran = project().run(&["log", "shop.db", "--streams"]);
    insta::assert_snapshot!("log-streams", ran.stdout);
}

#[test]
fn a_terminal_is_not_hijacked() {
    let ran = project().run(&["log", "shop.db", "--color", "never"]);
    assert!(!ran.stdout.contains(|c: char| (c.is_control() && c != '\n') || c == '\u{202e}'), "{:?}", ran.stdout);
    let ran = project().run(&["log", "shop.db", "--color", "always"]);
    assert!(ran.stdout.contains("\u{1b}[") && !ran.stdout.contains("[2J\u{202e}"));
}

#[test]
fn as_it_was() {
    let project = project();
    let shown = |arguments: &[&str]| {
        let ran = project.run(&[&["log", "shop.db"], arguments].concat());
        assert_eq!(ran.status, 0, "{ran}");
        numbers(&ran)
    };
    assert_eq!(shown(&["--as-of", "2"]), [1, 2]);
    assert_eq!(shown(&["--as-of", "2026-01-03"]), [1, 2, 3]);
    assert_eq!(shown(&["--as-of", "2026-01-03T00:00:00Z"]), [1, 2, 3]);
    assert_eq!(shown(&["--as-of", "2026-01-02T23:59:59Z"]), [1, 2]);
    assert_eq!(shown(&["--from", "2026-01-03", "--as-of", "4"]), [3, 4]);
    assert_eq!(shown(&["--from", "4"]), [4, 5]);
    assert_eq!(shown(&["--limit", "2"]), [1, 2]);
    assert_eq!(shown(&["--reverse", "-n", "2"]), [5, 4]);
    assert_eq!(shown(&["--reverse", "--as-of", "4", "--from", "2"]), [4, 3, 2]);
    assert_eq!(shown(&["--type", "shop.Emptied", "--type", "shop.Unknown"]), [3, 5]);
    assert_eq!(shown(&["shop.Cart/1"]), [1, 2, 3]);
    assert_eq!(shown(&["shop.Cart/1", "--as-of", "2"]), [1, 2]);
    assert_eq!(shown(&["shop.Cart/1", "--as-of", "2026-01-01"]), [1]);
    assert_eq!(shown(&["shop.Cart/1", "--reverse", "-n1"]), [3]);
    assert_eq!(shown(&["shop.Cart/1", "--type", "shop.ItemAdded", "-n2"]), [1, 3]);
    assert_eq!(shown(&["shop.Cart/1", "--from", "9"]), [] as [u64; 0]);
    assert_eq!(project.run(&["log", "shop.db", "--as-of", "x"]).status, 2);
}

#[test]
fn many_events_backwards() {
    let project = Project::empty();
    let store = open(&project);
    for number in 0..40 {
        let events = (0..100).map(|n| NewEvent::new(if n == 0 { "shop.Rare" } else { "shop.Counted" }, 1, "{}"));
        pollster::block_on(store.append(Append::to(format!("shop.Counter/{number}")).events(events)))
            .expect("appended");
    }
    drop(store);
    let backwards = numbers(&project.run(&["log", "shop.db", "--reverse"]));
    let mut forwards = numbers(&project.run(&["log", "shop.db"]));
    forwards.reverse();
    assert_eq!((backwards.len(), &backwards), (4_000, &forwards));
    let rare = numbers(&project.run(&["log", "shop.db", "--reverse", "--type", "shop.Rare"]));
    assert_eq!(rare.len(), 40);
    assert!(rare.is_sorted_by(|newer, older| newer > older));
}

#[test]
fn what_is_printed_as_json_is_validated_as_the_store_is() {
    let project = project();
    let lines = project.run(&["log", "shop.db", "--format", "json"]);
    assert_eq!((lines.status, lines.stdout.lines().count()), (0, 5));
    let of_lines = project.run_with_input(&["validate", "-"], lines.stdout.as_bytes());
    let of_store = project.run(&["validate", "shop.db"]);
    assert_eq!((of_lines.status, of_store.status), (1, 1), "{of_store}");
    insta::assert_snapshot!("validate-store", of_store);
    let table = |ran: &Ran| ran.stdout.split_once("\n\n").map(|(_, table)| table.to_owned());
    assert_eq!(table(&of_lines), table(&of_store));
    let document = project.run(&["validate", "sqlite:shop.db", "--format", "json"]).json();
    assert_eq!(document["findings"][0]["stream"], "shop.Cart/2");
    assert_eq!(document["findings"][0]["position"], 2);
    assert_eq!(document["findings"][0]["line"], serde_json::Value::Null);
}

#[test]
fn a_store_is_rewritten_as_its_lines_are() {
    let project = project();
    project.write(
        "schemas/shop.yaml",
        SCHEMA.replace("{ sku: string } }", "{ sku: string }, v2: { article: { type: string, from: sku } } }"),
    );
    let before = fs::read(project.path("shop.db")).expect("readable");
    let lines = project.run(&["log", "shop.db", "--format", "json"]).stdout;
    let arguments = ["upcast", "shop.db", "--unreadable", "keep"];
    let of_store = project.run(&arguments);
    let of_lines = project.run_with_input(&[&["upcast", "-"], &arguments[2..]].concat(), lines.as_bytes());
    assert_eq!((of_store.status, of_lines.status), (1, 1), "{of_store}");
    let members = |ran: &Ran| -> Vec<serde_json::Value> {
        ran.stdout.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
    };
    assert_eq!(members(&of_store), members(&of_lines));
    let lines = members(&of_store);
    assert_eq!((&lines[0]["version"], &lines[0]["data"]["article"]), (&2.into(), &"apple".into()));
    assert_eq!(lines.len(), 5);
    assert!(of_store.stderr.contains("shop.db:2: shop.Cart/2: shop.ItemAdded v1: `$.sku`"), "{of_store}");
    assert_eq!(fs::read(project.path("shop.db")).expect("readable"), before);
}

/// The number of the format stands in the header of the file.
#[test]
fn a_store_of_a_newer_program_is_not_guessed_at() {
    let project = project();
    let mut bytes = fs::read(project.path("shop.db")).expect("readable");
    bytes[60..64].copy_from_slice(&1_000_u32.to_be_bytes());
    fs::write(project.path("newer.db"), bytes).expect("written");
    for arguments in [&["validate", "newer.db"][..], &["upcast", "newer.db"], &["check", "--store", "newer.db"]] {
        let ran = project.run(arguments);
        assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{ran}");
        assert!(ran.stderr.contains("newer") && ran.stderr.lines().count() <= 2, "{ran}");
    }
}

#[test]
fn a_stream_that_is_not_there() {
    let ran = project().run(&["log", "shop.db", "shop.Cart/3"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (1, ""), "{ran}");
    assert!(ran.stderr.contains("there is no stream `shop.Cart/3`") && ran.stderr.contains("did you mean"), "{ran}");
    let ran = project().run(&["log", "shop.db", HIJACK]);
    assert!(ran.status == 1 && !ran.stderr.contains('\u{1b}'), "{ran}");
}

#[test]
fn a_type_is_meant_under_every_name_that_it_had() {
    let project = project();
    project.write("schemas/shop.yaml", SCHEMA.replace("ItemAdded: {", "ItemPut: { aliases: [shop.ItemAdded],"));
    let shown = |arguments: &[&str]| numbers(&project.run(&[&["log", "shop.db"], arguments].concat()));
    assert_eq!(shown(&["--type", "shop.ItemPut"]), [1, 2, 4]);
    assert_eq!(shown(&["--type", "shop.ItemAdded", "--reverse"]), [4, 2, 1]);
    assert_eq!(shown(&["shop.Cart/1", "--type", "shop.ItemPut"]), [1, 3]);
    let ran = project.run(&["log", "shop.db", "--type", "shop.Emtied", "--type", HIJACK]);
    assert_eq!((ran.status, ran.stdout.as_str()), (0, ""), "{ran}");
    assert!(ran.stderr.starts_with("no event is called `shop.Emtied`; did you mean `shop.Emptied`?\n"), "{ran}");
    assert!(!ran.stderr.contains('\u{1b}'), "{ran}");
    // Schemas with mistakes, or none, take nothing away.
    project.write("schemas/shop.yaml", "events: [");
    assert_eq!(shown(&["--type", "shop.ItemAdded"]), [1, 2, 4]);
    assert!(project.run(&["log", "shop.db", "--type", "shop.ItemPut"]).stderr.contains("no event is called"));
}

#[test]
fn nonsense_after_as_of_is_told_as_what_it_is() {
    for value in ["-1", "-9223372036854775808", "1.5", "", "18446744073709551616"] {
        let ran = project().run(&["log", "shop.db", "--as-of", value]);
        assert_eq!(ran.status, 2, "{ran}");
        let told = format!("`{value}` after `--as-of` is neither a number nor a time");
        assert!(ran.stderr.contains(&told) || value.is_empty(), "{ran}");
    }
}

#[test]
fn a_name_without_a_key_is_answered_with_streams() {
    let ran = project().run(&["log", "shop.db", "shop.Cart"]);
    assert!(ran.status == 1 && ran.stderr.contains("such as `shop.Cart/1`, `shop.Cart/2`"), "{ran}");
    let empty = Project::empty();
    pollster::block_on(open(&empty).close());
    let ran = empty.run(&["log", "shop.db", "shop.Cart/1"]);
    assert!(ran.status == 1 && ran.stderr.contains("the store has no events yet"), "{ran}");
}

#[test]
fn what_is_no_store_is_said_and_nothing_is_made() {
    let project = project().with("text.db", "hello").with("empty.db", "").with("folder/x", "");
    fs::write(project.path("cut.db"), &fs::read(project.path("shop.db")).expect("readable")[..3_000]).expect("written");
    let before = project.names("");
    for command in ["log", "tail", "validate", "upcast"] {
        for url in ["missing.db", "sqlite:missing.db", "text.db", "empty.db", "cut.db", "folder", "postgres://x/y"] {
            if ["validate", "upcast"].contains(&command) && !url.contains(':') && url != "cut.db" {
                // To them it may be a file of lines.
                continue;
            }
            let ran = project.run(&[command, url]);
            assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{command} {url}: {ran}");
            assert!(ran.stderr.starts_with("error: ") && !ran.stderr.contains("internal"), "{ran}");
        }
    }
    // SQLite itself leaves what it made beside a damaged file.
    let mut after = project.names("");
    after.retain(|name| !name.starts_with("cut.db-"));
    assert_eq!(after, before);
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_ends_it_quietly() {
    let project = project();
    for line in ["$RETOLD log shop.db | true", "$RETOLD log shop.db --format json | head -n 1 >/dev/null"] {
        let output = project.shell(line).output().expect("runs");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{line}");
    }
}

#[cfg(unix)]
#[test]
fn tail_prints_what_comes_and_ends_quietly() {
    let project = project();
    let mut child = project
        .command(&["tail", "shop.db", "-n", "2", "--format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
    let mut position = || {
        let line = lines.next().expect("a line").expect("readable");
        serde_json::from_str::<serde_json::Value>(&line).expect("JSON")["position"].as_u64()
    };
    assert_eq!((position(), position()), (Some(4), Some(5)));
    let store = open(&project);
    append(&store, "shop.Cart/9", "shop.Emptied", "{}");
    assert_eq!(position(), Some(6));
    append(&store, "shop.Cart/9", "shop.Emptied", "{}");
    assert_eq!(position(), Some(7));
    // Ctrl-C.
    let interrupted = project.shell(&format!("kill -INT {}", child.id())).status().expect("runs");
    assert!(interrupted.success());
    let mut stderr = String::new();
    child.stderr.take().expect("a pipe").read_to_string(&mut stderr).expect("readable");
    assert_eq!((child.wait().expect("ends").code(), stderr.as_str()), (Some(0), ""));

    let mut child = project
        .command(&["tail", "shop.db", "shop.Cart/1", "-n", "2"])
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let lines = BufReader::new(child.stdout.take().expect("a pipe")).lines().take(3);
    let shown: Vec<String> = lines.map(|line| line.expect("readable").trim_start().chars().take(1).collect()).collect();
    assert_eq!(shown, ["p", "3", "4"]);
    child.kill().expect("killed");
    child.wait().expect("ended");

    // Nobody reads: it ends with the next event.
    let mut child =
        project.command(&["tail", "shop.db", "--from", "7"]).stdout(Stdio::piped()).spawn().expect("starts");
    let mut first = String::new();
    let mut reader = BufReader::new(child.stdout.take().expect("a pipe"));
    reader.read_line(&mut first).expect("readable");
    assert!(first.starts_with("position"), "{first}");
    drop(reader);
    for _ in 0..2 {
        append(&store, "shop.Cart/9", "shop.Emptied", "{}");
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    assert_eq!(child.wait().expect("ends").code(), Some(0));
}
