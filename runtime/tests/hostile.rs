//! Recorded bytes are input from a stranger: whatever they are, decoding them gives an event or an error, within a
//! time that grows with their length.

#[path = "golden/cart.rs"]
mod golden;

use std::time::{Duration, Instant};

use golden::*;
use proptest::prelude::*;
use retold::{DecodeError, EventSet, Payload, Recorded};

fn split(old: CheckedOutV1) -> Vec<CartEvent> {
    vec![CheckedOut { at: old.at }.into(), PaymentChosen { payment: old.payment }.into()]
}

/// A valid payload of every event in every version.
const PAYLOADS: [(&str, u32, &str); 7] = [
    ("shop.ItemAdded", 1, r#"{"item_id":"APPLE","qty":2}"#),
    ("shop.ItemAdded", 2, r#"{"sku":"APPLE","qty":2,"ids":["1","2"],"unit_price":{"amount":"1.20","currency":"EUR"}}"#),
    ("shop.ItemRemoved", 1, r#"{"eventType":"ItemRemoved","sku":"APPLE","note":null}"#),
    ("shop.CheckedOut", 1, r#"{"at":"2026-01-01T00:00:00Z","payment":{"last4":"1234","method":"card"}}"#),
    ("shop.CheckedOut", 2, r#"{"at":"2026-01-01T00:00:00Z"}"#),
    ("shop.PaymentChosen", 1, r#"{"payment":{"method":"card","last4":"1234","next":{"days":1,"method":"invoice"}}}"#),
    ("shop.Noise", 1, "{}"),
];

fn decode(name: &str, version: u32, payload: &[u8]) -> Result<Vec<CartEvent>, DecodeError> {
    CartEvent::decode(Recorded::new(name, version, Payload::Bytes(payload))).map(Iterator::collect)
}

#[test]
fn every_payload_is_valid_as_it_stands() {
    for (name, version, json) in PAYLOADS {
        assert!(decode(name, version, json.as_bytes()).is_ok(), "{name} v{version}");
    }
}

#[test]
fn every_truncation_is_an_error() {
    for (name, version, json) in PAYLOADS {
        for end in 0..json.len() {
            // What became nothing is not looked at.
            assert!(
                decode(name, version, &json.as_bytes()[..end]).is_err() || name == "shop.Noise",
                "{}",
                &json[..end]
            );
        }
    }
}

#[test]
fn every_repeated_key_is_an_error() {
    for (name, version, json) in PAYLOADS {
        let value: serde_json::Value = serde_json::from_str(json).unwrap();
        for (key, value) in value.as_object().unwrap() {
            let repeated = json.replacen('{', &format!("{{{}:{value},", serde_json::Value::from(key.as_str())), 1);
            let error = decode(name, version, repeated.as_bytes()).unwrap_err();
            assert!(error.is_wrong_shape() && error.to_string().contains("duplicate"), "{error}");
        }
    }
}

#[test]
fn unknown_keys_are_passed_over() {
    for (name, version, json) in PAYLOADS {
        let more = json.replacen('{', r#"{"no such key":[{"a":[[]]},null,"\u0000"],"nor this":1e9"#, 1);
        let more = if json == "{}" { more } else { more.replacen("1e9", "1e9,", 1) };
        assert_eq!(decode(name, version, more.as_bytes()).unwrap(), decode(name, version, json.as_bytes()).unwrap());
    }
}

#[test]
fn what_is_not_utf8_or_not_json_says_so() {
    let error = decode("shop.ItemAdded", 1, b"{\"item_id\":\"\xff\"}").unwrap_err();
    assert!(error.is_not_json());
    assert_eq!(
        error.to_string(),
        "`shop.ItemAdded` v1: the payload is not UTF-8: invalid utf-8 sequence of 1 bytes from index 12"
    );
    let error = decode("shop.ItemAdded", 1, br#"{"item_id":APPLE}"#).unwrap_err();
    assert!(error.is_not_json());
    assert_eq!(error.to_string(), "`shop.ItemAdded` v1: the payload is not JSON at `$.item_id`: expected value");
}

#[test]
fn a_message_is_short_whatever_the_value() {
    let long = "é".repeat(1_000_000);
    for json in [format!(r#"{{"item_id":"{long}","qty":1}}"#), format!(r#"{{"item_id":"APPLE","qty":"{long}"}}"#)] {
        assert!(decode("shop.ItemAdded", 1, json.as_bytes()).unwrap_err().to_string().len() < 1000);
    }
    assert!(decode(&long, 1, b"{}").unwrap_err().to_string().len() < 1000);
}

#[test]
fn nesting_costs_no_stack_and_bounded_time() {
    let start = Instant::now();
    let bulk = "x".repeat(50_000);
    for levels in [1, 50, 100, 126, 127, 128, 129, 1_000, 100_000] {
        let mut json = String::from(r#"{"payment":"#);
        json.push_str(&r#"{"next":"#.repeat(levels));
        json.push_str(&format!(r#"{{"ignored":"{bulk}","days":1,"method":"invoice"}}"#));
        json.push_str(&r#","last4":"1234","method":"card"}"#.repeat(levels));
        json.push('}');
        let decoded = decode("shop.PaymentChosen", 1, json.as_bytes());
        // The innermost union is one level more, and so is the event.
        assert_eq!(decoded.is_ok(), levels <= 126, "{levels}");
    }
    for open in ["[", "{\"a\":", "[{\"a\":"] {
        assert!(decode("shop.ItemAdded", 1, format!("{{\"x\":{}", open.repeat(200_000)).as_bytes()).is_err());
        assert!(decode("shop.PaymentChosen", 1, format!("{{\"payment\":{}", open.repeat(200_000)).as_bytes()).is_err());
    }
    assert!(start.elapsed() < Duration::from_secs(60));
}

#[test]
fn a_name_that_is_not_known_lists_what_is() {
    let error = decode("shop.ItemAdd", 1, b"{}").unwrap_err();
    assert!(error.is_unknown_name());
    assert_eq!(
        error.to_string(),
        "`shop.ItemAdd` v1: the name is not known; known are `shop.CheckedOut`, `shop.ItemAdded`, `shop.ItemRemoved`, \
         `shop.Noise`, `shop.PaymentChosen`; did you mean `shop.ItemAdded`?"
    );
}

#[test]
fn a_version_that_is_not_known_lists_what_is() {
    let error = decode("shop.ItemAdded", 9, b"{}").unwrap_err();
    assert!(error.is_unknown_version());
    assert_eq!(error.to_string(), "`shop.ItemAdded` v9: the version is not known; known: v1 to v2");
    let error = decode("shop.CheckedOut", 3, b"{}").unwrap_err();
    assert_eq!(error.to_string(), "`shop.CheckedOut` v3: the version is not known; known: v1, v2");
    let recorded = Recorded::new("shop.ItemAdded", 9, "{}").reads_as(4).in_stream("shop.Cart/7").at_position(8);
    let error = CartEvent::decode(recorded).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`shop.ItemAdded` v9 in stream `shop.Cart/7` at position 8: the version is not known, nor one that reads it \
         from v4 up; known: v1 to v2"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn any_bytes_are_an_event_or_an_error(bytes: Vec<u8>, version in 0..4_u32) {
        for (name, ..) in PAYLOADS {
            let _ = decode(name, version, &bytes);
        }
    }

    #[test]
    fn any_change_of_a_payload_is_an_event_or_an_error(
        which in 0..PAYLOADS.len(), at in 0..200_usize, cut in 0..6_usize, bytes in "[\\[\\]{}\",:0-9a-z\\\\.é-]{0,6}",
    ) {
        let (name, version, json) = PAYLOADS[which];
        let mut payload = json.as_bytes().to_vec();
        let at = at % payload.len();
        let end = (at + cut).min(payload.len());
        payload.splice(at..end, bytes.into_bytes());
        if let Ok(events) = decode(name, version, &payload) {
            for event in events {
                let encoded = event.encode().expect("what was read can be written");
                let again = decode(encoded.name, encoded.version, &encoded.payload);
                prop_assert_eq!(again.expect("what was written can be read"), vec![event]);
            }
        }
    }
}
