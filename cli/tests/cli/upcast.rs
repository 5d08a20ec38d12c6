//! `retold upcast` on files and standard input.

use std::fmt::Write as _;

use crate::project::{Project, Ran};

const SCHEMA: &str = r#"
context: shop
aggregate: Cart
id: CartId
scalars:
  CartId: uuid
records:
  Money:
    v1: { amount: { type: decimal, as: number } }
    v2: { amount: decimal, currency: { type: string, fill: EUR } }
events:
  ItemAdded:
    aliases: [shop.ItemPut]
    v1: { sku: string, qty: u32, price: Money@1 }
    v2:
      sku: string
      quantity: { type: u64, from: qty }
      price: Money@2
  Counted:
    v1: { n: u8 }
    v2: { n: u16 }
    v3: { n: { type: u16, with: "crate::recount" } }
    v4: { n: u32 }
  CheckedOut:
    becomes: { v1: [Counted], with: "crate::split" }
    v1: { at: timestamp }
    v2: { at: timestamp, by: string }
  Noticed:
    becomes: []
    v1: { text: string }
"#;

const HISTORY: &str = "\u{feff}\
{\"type\":\"shop.ItemPut\",\"data\":{\"sku\":\"a\",\"qty\":2,\"price\":{\"amount\":12345678901234567890.10},\"more\":1},\"stream\":\"shop.Cart/7\",\"id\":\"0188f7a2-3c1d-7e4b-9a6f-5d2c8b1e0f43\", \"time\":\"2026-01-01T00:00:00Z\",\"metadata\":{\"actor\":\"ann\",\"x\":[1, 2]}}

