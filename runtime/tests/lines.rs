//! Recorded events as JSON lines: what is passed over, what is an error and where, what a CloudEvent means, and that
//! a recorded event that is written is read back as it was.

#[path = "golden/cart.rs"]
mod golden;

use std::io::{BufReader, Read};

use golden::*;
use proptest::prelude::*;
use retold::{DecodeError, EventSet, JsonLines, LineError, Policy, Recorded, RecordedEvent, Replay};

fn split(old: CheckedOutV1) -> Vec<CartEvent> {
    vec![CheckedOut { at: old.at }.into(), PaymentChosen { payment: old.payment }.into()]
}

const ADDED: &str = r#"{"type":"shop.ItemAdded","version":1,"data":{"item_id":"APPLE","qty":2}}"#;
const CHECKED_OUT: &str =
    r#"{"type":"shop.CheckedOut","data":{"at":"2026-01-01T00:00:00Z","payment":{"method":"invoice","days":30}}}"#;

fn events(file: &str) -> Vec<Result<&'static str, String>> {
    Replay::<CartEvent, _>::new(file.as_bytes())
        .map(|event| event.map(|event| event.kind().name).map_err(|error| error.to_string()))
        .collect()
}

fn line_error(file: &[u8]) -> LineError {
    let mut lines = JsonLines::new(file);
    loop {
        match lines.next_line() {
            Ok(Some(_)) => {}
            Ok(None) => panic!("every line was read"),
            Err(error) => return error,
        }
    }
}

fn recorded(line: &str) -> RecordedEvent {
    JsonLines::new(line.as_bytes()).next_line().unwrap().unwrap().to_event().unwrap()
}

#[test]
fn a_file_is_replayed_in_order_as_what_it_is_today() {
    let file = format!("\u{feff}{ADDED}\r\n\r\n  \n{CHECKED_OUT}\n{ADDED}");
    let names = ["shop.ItemAdded", "shop.CheckedOut", "shop.PaymentChosen", "shop.ItemAdded"];
    assert_eq!(events(&file), names.map(Ok));
    assert_eq!(events(""), []);
    assert_eq!(events("\n\n"), []);
}

#[test]
fn an_error_names_the_line_and_ends_the_replay() {
    let file = format!("{ADDED}\n{}\n{ADDED}\n", ADDED.replace("APPLE", "apple"));
    let events = events(&file);
    assert_eq!(events.len(), 2);
    assert_eq!(
        events[1].as_ref().unwrap_err(),
        "line 2: `shop.ItemAdded` v1 at position 2: `$.item_id`: `apple` does not match the pattern, `^[A-Z0-9-]{3,32}$`"
    );
}

#[test]
fn what_cannot_be_decoded_goes_where_the_policy_says() {
    let bad = ADDED.replace("Added", "Lost");
    let file = format!("{ADDED}\n{bad}\n{ADDED}\n");
    let mut replay = Replay::<CartEvent, _>::new(file.as_bytes()).policy(Policy::SkipAndCount);
    assert_eq!(replay.by_ref().filter(Result::is_ok).count(), 2);
    assert_eq!((replay.counts().decoded, replay.counts().skipped, replay.counts().parked), (2, 1, 0));

    let mut parked = Vec::new();
    let mut park = |recorded: Recorded<'_>, why: &DecodeError| {
        parked.push((recorded.name.to_owned(), why.to_string()));
        Ok(())
    };
    let replay = Replay::<CartEvent, _>::new(file.as_bytes()).policy(Policy::Park(&mut park));
    assert_eq!(replay.filter(Result::is_ok).count(), 2);
    assert_eq!(parked.len(), 1);
    assert!(parked[0].1.contains("did you mean `shop.ItemAdded`?") || parked[0].1.contains("known are"), "{parked:?}");

    let mut full = |_: Recorded<'_>, _: &DecodeError| Err("the disk is full".into());
    let last = Replay::<CartEvent, _>::new(file.as_bytes()).policy(Policy::Park(&mut full)).last();
    assert!(last.unwrap().unwrap_err().to_string().starts_with("line 2: cannot be parked: the disk is full; "));
}

