//! `retold check --events` and `--store`: schemas held against what was really recorded.

use std::fmt::Write as _;

use serde_json::Value;

use crate::project::{Project, Ran};

const SCHEMA: &str = r#"context: shop
aggregate: Cart
id: CartId
scalars:
  CartId: uuid
events:
  ItemAdded:
    aliases: [shop.ItemPut]
    v1: { sku: string, qty: u32 }
    v2:
      sku: string
      quantity: { type: u64, from: qty }
  Counted:
    v1: { n: u8 }
    v2: { n: u16 }
    v3: { n: { type: u16, with: "crate::recount" } }
  Emptied:
    retired: [v1]
    v2: { why: string? }
  Noticed:
    becomes: []
    v1: { text: string }
"#;

const HISTORY: &str = r#"{"type":"shop.ItemAdded","version":2,"data":{"sku":"apple","quantity":2}}
{"type":"shop.ItemPut","version":2,"data":{"sku":"apple","quantity":2}}
{"type":"shop.Counted","version":2,"data":{"n":2}}
{"type":"shop.Emptied","version":2,"data":{}}
{"type":"shop.Noticed","data":{"text":"hi"}}
{"type":"shop.ItemAdded","version":4,"reads_as":2,"data":{"sku":"apple","quantity":2}}
"#;