{ \"tenant\": 7, \"version\": 1, \"reads_as\": 1, \"type\": \"shop.ItemAdded\", \"data\": {\"sku\":\"b\\u00e9\",\"qty\":1.0,\"price\":{\"amount\":1}} }\r
{\"type\":\"shop.ItemAdded\",\"version\":2,\"data\":{\"sku\":\"c\", \"quantity\":1,\"price\":{\"amount\":\"1.50\",\"currency\":\"USD\"}},\"spelled\":\"as it was\"}
{\"type\":\"shop.ItemPut\",\"version\":2,\"reads_as\":1,\"data\":{\"sku\":\"c\",\"quantity\":1,\"price\":{\"amount\":\"1\",\"currency\":\"USD\"}}}
{\"specversion\":\"1.0\",\"id\":\"a\",\"source\":\"/shop\",\"type\":\"shop.ItemPut\",\"dataschema\":\"https://x/shop.ItemPut.v1.schema.json\",\"data\":{\"sku\":\"d\",\"qty\":3,\"price\":{\"amount\":2.5}},\"subject\":\"shop.Cart/7\"}
{\"specversion\":\"1.0\",\"id\":\"b\",\"source\":\"/shop\",\"type\":\"shop.ItemAdded\",\"dataversion\":\"1\",\"data\":{\"sku\":\"e\",\"qty\":3,\"price\":{\"amount\":2.5}}}
{\"specversion\":\"1.0\",\"id\":\"c\",\"source\":\"/shop\",\"type\":\"shop.ItemAdded\",\"data\":{\"sku\":\"f\",\"qty\":3,\"price\":{\"amount\":2.5}}}
{\"type\":\"shop.ItemAdded\",\"version\":9,\"reads_as\":2,\"data\":{\"sku\":\"g\",\"quantity\":1,\"price\":{\"amount\":\"1\",\"currency\":\"USD\"},\"new\":1}}
{\"type\":\"shop.Counted\",\"data\":{\"n\":1}}
{\"type\":\"shop.Counted\",\"version\":2,\"data\":{\"n\":1}}
{\"type\":\"shop.Counted\",\"version\":3,\"data\":{\"n\":1}}
{\"type\":\"shop.CheckedOut\",\"data\":{\"at\":\"2026-01-01T00:00:00Z\"}}
{\"type\":\"shop.CheckedOut\",\"version\":2,\"data\":{\"at\":\"2026-01-01T00:00:00Z\",\"by\":\"ann\"}}
{\"type\":\"shop.Noticed\",\"data\":{\"text\":\"hi\"}}
";

const WRONG: &str = "\
{\"type\":\"shop.Counted\",\"version\":4,\"data\":{\"n\":1}}
{\"type\":\"shop.Unknown\",\"data\":{}}
no json \u{1b}[2J
{\"type\":\"shop.Counted\",\"version\":3,\"data\":{\"n\":2}}
{\"type\":\"shop.Counted\",\"version\":7,\"data\":{\"n\":1}}
{\"type\":\"shop.Counted\",\"version\":1,\"time\":\"now\",\"data\":{\"n\":1}}
{\"type\":\"shop.Counted\",\"version\":1,\"data\":{\"n\":\"1";

fn project() -> Project {
    Project::empty().with("schemas/shop/cart.yaml", SCHEMA).with("history.jsonl", HISTORY).with("wrong.jsonl", WRONG)
}

#[test]
fn events_become_those_of_today_and_all_else_stays() {
    let ran = project().run(&["upcast", "history.jsonl"]);
    assert_eq!(ran.status, 1, "{ran}");
    insta::assert_snapshot!("upcast", ran);
}

/// What is written is read again, and is as far as it gets.
#[test]
fn what_is_written_is_valid_and_stays_as_it_is() {
    let project = project();
    let once = project.run(&["upcast", "history.jsonl"]);
    let valid = project.run_with_input(&["validate", "-"], once.stdout.as_bytes());
    assert_eq!(valid.status, 0, "{valid}");
    let twice = project.run_with_input(&["upcast", "-"], once.stdout.as_bytes());
    assert_eq!(twice.stdout, once.stdout);
    assert!(twice.stderr.contains("read 13 events in 1 file: 0 rewritten, 1 newer"), "{twice}");
}

#[test]
fn an_event_that_cannot_be_read_stops_it() {
    let project = project();
    let ran = project.run(&["upcast", "wrong.jsonl"]);
    assert_eq!(ran.status, 2, "{ran}");
    insta::assert_snapshot!("upcast-stopped", ran);
    let ran = project.run(&["upcast", "wrong.jsonl", "--out", "new/out.jsonl"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{ran}");
    assert!(ran.stderr.contains("`new/out.jsonl` was not written"), "{ran}");
    assert!(project.names("new").is_empty());
}

#[test]
fn or_is_kept_or_left_out_and_counted() {
    let project = project();
    let kept = project.run(&["upcast", "wrong.jsonl", "--unreadable", "keep"]);
    assert_eq!(kept.status, 1, "{kept}");
    insta::assert_snapshot!("upcast-kept", kept.stderr);
    let lines: Vec<&str> = kept.stdout.lines().collect();
    let mut expected: Vec<&str> = WRONG.lines().collect();
    let recount = "{\"type\":\"shop.Counted\",\"version\":4,\"data\":{\"n\":2}}";
    expected[3] = recount;
    assert_eq!(lines, expected);
    let skipped = project.run(&["upcast", "wrong.jsonl", "--unreadable", "skip", "--show", "1", "-q"]);
    assert_eq!(skipped.status, 1, "{skipped}");
    assert_eq!(skipped.stdout, format!("{}\n{recount}\n", expected[0]));
    assert!(skipped.stderr.ends_with("and 4 more\n"), "{skipped}");
}

#[test]
fn a_file_is_there_when_it_is_whole_and_none_is_overwritten() {
    let project = project();
    let ran = project.run(&["upcast", "history.jsonl", "--out", "deep/today.jsonl"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (1, ""), "{ran}");
    assert_eq!(project.names("deep"), ["deep/today.jsonl"]);
    assert_eq!(project.read("deep/today.jsonl"), project.run(&["upcast", "history.jsonl"]).stdout);
    for there in ["history.jsonl", "schemas"] {
        let ran = project.run(&["upcast", "history.jsonl", "--out", there]);
        assert_eq!(ran.status, 2, "{ran}");
        assert!(ran.stderr.contains("is there already"), "{ran}");
    }
    assert_eq!(project.read("history.jsonl"), HISTORY);
}

#[test]
fn what_cannot_be_looked_at_is_status_2() {
    let project = project().with("folder/x", "");
    for arguments in [&["missing.jsonl"][..], &["folder"], &["-", "-"], &["--schemas", "none", "history.jsonl"], &[]] {
        let ran = project.run(&[&["upcast"], arguments].concat());
        assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{ran}");
        assert!(!ran.stderr.contains("internal"), "{ran}");
    }
}

#[test]
fn bytes_of_any_kind_are_kept_or_stop_it() {
    let mut bytes = b"{\"type\":\"\xff\"}\n\0\0\n[[[[\n".to_vec();
    bytes.extend_from_slice("[".repeat(100_000).as_bytes());
    let project = project();
    let ran = project.run_with_input(&["upcast", "-", "--unreadable", "skip"], &bytes);
    assert_eq!((ran.status, ran.stdout.as_str()), (1, ""), "{ran}");
    assert!(ran.stderr.contains("4 that cannot be read"), "{ran}");
    // A line that is too long is not known, so that it cannot be kept.
    let long = format!("{{\"type\":\"{}\"}}\n", "x".repeat(17 << 20));
    for way in ["keep", "stop"] {
        let ran = project.run_with_input(&["upcast", "-", "--unreadable", way], long.as_bytes());
        assert_eq!((ran.status, ran.stdout.len()), (2, 0), "{way}");
        assert!(ran.stderr.contains("<stdin>:1: longer than 16777216 bytes"), "{ran}");
    }
}

/// Several pieces, on several threads.
#[test]
fn order_is_kept() {
    let mut text = String::new();
    for number in 0..60_000 {
        let _ = writeln!(text, "{{\"type\":\"shop.Counted\",\"version\":3,\"data\":{{\"n\":{}}}}}", number % 60_000);
    }
    let project = project().with("long.jsonl", &text);
    let ran = project.run(&["upcast", "long.jsonl", "long.jsonl"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let expected = text.replace("\"version\":3", "\"version\":4");
    assert!(ran.stdout == format!("{expected}{expected}"));
    assert_eq!(ran.stderr, "read 120,000 events in 2 files: 120,000 rewritten\n");
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_ends_it_quietly() {
    let project = project().with("long.jsonl", format!("{}\n", HISTORY.lines().nth(3).expect("a line")).repeat(20_000));
    let output = project.shell("$RETOLD upcast long.jsonl | head -n 1 > /dev/null").output().expect("runs");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(stderr.starts_with("read ") && stderr.lines().count() == 1, "{stderr}");
}

#[cfg(target_os = "linux")]
#[test]
fn memory_is_constant() {
    let project = project();
    let line = "{\"type\":\"shop.Counted\",\"version\":3,\"data\":{\"n\":2},\"metadata\":{\"a\":\"".to_owned()
        + &"x".repeat(1_000)
        + "\"}}";
    project.write("line", line + "\n");
    let shell =
        "ulimit -v 200000; yes \"$(cat line)\" | head -n 200000 | MALLOC_ARENA_MAX=1 $RETOLD upcast - > /dev/null";
    let ran = Ran::from(project.shell(shell).output().expect("runs"));
    assert_eq!(ran.status, 0, "{ran}");
}
