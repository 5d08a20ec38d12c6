//! What the reader accepts, serde_json accepts, as the same value: over payloads of all shapes, and over what becomes of
//! them when bytes are changed.
#![allow(dead_code)]

use std::collections::BTreeMap;
use std::fmt::Debug;

use proptest::prelude::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use serde_json::value::RawValue;

use super::{Number, Reader, plain, read};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Everything {
    text: String,
    small: u8,
    large: u64,
    negative: i64,
    wide: Option<i128>,
    single: f32,
    double: f64,
    yes: bool,
    letter: Option<char>,
    none: Option<Option<u32>>,
    unit: (),
    marker: Marker,
    pair: (u8, String),
    wrapped: Wrapped,
    choice: Choice,
    nested: Option<Box<Everything>>,
    list: Vec<Everything>,
    map: BTreeMap<String, i32>,
    by_number: BTreeMap<u16, bool>,
    any: Value,
    #[serde(alias = "again")]
    renamed: i8,
    #[serde(deserialize_with = "or_default")]
    forgiven: u16,
    #[serde(deserialize_with = "or_default")]
    forgiven_map: BTreeMap<String, u8>,
}

/// Somebody who puts another value where one cannot be read.
fn or_default<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(deserializer: D) -> Result<T, D::Error> {
    Ok(T::deserialize(deserializer).unwrap_or_default())
}

#[derive(Debug, Default, Deserialize)]
struct Marker;

#[derive(Debug, Default, Deserialize)]
struct Wrapped(u32);

#[derive(Debug, Default, Deserialize)]
enum Choice {
    #[default]
    One,
    Two(u8),
    Three {
        a: bool,
    },
}