const WRONG: &str =
    "{\"type\":\"shop.ItemAdded\",\"data\":{\"sku\":7,\"qty\":1},\"stream\":\"shop.Cart/7\",\"position\":12}
{\"type\":\"shop.ItemAdded\",\"data\":{\"sku\":\"a\",\"qty\":-1}}
{\"type\":\"shop.Emptied\",\"data\":{},\"stream\":\"shop.Cart/\u{202e}7\"}
{\"type\":\"shop.Counted\",\"version\":9,\"data\":{\"n\":2}}
{\"type\":\"shop.Counte\",\"data\":{\"n\":2}}
{\"type\":\"shop.\\u001b[2J\",\"data\":{}}
no json
{\"type\":\"shop.Counted\",\"version\":2,\"time\":\"now\",\"data\":{\"n\":2}}
{\"type\":\"shop.Counted\",\"version\":1,\"data\":{\"n";

fn project() -> Project {
    Project::empty().with("schemas/shop/cart.yaml", SCHEMA).with("history.jsonl", HISTORY).with("wrong.jsonl", WRONG)
}

#[test]
fn what_was_recorded_is_counted_and_read() {
    let ran = project().run(&["check", "--events", "history.jsonl"]);
    assert_eq!(ran.status, 0, "{ran}");
    insta::assert_snapshot!("recorded-right", ran);
}

#[test]
fn what_is_wrong_is_told_at_its_first_place() {
    let project = project();
    let ran = project.run(&["check", "--events", "wrong.jsonl", "history.jsonl"]);
    assert_eq!(ran.status, 1, "{ran}");
    assert!(!ran.stdout.contains(['\u{1b}', '\u{202e}']), "{ran}");
    insta::assert_snapshot!("recorded-wrong", ran);
    insta::assert_snapshot!(
        "recorded-github",
        project.run(&["check", "--events", "wrong.jsonl", "--format", "github"]).stdout
    );
}

#[test]
fn the_document_has_the_same() {
    let document = project().run(&["check", "--events", "wrong.jsonl", "--format", "json"]).json();
    insta::assert_snapshot!("recorded-json", format!("{:#}", document["recorded"]));
    let rules: Vec<&str> = document["findings"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|finding| finding["rule"].as_str())
        .collect();
    assert_eq!(document["summary"]["errors"], rules.iter().filter(|rule| !rule.ends_with("absent")).count());
    let without = project().run(&["check", "--format", "json"]).json();
    assert_eq!(without.get("recorded"), None::<&Value>);
}

#[test]
fn a_finding_is_allowed_by_name() {
    let allow = "schemas = \"schemas\"\n[[check.allow]]\nrule = \"recorded-event-unknown\"\nsubject = \"other.Thing\"\nreason = \"of another service\"\n";
    let project = project().with("retold.toml", allow).with("a.jsonl", "{\"type\":\"other.Thing\",\"data\":{}}\n");
    let ran = project.run(&["check", "--events", "a.jsonl"]);
    assert_eq!(ran.status, 0, "{ran}");
    assert!(ran.stderr.contains("1 allowed"), "{ran}");
    // Nothing is said of it where no events are looked at.
    let ran = project.run(&["check"]);
    assert!(ran.stderr.contains("nothing wrong"), "{ran}");
}

/// What a change breaks, and what was recorded meanwhile, in one run.
#[test]
fn a_change_and_what_was_recorded_are_judged_together() {
    let project = project().with("base/shop/cart.yaml", SCHEMA);
    project.write(
        "schemas/shop/cart.yaml",
        SCHEMA.replace("v1: { sku: string, qty: u32 }", "v1: { sku: string, qty: u8 }"),
    );
    project.write("a.jsonl", "{\"type\":\"shop.ItemAdded\",\"data\":{\"sku\":\"a\",\"qty\":300}}\n");
    let ran = project.run(&["check", "--against", "base", "--events", "a.jsonl", "--format", "json"]);
    assert_eq!(ran.status, 1, "{ran}");
    let document = ran.json();
    let rules = document["findings"].as_array().expect("a list").iter();
    let errors: Vec<&str> =
        rules.filter(|finding| finding["severity"] == "error").filter_map(|finding| finding["rule"].as_str()).collect();
    assert!(errors.len() == 2 && errors.contains(&"recorded-event-unreadable"), "{ran}");
    assert!(document["matrix"].is_array() && document["recorded"]["events"] == 1, "{ran}");
}

#[test]
fn a_sample_is_said_to_be_one_and_is_the_same_each_time() {
    let mut text = String::new();
    for number in 0..40_000 {
        let wrong = if number % 1_000 == 500 { "\"x\"" } else { "1" };
        let _ = writeln!(
            text,
            r#"{{"type":"shop.Counted","version":2,"data":{{"n":{wrong}}},"stream":"shop.Cart/{number}"}}"#
        );
    }
    text.push_str("{\"type\":\"shop.Emptied\",\"version\":2,\"data\":{\"why\":1}}\n");
    let project = project().with("long.jsonl", &text);
    let all = project.run(&["check", "--events", "long.jsonl", "--format", "json"]).json();
    let counted = &all["recorded"]["counts"][0];
    assert_eq!(
        (&counted["recorded"], &counted["read"], &counted["wrong"]),
        (&40_000.into(), &40_000.into(), &40.into())
    );
    assert_eq!(counted["first"]["place"], "long.jsonl:501");
    assert_eq!(all["recorded"]["sample"], Value::Null);
    let sample = || project.run(&["check", "--events", "long.jsonl", "--sample", "100"]);
    let ran = sample();
    assert_eq!((ran.status, &ran.stdout), (1, &sample().stdout));
    assert!(ran.stdout.contains("long.jsonl:40001") && ran.stdout.contains("40000"), "{ran}");
    assert!(ran.stderr.contains("40,001 recorded events of long.jsonl, a sample read, 4"), "{ran}");
}

#[test]
fn nothing_recorded_says_nothing() {
    let ran = project().run_with_input(&["check", "--events", "-"], b"\n");
    assert_eq!((ran.status, ran.stdout.as_str()), (0, ""), "{ran}");
    assert!(ran.stderr.ends_with("held against 0 recorded events of <stdin>, all of them read\n"), "{ran}");
}

#[test]
fn what_cannot_be_looked_at_is_status_2() {
    let project = project().with("folder/x", "");
    for arguments in [
        &["--events", "missing.jsonl"][..],
        &["--events", "folder"],
        &["--events"],
        &["--events", "-", "-"],
        &["--events", "-", "--schemas", "-"],
        &["--sample", "3"],
        &["--events", "history.jsonl", "--sample", "0"],
        &["--store", "missing.db"],
        &["--store", "history.jsonl"],
    ] {
        let ran = project.run(&[&["check"], arguments].concat());
        assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{arguments:?}: {ran}");
        assert!(!ran.stderr.is_empty() && !ran.stderr.contains("internal"), "{ran}");
    }
    let ran = project.with("schemas/more.yaml", "events: []\n").run(&["check", "--events", "history.jsonl"]);
    assert_eq!(ran.status, 2, "{ran}");
    assert!(ran.stderr.ends_with("not held against recorded events: the schemas have errors\n"), "{ran}");
}

#[cfg(feature = "stores")]
#[test]
fn a_store_says_what_its_lines_say() {
    use retold::store::{Append, NewEvent, Store};

    let project = project();
    let store = retold::sqlite::open(project.path("shop.db")).expect("a store");
    for (name, version, payload) in [
        ("shop.ItemAdded", 1, "{\"sku\":\"a\",\"qty\":1}"),
        ("shop.ItemAdded", 1, "{\"sku\":\"a\",\"qty\":true}"),
        ("shop.Emptied", 1, "{}"),
    ] {
        let event = NewEvent::new(name, version, payload);
        pollster::block_on(store.append(Append::to("shop.Cart/7").event(event))).expect("appended");
    }
    pollster::block_on(store.close());
    let lines = project.run(&["log", "shop.db", "--format", "json"]).stdout;
    let of_lines = project.run_with_input(&["check", "--events", "-", "--format", "json"], lines.as_bytes()).json();
    for arguments in [["--store", "shop.db"], ["--store", "sqlite:shop.db"], ["--events", "shop.db"]] {
        let ran = project.run(&[&["check", "--format", "json"], &arguments[..]].concat());
        let mut of_store = ran.json();
        assert_eq!(of_store["recorded"]["counts"][1]["first"]["stream"], "shop.Cart/7");
        let name = arguments[1];
        let text = of_store.to_string().replace(&format!("{name}:"), "<stdin>:");
        of_store = serde_json::from_str(&text).expect("JSON");
        assert_eq!(of_store["findings"], of_lines["findings"], "{ran}");
        assert_eq!(of_store["recorded"]["counts"], of_lines["recorded"]["counts"]);
    }
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_ends_it_quietly() {
    let project = project();
    let output = project.shell("$RETOLD check --events wrong.jsonl | true").output().expect("runs");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(!stderr.contains("error:") && stderr.contains("7 errors"), "{stderr}");
}

#[cfg(target_os = "linux")]
#[test]
fn memory_is_constant() {
    let project = project();
    let line = "{\"type\":\"shop.ItemAdded\",\"version\":1,\"data\":{\"sku\":\"a\",\"qty\":2},\"metadata\":{\"a\":\""
        .to_owned()
        + &"x".repeat(1_000)
        + "\"}}";
    project.write("line", line + "\n");
    let shell = "ulimit -v 200000; yes \"$(cat line)\" | head -n 200000 | MALLOC_ARENA_MAX=1 $RETOLD check --events -";
    let ran = Ran::from(project.shell(shell).output().expect("runs"));
    assert_eq!(ran.status, 0, "{ran}");
}
