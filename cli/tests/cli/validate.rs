//! `retold validate` on files and standard input.

use std::fmt::Write as _;

use crate::project::{Project, Ran};

const SCHEMA: &str = "\
context: shop
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
  Emptied:
    retired: [v1]
    v2: { why: string? }
commands:
  AddItem: { v1: { sku: string, quantity: u64 }, emits: [ItemAdded] }
";

const RIGHT: &str = "\
{\"type\":\"shop.ItemAdded\",\"data\":{\"sku\":\"apple\",\"qty\":2}}
{\"type\":\"shop.ItemPut\",\"version\":2,\"stream\":\"shop.Cart/7\",\"data\":{\"sku\":\"apple\",\"quantity\":2}}
{\"type\":\"shop.ItemAdded\",\"version\":3,\"reads_as\":2,\"data\":{\"sku\":\"apple\",\"quantity\":2,\"more\":1}}
{\"specversion\":\"1.0\",\"id\":\"a\",\"source\":\"/shop\",\"type\":\"shop.ItemAdded\",\"dataschema\":\"https://x/v2\",\"data\":{\"sku\":\"b\",\"quantity\":1}}
";

const WRONG: &str = "\
\u{feff}{\"type\":\"shop.ItemAdded\",\"data\":{\"sku\":7,\"qty\":-2}}

{\"type\":\"shop.ItemAddedd\",\"data\":{}}
{\"type\":\"shop.ItemAdded\",\"version\":3,\"data\":{}}\r
{\"type\":\"shop.Emptied\",\"data\":{}}
{\"type\":\"shop.AddItem\",\"data\":{}}
{\"type\":\"shop.ItemAdded\",\"data\":{\"sku\":\"a\",\"sku\":\"b\",\"qty\":2}}
{\"type\":\"shop.ItemAdded\",\"time\":\"yesterday\",\"data\":{\"sku\":\"b\",\"qty\":2}}
{\"type\":\"shop.\u{1b}[2J\",\"data\":{\"\u{1b}\":2}}
{\"type\":\"shop.\\u001b[2J\",\"data\":{}}
no json
{\"data\":{}}
{\"type\":\"shop.ItemAdded\",\"data\":{\"sku\":\"ap";

fn project() -> Project {
    Project::empty().with("schemas/shop/cart.yaml", SCHEMA).with("right.jsonl", RIGHT).with("wrong.jsonl", WRONG)
}

#[test]
fn events_that_fit_are_counted_by_name_and_version() {
    let ran = project().run(&["validate", "right.jsonl"]);
    assert_eq!(ran.status, 0, "{ran}");
    insta::assert_snapshot!("validate-right", ran);
}

#[test]
fn what_is_wrong_is_told_at_its_line() {
    let ran = project().run(&["validate", "wrong.jsonl"]);
    assert_eq!(ran.status, 1, "{ran}");
    insta::assert_snapshot!("validate-wrong", ran);
}

#[test]
fn the_document_has_the_same() {
    let project = project();
    let ran = project.run(&["validate", "wrong.jsonl", "right.jsonl", "--format", "json", "--color", "always"]);
    assert_eq!(ran.status, 1, "{ran}");
    insta::assert_snapshot!("validate-json", ran.stdout);
    assert_eq!(
        project.run(&["validate", "right.jsonl", "--format=json"]).json()["findings"].as_array().map(Vec::len),
        Some(0)
    );
}

#[test]
fn only_so_many_are_shown_and_all_are_counted() {
    let ran = project().run(&["validate", "wrong.jsonl", "--show", "1"]);
    assert_eq!(ran.status, 1);
    assert!(ran.stdout.contains("and 11 more\n") && !ran.stdout.contains("wrong.jsonl:3"), "{ran}");
    let ran = project().run(&["validate", "wrong.jsonl", "--show", "0", "--quiet"]);
    assert!(ran.stdout.starts_with("and 12 more\n") && ran.stderr.is_empty(), "{ran}");
}

#[test]
fn standard_input_is_read_once() {
    let project = project();
    let ran = project.run_with_input(&["validate", "-"], WRONG.as_bytes());
    assert_eq!(ran.status, 1);
    assert!(ran.stdout.starts_with("<stdin>:1: shop.ItemAdded v1: `$.sku`: expected a string"), "{ran}");
    for arguments in [["-", "-"], ["--schemas=-", "-"]] {
        let ran = project.run_with_input(&["validate", arguments[0], arguments[1]], b"");
        assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{ran}");
    }
}

#[test]
fn what_cannot_be_read_is_status_2_and_the_others_are_read() {
    let project = project().with("folder/x", "");
    for name in ["missing.jsonl", "folder"] {
        let ran = project.run(&["validate", name, "wrong.jsonl"]);
        assert_eq!(ran.status, 2, "{ran}");
        assert!(ran.stderr.contains(&format!("`{name}`")) && ran.stdout.contains("wrong.jsonl:1"), "{ran}");
    }
    let ran = project.with("schemas/more.yaml", "events: []\n").run(&["validate", "right.jsonl"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{ran}");
    assert!(ran.stderr.contains("the schemas cannot be used"), "{ran}");
}

#[test]
fn nothing_to_read_is_nothing_wrong() {
    let ran = project().run_with_input(&["validate", "-"], b"\n\n");
    assert_eq!((ran.status, ran.stdout.as_str()), (0, ""), "{ran}");
}

#[test]
fn bytes_of_any_kind_are_findings_at_their_line() {
    let mut bytes = b"{\"type\":\"\xff\"}\n\xef\xbb\xbf{}\n\0\0\n".to_vec();
    bytes.extend_from_slice(RIGHT.as_bytes());
    bytes.extend_from_slice(format!("{}{}\n", "[".repeat(100_000), "]".repeat(100_000)).as_bytes());
    bytes.extend_from_slice(
        format!("{{\"type\":\"shop.ItemAdded\",\"data\":{}{}}}\n", "[".repeat(5_000), "]".repeat(5_000)).as_bytes(),
    );
    bytes.extend_from_slice(RIGHT.as_bytes());
    let ran = project().run_with_input(&["validate", "-"], &bytes);
    assert_eq!(ran.status, 1);
    let lines: Vec<&str> =
        ran.stdout.lines().filter_map(|line| line.strip_prefix("<stdin>:")?.split(':').next()).collect();
    assert_eq!(lines, ["1", "2", "3", "8", "9"], "{ran}");
    assert!(!ran.stderr.contains("internal"), "{ran}");
}

#[test]
fn a_line_that_is_too_long_is_one_finding() {
    let mut text = RIGHT.to_owned();
    let _ =
        writeln!(text, "{{\"type\":\"shop.ItemAdded\",\"data\":{{\"sku\":\"{}\",\"qty\":1}}}}", "x".repeat(17 << 20));
    text.push_str(RIGHT);
    let ran = project().run_with_input(&["validate", "-"], text.as_bytes());
    assert_eq!(ran.status, 1);
    assert!(ran.stdout.starts_with("<stdin>:5: longer than 16777216 bytes\n\n"), "{ran}");
}

/// Several pieces, on several threads: findings stay in the order of the file, at their lines.
#[test]
fn a_long_file_is_told_in_its_order() {
    let mut text = String::new();
    for line in 1..=30_000 {
        let quantity = if line % 3_000 == 0 { "\"many\"" } else { "2" };
        let _ = writeln!(
            text,
            "{{\"type\":\"shop.ItemAdded\",\"data\":{{\"sku\":\"apple\",\"qty\":{quantity}}},\"stream\":\"shop.Cart/1234\"}}"
        );
    }
    let project = project().with("long.jsonl", &text);
    let ran = project.run(&["validate", "long.jsonl"]);
    let lines: Vec<String> = ran
        .stdout
        .lines()
        .filter_map(|line| Some(line.strip_prefix("long.jsonl:")?.split(':').next()?.to_owned()))
        .collect();
    assert_eq!(lines, (1..=10).map(|number| (number * 3_000).to_string()).collect::<Vec<_>>(), "{ran}");
    assert!(ran.stderr.ends_with("validated 30,000 events in 1 file: 10 wrong\n"), "{ran}");
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_ends_it_quietly() {
    let project = project();
    let output = project.shell("$RETOLD validate wrong.jsonl | true").output().expect("runs");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "validated 8 events in 1 file: 12 wrong\n");
}

#[cfg(target_os = "linux")]
#[test]
fn memory_is_constant() {
    let project = project();
    let line = "{\"type\":\"shop.ItemAdded\",\"data\":{\"sku\":\"apple\",\"qty\":2},\"metadata\":{\"a\":\"".to_owned()
        + &"x".repeat(1_000)
        + "\"}}";
    project.write("line", line + "\n");
    // 300 MB through 200 MB of address space, threads and all.
    let shell = "ulimit -v 200000; yes \"$(cat line)\" | head -n 300000 | MALLOC_ARENA_MAX=1 $RETOLD validate -";
    let shell = if cfg!(debug_assertions) { shell.replace("300000", "200000") } else { shell.to_owned() };
    let ran = Ran::from(project.shell(&shell).output().expect("runs"));
    assert_eq!(ran.status, 0, "{ran}");
}