#[derive(Debug, Deserialize)]
#[serde(tag = "type", deny_unknown_fields)]
enum Tagged {
    A { x: u32 },
    B { y: Option<String>, z: f64 },
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Untagged {
    Number(u32),
    Text(String),
    Both { number: i64, text: String },
    Any(Value),
}

#[derive(Debug, Deserialize)]
struct Flat {
    text: String,
    #[serde(flatten)]
    more: BTreeMap<String, Value>,
}

const SEEDS: [&str; 12] = [
    r#"{"text":"café","small":255,"large":18446744073709551615,"negative":-9223372036854775808,"yes":true}"#,
    r#"{"text":"a\"b\\c\u0041\n","single":0.1,"double":-1.5e-7,"wide":-170141183460469231731687303715884105728}"#,
    r#"{"letter":"x","none":null,"unit":null,"marker":null,"pair":[1,"b"],"wrapped":7,"choice":"One"}"#,
    r#"{"choice":{"Two":2},"nested":{"choice":{"Three":{"a":false}},"list":[{},{"small":1}]},"list":[]}"#,
    r#"{"map":{"a":1,"b":-2},"by_number":{"1":true,"65535":false},"any":{"x":[1,2.5,null,"y",{}]},"again":-128}"#,
    r#"{"forgiven":"no number","unknown":[1,{"a":"b\"c"}],"renamed":3}"#,
    r#"{"forgiven":1.5,"forgiven_map":{"a":1,"b":"two"},"text":"after"}"#,
    r#"{"text": "spaces", "small": 1, "list": [{"small": 2}, {"small": 3}]}"#,
    r#"{"type":"A","x":1}"#,
    r#"{"type":"B","y":"\u00e9","z":3}"#,
    r#"{"number":1,"text":"both"}"#,
    "17",
];

const PIECES: [&str; 34] = [
    "\"",
    "\\",
    "\\\"",
    "\\u0041",
    "\\ud800",
    "\n",
    "\u{0}",
    " ",
    "  ",
    ",",
    ":",
    "{",
    "}",
    "[",
    "]",
    "{}",
    "[]",
    "0",
    "00",
    "-",
    "-0",
    "1.0",
    "1e3",
    ".",
    "99999999999999999999",
    "-9223372036854775809",
    "null",
    "true",
    "fals",
    "\"small\":3,",
    "\"a\":",
    "\u{fc}",
    "1e400",
    "18446744073709551616",
];

/// Whether the reader accepts the text.
fn holds<T: DeserializeOwned + Debug>(json: &str) -> bool {
    let Ok(value) = read::<T>(json) else { return false };
    match serde_json::from_str::<T>(json) {
        Ok(expected) => assert_eq!(format!("{value:?}"), format!("{expected:?}"), "{json}"),
        Err(error) => panic!("{error}: {json}"),
    }
    true
}

/// How many types read the text.
fn all(json: &str) -> usize {
    let read = [
        holds::<Everything>(json),
        holds::<Tagged>(json),
        holds::<Untagged>(json),
        holds::<Flat>(json),
        holds::<Value>(json),
        holds::<Option<i64>>(json),
        holds::<f32>(json),
        holds::<Vec<Value>>(json),
        holds::<Box<RawValue>>(json),
        holds::<BTreeMap<String, f64>>(json),
        holds::<String>(json),
    ];
    read.into_iter().filter(|read| *read).count()
}

#[test]
fn what_writers_write_is_read() {
    for json in SEEDS {
        assert!(all(json) > 0, "{json}");
    }
    assert!(holds::<Everything>(SEEDS[0]));
    assert!(holds::<Everything>(r#"{"text":"a\"b\\c\u0041\n","single":0.1,"double":-1.5e-7}"#));
    assert!(holds::<Everything>(r#"{"unknown":[1,{"a":"b\"c"}],"renamed":3}"#));
    assert!(holds::<Everything>(SEEDS[7]));
    assert!(holds::<Tagged>(SEEDS[8]) && holds::<Tagged>(SEEDS[9]));
    assert!(holds::<BTreeMap<String, Value>>(SEEDS[10]));
    assert!(holds::<u8>("17"));
}

/// Where a value was put in the place of another, serde_json has the last word: it goes on behind what it could not read.
#[test]
fn nothing_is_accepted_after_something_was_forgiven() {
    for json in
        [r#"{"forgiven":"no number"}"#, r#"{"forgiven":99999,"small":1}"#, r#"{"forgiven_map":{"a":"b"},"small":1}"#]
    {
        assert!(read::<Everything>(json).is_err(), "{json}");
    }
}

#[test]
fn lists_within_lists_end_before_those_of_serde_json_do() {
    for depth in [1, 50, 99, 100, 101, 127, 128, 129, 20_000] {
        let json = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert_eq!(holds::<Value>(&json), depth <= 100, "{depth}");
        holds::<Everything>(&format!(r#"{{"unknown":{json}}}"#));
    }
}

proptest! {
    #[test]
    fn changed_bytes_are_read_alike(
        seed in 0..SEEDS.len(),
        changes in prop::collection::vec((0_usize..200, 0_usize..6, prop::option::of(0..PIECES.len())), 0..5),
    ) {
        let mut json = SEEDS[seed].to_owned();
        for (at, cut, piece) in changes {
            let boundary = |at: usize| (0..=at.min(json.len())).rev().find(|at| json.is_char_boundary(*at)).unwrap_or(0);
            let (start, end) = (boundary(at), boundary(at.min(json.len()) + cut));
            json.replace_range(start..end, piece.map_or("", |piece| PIECES[piece]));
        }
        all(&json);
    }

    #[test]
    fn pieces_in_any_order_are_read_alike(pieces in prop::collection::vec(0..PIECES.len(), 0..8)) {
        let json: String = pieces.into_iter().map(|piece| PIECES[piece]).collect();
        all(&json);
        all(&format!(r#"{{"any":{json},"text":"{json}"}}"#));
    }

    #[test]
    fn integers_are_read_as_they_are(value: i128) {
        for value in [value, i128::from(value as i64), i128::from(value as u64), value % 1000] {
            let json = value.to_string();
            let found = match (Reader { json: &json, at: 0, depth: 0, failed: false }).integer() {
                Some(Number::Unsigned(value)) => Some(i128::from(value)),
                Some(Number::Signed(value)) => Some(i128::from(value)),
                None => None,
            };
            prop_assert_eq!(found, Some(value).filter(|_| (i128::from(i64::MIN)..=i128::from(u64::MAX)).contains(&value)));
        }
    }

    #[test]
    fn plain_text_ends_where_it_is_plain_no_more(
        bytes: Vec<u8>,
        before in prop::collection::vec(0x20_u8.., 0..40),
    ) {
        for bytes in [&bytes, &before, &[before.as_slice(), bytes.as_slice()].concat()] {
            let end = bytes.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1f)).unwrap_or(bytes.len());
            prop_assert_eq!(plain(bytes), end);
        }
    }
}