#[test]
fn a_line_that_is_no_recorded_event_says_why() {
    for (line, message) in [
        (
            "[1]",
            "line 1: no recorded event: invalid type: sequence, expected an object with `type`, `version` and `data`",
        ),
        ("{}", "line 1: no recorded event: missing field `type`"),
        (r#"{"type":"a"}"#, "line 1: no recorded event: missing field `data`"),
        (r#"{"type":1,"data":{}}"#, "line 1: no recorded event: `$.type`: invalid type: integer `1`, expected a text"),
        (r#"{"type":"a","type":"b","data":{}}"#, "line 1: no recorded event: `$.type`: duplicate field `type`"),
        (r#"{"type":"a","version":0,"data":{}}"#, "line 1: no recorded event: `version` is 0: versions count from 1"),
        (
            r#"{"type":"a","version":-1,"data":{}}"#,
            "line 1: no recorded event: `$.version`: invalid value: integer `-1`, expected an integer that fits `u32`",
        ),
        (r#"{"type":"a","data":{}} {}"#, "line 1: not JSON: trailing characters at byte 24"),
        ("{\"type\":\"a\"\n,\"data\":{}}", "line 1: not JSON: EOF while parsing an object at byte 11"),
    ] {
        assert_eq!(line_error(line.as_bytes()).to_string(), message);
    }
    assert!(line_error(b"{\"type\":\"\xff\"}\n").to_string().starts_with("line 1: not UTF-8"));
}

/// What may stand at `version`, and what an absent one means.
#[test]
fn a_version_is_a_whole_number_from_one_on() {
    for (version, read) in [("1", 1), ("1.0", 1), ("2e0", 2), ("4294967295", u32::MAX)] {
        assert_eq!(recorded(&format!(r#"{{"type":"a","version":{version},"data":{{}}}}"#)).version, read, "{version}");
    }
    assert_eq!(recorded(r#"{"type":"a","data":null}"#).version, 1);
    for version in ["0", "0.0", "-1", "1.5", "4294967296", "1e99", "\"1\"", "null", "true", "[1]", "{}"] {
        let error = line_error(format!(r#"{{"type":"a","version":{version},"data":{{}}}}"#).as_bytes()).to_string();
        assert!(error.starts_with("line 1: no recorded event: "), "{version}: {error}");
    }
    for line in [
        r#"{"type":"a","version":1,"version":1,"data":{}}"#,
        r#"{"type":"a","type":"a","data":{}}"#,
        r#"{"type":"a","data":{},"data":{}}"#,
        r#"{"type":"a","data":{},"stream":null,"stream":"b"}"#,
        r#"{"type":"a","data":{},"reads_as":null,"reads_as":null}"#,
        r#"{"type":"a"}"#,
        r#"{"data":{}}"#,
        r#"{"type":null,"data":{}}"#,
    ] {
        let error = line_error(line.as_bytes()).to_string();
        assert!(error.starts_with("line 1: no recorded event: "), "{line}: {error}");
    }
}

#[test]
fn reading_goes_on_after_a_line_that_is_wrong() {
    let file = format!("nonsense\n{ADDED}\n\u{1}\n{ADDED}\n");
    let mut lines = JsonLines::new(file.as_bytes());
    let mut right = Vec::new();
    let mut wrong = Vec::new();
    loop {
        match lines.next_line() {
            Ok(Some(line)) => right.push(line.number()),
            Ok(None) => break,
            Err(error) => wrong.push(error.line()),
        }
    }
    assert_eq!((right, wrong), (vec![2, 4], vec![1, 3]));
}

#[test]
fn the_last_line_may_be_cut_off() {
    for end in 1..ADDED.len() {
        let file = format!("{ADDED}\n{}", &ADDED[..end]);
        let error = line_error(file.as_bytes());
        assert!(error.is_cut_off(), "{error}");
        assert_eq!(error.line(), 2);
    }
    // A line that has its end is complete, whatever it holds.
    assert!(!line_error(b"{\"type\":\n").is_cut_off());
    assert!(line_error("{\"type\":\"é".as_bytes().split_last().unwrap().1).is_cut_off());
}

#[test]
fn a_line_has_a_longest_length() {
    let long = format!("{}\n{ADDED}\n", ADDED.replace("APPLE", &"A".repeat(1000)));
    let mut lines = JsonLines::new(long.as_bytes()).longest(ADDED.len());
    let error = lines.next_line().unwrap_err();
    assert!(error.is_too_long());
    assert_eq!(error.to_string(), format!("line 1: longer than {} bytes", ADDED.len()));
    assert_eq!(lines.next_line().unwrap().unwrap().number(), 2);
    for end in ["\n", "\r\n", ""] {
        let exact = format!("{ADDED}{end}");
        assert!(JsonLines::new(exact.as_bytes()).longest(ADDED.len()).next_line().is_ok());
        assert!(JsonLines::new(exact.as_bytes()).longest(ADDED.len() - 1).next_line().is_err());
    }
}

#[test]
fn a_reader_that_fails_is_not_skipped() {
    struct Failing;

    impl Read for Failing {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("the cable is out"))
        }
    }

    let file = BufReader::new(Read::chain(ADDED.as_bytes(), Failing));
    let mut replay = Replay::<CartEvent, _>::new(file).policy(Policy::SkipAndCount);
    let error = replay.next().unwrap().unwrap_err();
    assert!(error.line_error().unwrap().is_io());
    assert!(replay.next().is_none());
}

#[test]
fn cloud_events_are_read() {
    let line = r#"{"specversion":"1.0","id":"A234-1234","source":"/carts","type":"shop.ItemAdded","subject":"shop.Cart/7",
        "time":"2026-01-01T00:00:00Z","datacontenttype":"application/json; charset=utf-8","dataversion":"1","extra":[1],
        "correlationid":"0190163d-8694-739b-aea5-966c26f8ad91","traceparent":"00-ab-cd-01","data":{"item_id":"APPLE","qty":2}}"#
        .replace('\n', "");
    let event = recorded(&line);
    assert_eq!(
        (event.name.as_str(), event.version, event.stream.as_deref()),
        ("shop.ItemAdded", 1, Some("shop.Cart/7"))
    );
    assert_eq!(event.time.unwrap().to_string(), "2026-01-01T00:00:00Z");
    assert_eq!(event.metadata.correlation.unwrap().to_string(), "0190163d-8694-739b-aea5-966c26f8ad91");
    assert_eq!(event.metadata.traceparent.as_deref(), Some("00-ab-cd-01"));
    assert_eq!(
        serde_json::to_value(&event.metadata.entries).unwrap(),
        serde_json::json!({ "extra": [1], "id": "A234-1234", "source": "/carts" })
    );
    assert_eq!(CartEvent::decode(&event).unwrap().len(), 1);

    for (schema, version) in [
        ("https://example.com/schemas/shop.ItemAdded.v2.schema.json", 2),
        ("https://example.com/shop.ItemAdded/v3", 3),
        ("urn:shop:ItemAdded:4", 4),
        ("https://example.com/ItemAdded#5", 5),
    ] {
        let line = format!(r#"{{"specversion":"1.0","type":"shop.ItemAdded","dataschema":"{schema}","data":{{}}}}"#);
        assert_eq!(recorded(&line).version, version, "{schema}");
    }
    // A version is never passed over, however it is said.
    for (attributes, version) in [
        (r#""version":2"#, 2),
        (r#""version":2,"dataschema":"https://example.com/v1/carts""#, 2),
        (r#""version":2,"dataversion":"2""#, 2),
        (r#""dataversion":3"#, 3),
        (r#""dataversion":3.0"#, 3),
        (r#""dataversion":null"#, 1),
    ] {
        let line = format!(r#"{{"specversion":"1.0","type":"shop.ItemAdded",{attributes},"data":{{}}}}"#);
        assert_eq!(recorded(&line).version, version, "{attributes}");
    }
    let line = r#"{"specversion":"1.0","type":"shop.ItemAdded","stream":"shop.Cart/8","data":{}}"#;
    assert_eq!(recorded(line).stream.as_deref(), Some("shop.Cart/8"));
    for wrong in [
        r#"{"specversion":"1.0","type":"a","version":1,"dataversion":"2","data":{}}"#,
        r#"{"specversion":"1.0","type":"a","dataversion":"1","dataversion":"2","data":{}}"#,
        r#"{"specversion":"1.0","type":"a","dataversion":"+1","data":{}}"#,
        r#"{"specversion":"1.0","type":"a","dataversion":"1.0","data":{}}"#,
        r#"{"specversion":"1.0","type":"a","dataversion":0,"data":{}}"#,
        r#"{"specversion":"0.3","type":"a","data":{}}"#,
        r#"{"specversion":"1.0","type":"a","data_base64":"AA=="}"#,
        r#"{"specversion":"1.0","type":"a","datacontenttype":"text/xml","data":"<a/>"}"#,
        r#"{"specversion":"1.0","type":"a","dataschema":"https://example.com/latest","data":{}}"#,
        r#"{"specversion":"1.0","type":"a","dataversion":"two","data":{}}"#,
        r#"{"specversion":"1.0","type":"a","subject":7,"data":{}}"#,
    ] {
        let error = line_error(wrong.as_bytes()).to_string();
        assert!(error.starts_with("line 1: no recorded event: "), "{error}");
    }
}

#[test]
fn what_is_written_is_read_back() {
    let line = concat!(
        r#"{"type":"shop.ItemAdded","version":2,"reads_as":1,"id":"0190163d-8694-739b-aea5-966c26f8ad91","#,
        r#""stream":"shop.Cart/7","position":3,"time":"2026-01-01T00:00:00.5Z","metadata":{"#,
        r#""correlation":"0190163d-8694-739b-aea5-966c26f8ad92","causation":"0190163d-8694-739b-aea5-966c26f8ad93","#,
        r#""command":"0190163d-8694-739b-aea5-966c26f8ad94","actor":"ann","traceparent":"00-ab","ip":"::1"},"data":{"a":"\n{"}}"#,
        "\n"
    );
    let event = recorded(line);
    let mut written = Vec::new();
    event.write_line(&mut written).unwrap();
    assert_eq!(String::from_utf8(written).unwrap(), line);
}

#[test]
fn a_payload_over_several_lines_is_written_on_one() {
    let event = RecordedEvent::new("a", 1, "{\n  \"b c\": \"\\\" \\n\",\r\n\t\"d\": 1.50 }");
    let mut written = Vec::new();
    event.write_line(&mut written).unwrap();
    assert_eq!(
        String::from_utf8(written).unwrap(),
        "{\"type\":\"a\",\"version\":1,\"data\":{\"b c\":\"\\\" \\n\",\"d\":1.50}}\n"
    );
    assert!(RecordedEvent::new("a", 1, "{} {}").write_line(&mut Vec::new()).is_err());
    assert!(RecordedEvent::new("a", 1, *b"\xff").write_line(&mut Vec::new()).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn any_bytes_are_read_without_a_panic(file: Vec<u8>) {
        let mut lines = JsonLines::new(&file[..]).longest(64);
        for _ in 0..=file.len() {
            if let Ok(None) = lines.next_line() {
                return Ok(());
            }
        }
        prop_assert!(false, "there are more lines than bytes");
    }

    #[test]
    fn any_change_of_a_line_is_read_without_a_panic(at in 0..CHECKED_OUT.len(), bytes: Vec<u8>, cut in 0..8_usize) {
        let mut file = CHECKED_OUT.as_bytes().to_vec();
        file.splice(at..(at + cut).min(CHECKED_OUT.len()), bytes.into_iter().take(4));
        Replay::<CartEvent, _>::new(&file[..]).policy(Policy::SkipAndCount).for_each(drop);
    }
}

/// Lines of any members in any order: with another event in its place, everything else of a line is what it was.
#[cfg(feature = "tool")]
mod replaced {
    use proptest::prelude::*;
    use retold::{JsonLines, Replacement};

    fn member() -> impl Strategy<Value = (&'static str, &'static str)> {
        prop_oneof![
            Just(("type", "\"shop.A\"")),
            Just(("data", "{\"a\" : [1, 2.50]}")),
            Just(("version", "3")),
            Just(("version", " 1 ")),
            Just(("reads_as", "2")),
            Just(("reads_as", "null")),
            Just(("id", "\"0188f7a2-3c1d-7e4b-9a6f-5d2c8b1e0f43\"")),
            Just(("id", "\"any\"")),
            Just(("id", "null")),
            Just(("stream", "\"shop.A/\\u00e9\"")),
            Just(("stream_version", "7")),
            Just(("position", "9")),
            Just(("time", "\"2026-01-01T00:00:00Z\"")),
            Just(("metadata", "{\"actor\":\"ann\",\"x\":[1, 2]}")),
            Just(("specversion", "\"1.0\"")),
            Just(("source", "\"/shop\"")),
            Just(("subject", "\"shop.A/7\"")),
            Just(("dataversion", "\"2\"")),
            Just(("dataversion", "2")),
            Just(("dataversion", "null")),
            Just(("dataschema", "\"https://x/shop.A.v2.schema.json\"")),
            Just(("dataschema", "\"https://x/2026-01/7\"")),
            Just(("te\\\\nant", "[null, {\"k\":\"\\\"}\"}]")),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]
        #[test]
        fn all_else_stays(members in prop::collection::vec(member(), 2..9), nth in 0_usize..3, reads_as in prop::option::of(1_u32..4)) {
            let mut once: Vec<(&str, &str)> = Vec::new();
            let needed = [("data", "{\"a\" : [1, 2.50]}"), ("type", "\"shop.A\"")];
            for (key, value) in members.into_iter().chain(needed) {
                if once.iter().all(|(known, _)| *known != key) {
                    once.push((key, value));
                }
            }
            let members: Vec<String> = once.iter().map(|(key, value)| format!("\"{key}\" : {value}")).collect();
            let text = format!("{{ {} }}", members.join(" ,"));
            let mut lines = JsonLines::new(text.as_bytes());
            // What is no recorded event is another test's.
            let Ok(Some(before)) = lines.next_line() else { return Ok(()) };
            let replacement = Replacement { name: "shop.B", version: 4, reads_as, payload: "{\"b\":1}", nth };
            let mut written = Vec::new();
            before.write_replaced(&replacement, &mut written);
            prop_assert_eq!(written.iter().filter(|byte| **byte == b'\n').count(), 1);
            let mut lines = JsonLines::new(written.as_slice());
            let after = lines.next_line().unwrap_or_else(|error| panic!("{text}\n{error}")).expect("a line");
            let (old, new) = (before.recorded(), after.recorded());
            prop_assert_eq!((new.name, new.version, new.reads_as), ("shop.B", 4, reads_as), "{}", text);
            prop_assert_eq!(after.data().get(), "{\"b\":1}");
            prop_assert_eq!((new.stream, new.position), (old.stream, old.position));
            prop_assert_eq!(after.time().ok(), before.time().ok());
            if let (Ok(mut old), Ok(mut new)) = (before.metadata(), after.metadata()) {
                if nth > 0 {
                    prop_assert!(old.event_id.is_none() || old.event_id != new.event_id);
                    (old.event_id, new.event_id) = (None, None);
                    old.entries.remove("id");
                    new.entries.remove("id");
                }
                prop_assert_eq!(old, new, "{}", text);
            }
        }
    }
}
