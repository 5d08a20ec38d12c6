//! The commands over text: arguments and a file in, results, messages and status out.

use std::fmt::Write as _;
use std::io;

use serde::{Deserialize, Serialize};

use super::{KnownEvents, events, run_to};
use crate::read::UpcastError;

#[derive(crate::Event, Deserialize)]
#[event(name = "shop.Counted", version = 1)]
struct CountedV1 {
    text: String,
}

#[derive(crate::Event, Serialize, Deserialize)]
#[event(name = "shop.Counted", version = 2, try_from = CountedV1, alias = "shop.Numbered")]
struct Counted {
    n: u32,
}

impl TryFrom<CountedV1> for Counted {
    type Error = UpcastError;

    fn try_from(old: CountedV1) -> Result<Self, UpcastError> {
        assert_ne!(old.text, "panic", "on purpose");
        old.text.parse().map(|n| Counted { n }).map_err(UpcastError::new)
    }
}

#[derive(crate::Event, Deserialize)]
#[event(name = "shop.Split", version = 1)]
struct SplitV1 {
    parts: Vec<u32>,
}

#[derive(crate::Event, Deserialize)]
#[event(name = "shop.Gone", version = 1)]
struct Gone {}

#[derive(crate::EventSet)]
#[event_set(becomes(SplitV1, with = split, into("shop.Counted")), becomes(Gone))]
enum ShopEvent {
    Counted(Counted),
}

fn split(old: SplitV1) -> Vec<ShopEvent> {
    old.parts.into_iter().map(|n| Counted { n }.into()).collect()
}

#[derive(crate::Event, Serialize, Deserialize)]
#[event(name = "bank.Opened", version = 1)]
struct Opened {}

#[derive(crate::EventSet)]
enum BankEvent {
    Opened(Opened),
}

const HISTORY: &str = r#"{"type":"shop.Counted","data":{"text":"7"},"id":"0188f7a2-3c1d-7e4b-9a6f-5d2c8b1e0f43","tenant":"x"}
{"type":"shop.Numbered","version":2,"data":{"n":1}}
{"type":"shop.Counted","version":2,"data":{"n" : 2},"kept":"as it is"}
{"type":"shop.Split","data":{"parts":[1,2,3]},"id":"0188f7a2-3c1d-7e4b-9a6f-5d2c8b1e0f43","stream":"s","position":9}
{"type":"shop.Split","data":{"parts":[]}}
{"specversion":"1.0","id":"a","source":"/","type":"shop.Split","dataschema":"https://x/shop.Split.v1.json","data":{"parts":[4,5]}}
{"type":"shop.Gone","data":{}}
{"type":"bank.Opened","data":{}}
"#;

const WRONG: &str = r#"{"type":"shop.Counted","data":{"text":"seven"},"stream":"shop.Counter/1"}
{"type":"shop.Counted","data":{"text":"panic"}}
{"type":"shop.Countet","data":{}}
{"type":"shop.Counted","version":3,"data":{}}
no json
{"type":"shop.Counted","data":{"text":"8"},"time":"now"}
{"type":"shop.Counted","data":{"text":"8"}}
"#;

fn sets() -> [KnownEvents; 2] {
    [events::<ShopEvent>(), events::<BankEvent>()]
}

/// Runs a command; the last argument is the text of the file.
fn ran(arguments: &[&str], text: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("a.jsonl");
    std::fs::write(&file, text).expect("written");
    let words = arguments.iter().map(Into::into).chain([file.clone().into_os_string()]);
    let (mut results, mut messages) = (Vec::new(), Vec::new());
    let status = run_to(words, &sets(), &mut results, false, &mut messages);
    let shown =
        |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).replace(&file.to_string_lossy().into_owned(), "a.jsonl");
    format!("{}--\n{}-- {status}\n", shown(results), shown(messages))
}

#[test]
fn events_become_those_of_today() {
    let text = ran(&["upcast"], HISTORY);
    let expected = r#"{"type":"shop.Counted","version":2,"data":{"n":7},"id":"0188f7a2-3c1d-7e4b-9a6f-5d2c8b1e0f43","tenant":"x"}
{"type":"shop.Counted","version":2,"data":{"n":1}}
{"type":"shop.Counted","version":2,"data":{"n" : 2},"kept":"as it is"}
{"type":"shop.Counted","version":2,"data":{"n":1},"id":"0188f7a2-3c1d-7e4b-9a6f-5d2c8b1e0f43","stream":"s","position":9}
{"type":"shop.Counted","version":2,"data":{"n":2},"id":"ID1","stream":"s","position":9}
{"type":"shop.Counted","version":2,"data":{"n":3},"id":"ID2","stream":"s","position":9}
{"specversion":"1.0","id":"a","source":"/","type":"shop.Counted","dataschema":"https://x/shop.Counted.v2.json","data":{"n":4}}
{"specversion":"1.0","id":"a/1","source":"/","type":"shop.Counted","dataschema":"https://x/shop.Counted.v2.json","data":{"n":5}}
{"type":"bank.Opened","data":{}}
--
read 8 events in 1 file: 7 rewritten, 2 dropped
-- 0
"#;
    let ids: Vec<&str> = text.lines().filter_map(|line| line.split("\"id\":\"").nth(1)?.get(..36)).collect();
    assert!(ids[2] != ids[1] && ids[3] != ids[2] && ids[2].as_bytes()[14] == b'8', "{text}");
    assert_eq!(text.replace(ids[2], "ID1").replace(ids[3], "ID2"), expected);
    assert_eq!(ran(&["upcast"], HISTORY), text);
}

