//! The cart in the form that the tool generates: its events in every version read as they are today, and are written
//! as they were read.

#[path = "golden/cart.rs"]
mod golden;

use golden::*;
use retold::{EventSet, Recorded};

/// What a checkout of version 1 became.
fn split(old: CheckedOutV1) -> Vec<CartEvent> {
    vec![CheckedOut { at: old.at }.into(), PaymentChosen { payment: old.payment }.into()]
}

fn decode(name: &str, version: u32, json: &str) -> Vec<CartEvent> {
    match CartEvent::decode(Recorded::new(name, version, json)) {
        Ok(events) => events.collect(),
        Err(error) => panic!("{error}"),
    }
}

fn fail(name: &str, version: u32, json: &str) -> String {
    match CartEvent::decode(Recorded::new(name, version, json)) {
        Ok(events) => panic!("decoded into {events:?}"),
        Err(error) => error.to_string(),
    }
}

const V2: &str =
    r#"{"sku":"APPLE","qty":2,"ids":["1","18446744073709551615"],"unit_price":{"amount":"1.20","currency":"EUR"}}"#;

#[test]
fn the_current_version_is_read_and_written_alike() {
    let events = decode("shop.ItemAdded", 2, V2);
    let encoded = events[0].encode().unwrap();
    assert_eq!(String::from_utf8(encoded.payload).unwrap(), V2);
    assert_eq!((encoded.name, encoded.version, encoded.reads_as), ("shop.ItemAdded", 2, 1));
}