#[test]
fn what_cannot_be_read_is_told_at_its_line() {
    let expected = "\
a.jsonl:1: `shop.Counted` v1 in stream `shop.Counter/1` at position 1: the step to v2 failed: invalid digit found in string
a.jsonl:2: `shop.Counted` v1: a step of this program panicked
a.jsonl:3: `shop.Countet` v1: no event of this program has this name; did you mean `shop.Counted`?
a.jsonl:4: `shop.Counted` v3 at position 4: the version is not known; known: v1 to v2
a.jsonl:5: not JSON: expected ident at byte 2
and 1 more

event         version  recorded  wrong  dropped
shop.Counted  v1              4      3        0
shop.Counted  v3              1      1        0
shop.Countet  v1              1      1        0
--
read 6 events in 1 file, 6 that cannot be read
-- 1
";
    assert_eq!(ran(&["validate", "--show=5"], WRONG), expected);
    assert!(ran(&["validate"], HISTORY).ends_with("--\nread 8 events in 1 file, 2 dropped\n-- 0\n"));
}

#[test]
fn upcast_stops_keeps_or_skips() {
    let stopped = ran(&["upcast"], &format!("{HISTORY}{WRONG}"));
    assert!(stopped.contains("\nerror: stopped at a.jsonl:9: ") && stopped.ends_with("-- 2\n"), "{stopped}");
    let kept = ran(&["upcast", "--unreadable", "keep", "--show", "0"], WRONG);
    let mut lines: Vec<&str> = WRONG.lines().collect();
    lines[6] = r#"{"type":"shop.Counted","version":2,"data":{"n":8}}"#;
    assert_eq!(
        kept,
        format!("{}\n--\nread 6 events in 1 file: 1 rewritten, 6 that cannot be read\n-- 1\n", lines.join("\n"))
    );
    let skipped = ran(&["upcast", "--unreadable=skip", "--show", "0"], WRONG);
    assert!(skipped.starts_with(&format!("{}\n--\n", lines[6])), "{skipped}");
}

#[cfg(feature = "sqlite")]
#[test]
fn a_store_is_read_as_its_lines_are() {
    use crate::store::{Append, NewEvent, Store};

    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("a.db");
    let store = crate::sqlite::open(&file).expect("a store");
    for (name, payload) in
        [("shop.Split", "{\n\"parts\":[1,2]}"), ("shop.Counted", r#"{"text":"x"}"#), ("shop.Gone", "{}")]
    {
        let append = Append::to("shop.Counter/1").event(NewEvent::new(name, 1, payload));
        pollster::block_on(store.append(append)).expect("appended");
    }
    pollster::block_on(store.close());
    let ran = |way: &str| {
        let (mut results, mut messages) = (Vec::new(), Vec::new());
        let words = ["upcast".into(), "--unreadable".into(), way.into(), file.clone().into_os_string()];
        let status = run_to(words, &sets(), &mut results, false, &mut messages);
        (status, String::from_utf8_lossy(&results).into_owned(), String::from_utf8_lossy(&messages).into_owned())
    };
    let (status, lines, messages) = ran("keep");
    assert_eq!((status, lines.lines().count()), (1, 3), "{lines}{messages}");
    assert!(lines.lines().take(2).all(|line| line.contains("\"position\":1,")), "{lines}");
    assert!(lines.contains(r#""data":{"n":2}"#) && lines.contains(r#""data":{"text":"x"}"#), "{lines}");
    assert!(messages.contains("a.db:2: `shop.Counted` v1 in stream `shop.Counter/1` at position 2"), "{messages}");
    assert_eq!(ran("stop").0, 2);
}

#[test]
fn usage_is_told() {
    let of = |words: &[&str]| {
        let (mut results, mut messages) = (Vec::new(), Vec::new());
        let status = run_to(words.iter().map(Into::into), &sets(), &mut results, false, &mut messages);
        (status, String::from_utf8_lossy(&results).into_owned(), String::from_utf8_lossy(&messages).into_owned())
    };
    let (status, results, messages) = of(&["--help"]);
    assert!(status == 0 && results.contains("Usage: validate") && messages.is_empty());
    for words in [
        &[][..],
        &["replay"],
        &["validate"],
        &["validate", "--unreadable", "keep", "a"],
        &["upcast", "--unreadable", "later", "a"],
        &["upcast", "--show"],
        &["upcast", "-", "-"],
        &["validate", "/there/is/no/such/file"],
        &["validate", "/"],
    ] {
        let (status, results, messages) = of(words);
        assert!(status == 2 && results.is_empty() && messages.starts_with("error: "), "{words:?}: {messages}");
    }
}

#[test]
fn a_closed_pipe_ends_it_quietly() {
    struct Closed(usize);
    impl io::Write for Closed {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0 += 1;
            if self.0 > 1 { Err(io::ErrorKind::BrokenPipe.into()) } else { Ok(bytes.len()) }
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let mut text = String::new();
    for number in 0..40_000 {
        let _ = writeln!(text, r#"{{"type":"shop.Counted","data":{{"text":"{number}"}}}}"#);
    }
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("a.jsonl");
    std::fs::write(&file, &text).expect("written");
    let mut messages = Vec::new();
    let words = ["upcast".into(), file.clone().into_os_string()];
    assert_eq!(run_to(words, &sets(), &mut Closed(0), false, &mut messages), 0);
    let messages = String::from_utf8_lossy(&messages);
    assert!(messages.starts_with("read ") && !messages.contains("40000"), "{messages}");
    // All of it, in order.
    let upcast = ran(&["upcast"], &text);
    let numbers =
        upcast.lines().filter_map(|line| line.split("\"n\":").nth(1)?.trim_end_matches('}').parse::<u32>().ok());
    assert!(numbers.eq(0..40_000));
}