#[test]
fn an_older_version_goes_through_its_step() {
    let events = decode("shop.ItemAdded", 1, r#"{"item_id":"APPLE","qty":2.0}"#);
    let CartEvent::ItemAdded(event) = &events[0] else { panic!() };
    assert_eq!(
        (event.sku.get().as_str(), event.quantity, event.unit_price.amount.to_string()),
        ("APPLE", 2, "0".into())
    );
}

#[test]
fn an_earlier_name_still_reads() {
    assert_eq!(decode("shop.ItemPut", 2, V2), decode("shop.ItemAdded", 2, V2));
}

#[test]
fn one_event_becomes_two_or_none() {
    let json = r#"{"at":"2026-01-01T01:00:00+01:00","payment":{"days":30,"method":"invoice"}}"#;
    let events = decode("shop.CheckedOut", 1, json);
    assert_eq!(events.len(), 2);
    assert_eq!(events[0].encode().unwrap().payload, br#"{"at":"2026-01-01T00:00:00Z"}"#);
    assert_eq!(events[1].encode().unwrap().payload, br#"{"payment":{"method":"invoice","days":30}}"#);
    assert_eq!(decode("shop.CheckedOut", 2, r#"{"at":"2026-01-01T00:00:00Z"}"#).len(), 1);
    assert!(decode("shop.Noise", 1, "{}").is_empty());
}

#[test]
fn a_newer_version_is_read_as_what_was_recorded() {
    let mut recorded = Recorded::new("shop.ItemAdded", 3, V2);
    assert!(CartEvent::decode(recorded).is_err());
    recorded.reads_as = Some(2);
    assert_eq!(CartEvent::decode(recorded).unwrap().len(), 1);
    recorded.reads_as = Some(3);
    assert!(CartEvent::decode(recorded).is_err());
}

#[test]
fn the_name_in_the_payload_is_written_first_and_read_anywhere() {
    let events = decode("shop.ItemRemoved", 1, r#"{"sku":"APPLE","eventType":"Removed"}"#);
    assert_eq!(events[0].encode().unwrap().payload, br#"{"eventType":"ItemRemoved","sku":"APPLE","note":null}"#);
    fail("shop.ItemRemoved", 1, r#"{"sku":"APPLE"}"#);
    fail("shop.ItemRemoved", 1, r#"{"sku":"APPLE","eventType":"Other"}"#);
    fail("shop.ItemRemoved", 1, r#"{"sku":"APPLE","eventType":"Removed","eventType":"Removed"}"#);
}

#[test]
fn what_breaks_the_schema_is_refused() {
    for json in [
        r#"{"sku":"a","unit_price":{"amount":"1","currency":"EUR"}}"#,
        r#"{"sku":"APPLE","qty":11,"unit_price":{"amount":"1","currency":"EUR"}}"#,
        r#"{"sku":"APPLE","qty":1,"count":1,"unit_price":{"amount":"1","currency":"EUR"}}"#,
        r#"{"sku":"APPLE","qty":1,"unit_price":{"amount":1,"currency":"EUR"}}"#,
        r#"{"sku":"APPLE","qty":1,"unit_price":{"amount":"1","currency":"GBP"}}"#,
        r#"{"sku":"APPLE","qty":1,"ids":["1","1"],"unit_price":{"amount":"1","currency":"EUR"}}"#,
        r#"{"sku":"APPLE","qty":1,"ids":["1","2","3","4"],"unit_price":{"amount":"1","currency":"EUR"}}"#,
        r#"{"qty":1}"#,
        "[]",
        "",
    ] {
        println!("{}", fail("shop.ItemAdded", 2, json));
    }
    println!("{}", fail("shop.ItemAdded", 3, V2));
    println!("{}", fail("shop.ItemAddde", 1, V2));
}

#[test]
fn unions_read_their_tag_anywhere() {
    let read = |json: &str| serde_json::from_str::<Payment>(json);
    assert!(read(r#"{"method":"card","last4":"1234"}"#).is_ok());
    assert!(read(r#"{"last4":"1234","method":"card"}"#).is_ok());
    assert!(read(r#"{"last4":"12345","method":"card"}"#).is_err());
    assert!(read(r#"{"last4":"1234","method":"card","method":"card"}"#).is_err());
    assert!(read(r#"{"method":"card","last4":"1234","method":"card"}"#).is_err());
    assert!(read(r#"{"last4":"1234"}"#).is_err());
    assert!(read(r#"{"method":"cash"}"#).is_err());
    let nested = r#"{"next":{"next":{"last4":"3333","method":"card"},"last4":"2222","method":"card"},"last4":"1111","method":"card"}"#;
    let value: serde_json::Value = serde_json::from_str(nested).unwrap();
    let payment = read(nested).unwrap();
    assert_eq!(serde_json::to_value(&payment).unwrap(), value);
    assert_eq!(serde_json::from_value::<Payment>(value).unwrap(), payment);
}

#[test]
fn open_unions_and_enums_keep_what_they_do_not_know() {
    for json in [
        r#"{"type":"letter","with":{}}"#,
        r#"{"type":"box","with":{"kg":3}}"#,
        r#"{"type":"drone","with":{"kg":3},"more":[1,null]}"#,
        r#"{"type":"drone"}"#,
    ] {
        let parcel: Parcel = serde_json::from_str(json).unwrap();
        let value: serde_json::Value = serde_json::from_str(json).unwrap();
        assert_eq!(serde_json::to_value(&parcel).unwrap(), value);
    }
    let parcel: Parcel = serde_json::from_str(r#"{"with":{"kg":3},"type":"box"}"#).unwrap();
    assert_eq!(parcel, Parcel::Box { kg: 3 });
    assert!(serde_json::from_str::<Parcel>(r#"{"type":"box"}"#).is_err());
    let trend: Trend = serde_json::from_str(r#""Sideways""#).unwrap();
    assert_eq!(serde_json::to_string(&trend).unwrap(), r#""Sideways""#);
}

#[test]
fn hostile_nesting_is_refused_without_recursion() {
    let mut json = String::new();
    for _ in 0..100_000 {
        json.push_str(r#"{"next":"#);
    }
    assert!(serde_json::from_str::<Payment>(&json).is_err());
    for _ in 0..100_000 {
        json.push_str(r#","last4":"1234","method":"card"}"#);
    }
    assert!(serde_json::from_str::<Payment>(&json).is_err());
}

#[test]
fn commands_say_what_they_emit() {
    let event = decode("shop.ItemAdded", 2, V2).remove(0);
    let CartEvent::ItemAdded(event) = event else { panic!() };
    let events: retold::Events<CartEvent, AddItem> = retold::Events::one(event.clone()).and(event);
    assert_eq!(events.into_vec().len(), 2);
}

#[test]
fn values_built_by_hand_are_checked_before_they_are_written() {
    let CartEvent::ItemAdded(mut event) = decode("shop.ItemAdded", 2, V2).remove(0) else { panic!() };
    event.quantity = 11;
    let error = event.validate().unwrap_err();
    assert_eq!(error.path(), "$.qty");
    assert_eq!(error.to_string(), "$.qty: `11` is higher than the highest allowed, 10");
    assert!(CartEvent::from(event).encode().is_err());
    assert!(Sku::new("x").is_err());
    assert_eq!("APPLE".parse::<Sku>().unwrap().to_string(), "APPLE");
}
