use serde_json::json;

use super::*;
use crate::model::{Bound, Constraints};
use crate::testing::{Sets, body, lengths, pattern, range};

fn sets() -> Sets {
    let mut sets = Sets::new();
    sets.scalar("Sku", "string", pattern("^[A-Z0-9-]{3,32}$"));
    sets.scalar("Short", "Sku", lengths(0, 4));
    sets.scalar("Percent", "u8", range(0, 100));
    sets.scalar("CartId", "uuid", Constraints::default());
    sets.enumeration("Currency", false, &["EUR", "USD=usd=Dollar=buck"]);
    sets.enumeration("Trend", true, &["Rising"]);
    sets.record("Money", |sets| vec![vec![sets.field("amount", "decimal"), sets.field("currency", "Currency")]]);
    sets.record("Node", |sets| {
        vec![vec![
            sets.field("value", "json"),
            sets.field("next", "Node?"),
            sets.field("others", "list<Node>").default(json!([])),
        ]]
    });
    let variants = |sets: &Sets| {
        vec![vec![
            ("card", vec![sets.field("last4", "string")]),
            ("cash", vec![]),
            ("split", vec![sets.field("parts", "list<Money>")]),
        ]]
    };
    sets.union("Payment", None, false, variants);
    sets.union("Boxed", Some("data"), false, variants);
    sets.union("Open", None, true, variants);
    sets
}

fn accepts(ty: &str, value: &Value) -> bool {
    let sets = sets();
    check(&sets.set, &sets.ty(ty), &[], value).is_ok()
}

fn held(ty: &str, values: Value, expected: bool) {
    let Value::Array(values) = values else { panic!("a list of values") };
    for value in values {
        assert_eq!(accepts(ty, &value), expected, "{ty} and {value}");
    }
}

#[test]
fn builtins_read_their_own_values_only() {
    held("bool", json!([true, false]), true);
    held("bool", json!([0, "true", null]), false);
    held("u8", json!([0, 255, 1.0, 1e2]), true);
    held("u8", json!([-1, 256, 1.5, "1", true, null]), false);
    held("i64", json!([i64::MIN, i64::MAX, -0.0]), true);
    held("i64", json!([u64::MAX, 1e19]), false);
    held("u64", json!([u64::MAX, 1e19]), true);
    held("f32", json!([1, 1.5, -3.4e38, 1e-300]), true);
    held("f32", json!([3.5e38, "NaN", null]), false);
    held("f64", json!([1.7e308, 0]), true);
    held("decimal", json!(["0", "-12.50"]), true);
    held("decimal", json!([1, "1e3", "00", "1."]), false);
    held("decimal:number", json!([800.0, 9.9e27, -1]), true);
    held("decimal:number", json!([1.1e28, -1.1e28, "1"]), false);
    held("u64:string", json!(["18446744073709551615", "0"]), true);
    held("u64:string", json!(["18446744073709551616", "-1", "01", 1]), false);
    held("string", json!(["", "ä"]), true);
    held("string", json!([1, null, []]), false);
    held("json", json!([null, 1, {"a": []}]), true);
    held("timestamp", json!(["2024-01-29T12:00:00Z", "2024-01-29T12:00:00+02:00"]), true);
    held("timestamp", json!(["2024-01-29", 0]), false);
}

#[test]
fn none_is_absent_or_null_and_only_where_it_may_be() {
    held("string?", json!([null, "a"]), true);
    held("list<string?>", json!([[null, "a"]]), true);
    held("list<string>", json!([[null]]), false);
    held("map<u8?>", json!([{ "a": null }]), true);
}

#[test]
fn constraints_of_a_chain_of_newtypes_all_hold() {
    held("Sku", json!(["ABC", "ABCDE"]), true);
    held("Sku", json!(["AB", "abc"]), false);
    held("Short", json!(["ABC", "ABCD"]), true);
    held("Short", json!(["ABCDE", "AB"]), false);
    held("Percent", json!([0, 100, 1.0]), true);
    held("Percent", json!([101]), false);
    let sets = sets();
    let field = Constraints { min: Some(Bound::Integer(10)), ..Constraints::default() };
    assert!(check(&sets.set, &sets.ty("Percent?"), &[&field], &json!(10)).is_ok());
    assert!(check(&sets.set, &sets.ty("Percent?"), &[&field], &json!(null)).is_ok());
    assert!(check(&sets.set, &sets.ty("Percent?"), &[&field], &json!(9)).is_err());
}

#[test]
fn bounds_of_floats_and_decimals() {
    let sets = sets();
    let floats = Constraints { min: Some(Bound::Float(0.1)), ..Constraints::default() };
    assert!(check(&sets.set, &sets.ty("f32"), &[&floats], &json!(0.1)).is_ok());
    assert!(check(&sets.set, &sets.ty("f64"), &[&floats], &json!(0.099)).is_err());
    let decimals = Constraints { max: Some(Bound::Decimal("1.50".parse().unwrap())), ..Constraints::default() };
    assert!(check(&sets.set, &sets.ty("decimal"), &[&decimals], &json!("1.5000")).is_ok());
    assert!(check(&sets.set, &sets.ty("decimal"), &[&decimals], &json!("1.5001")).is_err());
    assert!(check(&sets.set, &sets.ty("decimal:number"), &[&decimals], &json!(1.5)).is_ok());
    assert!(check(&sets.set, &sets.ty("decimal:number"), &[&decimals], &json!(2)).is_err());
}

#[test]
fn enums_read_wire_values_and_aliases() {
    held("Currency", json!(["EUR", "usd", "Dollar", "buck"]), true);
    held("Currency", json!(["USD", "eur", 1, null]), false);
    held("Trend", json!(["Rising", "Whatever", ""]), true);
    held("Trend", json!([1]), false);
}

#[test]
fn sets_and_unique_lists_refuse_what_json_calls_equal() {
    held("set<u8>", json!([[1, 2], []]), true);
    held("set<u8>", json!([[1, 1], [1, 1.0]]), false);
    held("set<f64>", json!([[0.5, 0.25]]), true);
    held("set<Currency>", json!([["usd", "buck"]]), true);
    held("list<u8>", json!([[1, 1]]), true);
    let sets = sets();
    let unique = Constraints { unique: true, min_items: Some(1), max_items: Some(2), ..Constraints::default() };
    let verdict = |value: Value| check(&sets.set, &sets.ty("list<json>"), &[&unique], &value).is_ok();
    assert!(verdict(json!([{ "a": 1, "b": 2 }, { "a": 1 }])));
    assert!(!verdict(json!([{ "a": 1, "b": 2 }, { "b": 2, "a": 1.0 }])));
    assert!(!verdict(json!([])) && !verdict(json!([1, 2, 3])));
}

#[test]
fn keys_of_maps_are_read_as_their_type() {
    held("map<i8, u8>", json!([{ "-128": 1, "0": 2, "127": 3 }, {}]), true);
    held("map<i8, u8>", json!([{ "128": 1 }, { "-0": 1 }, { "01": 1 }, { "1.0": 1 }, { "": 1 }]), false);
    held("map<Sku, u8>", json!([{ "ABC": 1 }]), true);
    held("map<Sku, u8>", json!([{ "abc": 1 }]), false);
    held("map<Percent, u8>", json!([{ "100": 1 }]), true);
    held("map<Percent, u8>", json!([{ "101": 1 }]), false);
    held("map<Currency, u8>", json!([{ "EUR": 1, "Dollar": 2 }]), true);
    held("map<Currency, u8>", json!([{ "usd": 1, "Dollar": 2 }, { "YEN": 1 }]), false);
    held("map<CartId, u8>", json!([{ "0188F7A2-3C1D-7E4B-9A6F-5D2C8B1E0F43": 1 }]), true);
    held(
        "map<CartId, u8>",
        json!([{ "0188F7A2-3C1D-7E4B-9A6F-5D2C8B1E0F43": 1, "0188f7a2-3c1d-7e4b-9a6f-5d2c8b1e0f43": 2 }]),
        false,
    );
    held("map<date, u8>", json!([{ "2024-02-29": 1 }]), true);
    held("map<date, u8>", json!([{ "2023-02-29": 1 }]), false);
}

#[test]
fn records_ignore_what_they_do_not_know_and_miss_what_they_need() {
    held("Money", json!([{ "amount": "1", "currency": "EUR", "more": [1] }]), true);
    held("Money", json!([{ "amount": "1" }, { "amount": 1, "currency": "EUR" }, [], null, "x"]), false);
    held("Node", json!([{ "value": null, "next": { "value": 1, "others": [{ "value": 2 }] } }]), true);
    held(
        "Node",
        json!([{ "next": null }, { "value": 1, "next": { "others": [] } }, { "value": 1, "others": null }]),
        false,
    );
    let sets = sets();
    let fields =
        vec![sets.field("quantity", "u8").alias("qty").alias("count").default(json!(1)), sets.field("note", "string?")];
    let body = body(fields);
    for (value, expected) in [
        (json!({}), true),
        (json!({ "qty": 2 }), true),
        (json!({ "count": 2, "note": null }), true),
        (json!({ "quantity": null }), false),
        (json!({ "quantity": 1, "qty": 2 }), false),
        (json!({ "count": 1, "qty": 1 }), false),
    ] {
        assert_eq!(check_body(&sets.set, &body, &value).is_ok(), expected, "{value}");
        assert_eq!(check_fields(&sets.set, &body.fields, &value).is_ok(), expected, "{value}");
    }
}

#[test]
fn the_key_that_holds_the_name_must_be_there() {
    let sets = sets();
    let mut body = body(vec![sets.field("a", "u8")]);
    body.tag = Some(Tag { key: "eventType".into(), value: "Added".into(), also: vec!["Old".into()] });
    for (value, expected) in [
        (json!({ "eventType": "Added", "a": 1 }), true),
        (json!({ "a": 1, "eventType": "Old" }), true),
        (json!({ "a": 1 }), false),
        (json!({ "eventType": "Other", "a": 1 }), false),
        (json!({ "eventType": null, "a": 1 }), false),
    ] {
        assert_eq!(check_body(&sets.set, &body, &value).is_ok(), expected, "{value}");
    }
}

#[test]
fn unions_are_told_by_their_tag() {
    held("Payment", json!([{ "type": "card", "last4": "1234" }, { "type": "cash", "more": 1 }]), true);
    held(
        "Payment",
        json!([{ "last4": "1234" }, { "type": "card" }, { "type": "cheque" }, { "type": 1 }, "card"]),
        false,
    );
    held("Boxed", json!([{ "type": "card", "data": { "last4": "1234" } }, { "type": "cash", "data": {} }]), true);
    held(
        "Boxed",
        json!([{ "type": "card", "last4": "1234" }, { "type": "cash" }, { "type": "cash", "data": null }]),
        false,
    );
    held("Open", json!([{ "type": "cheque", "bank": 1 }, { "type": "card", "last4": "1" }]), true);
    held("Open", json!([{ "type": "card" }, { "bank": 1 }, { "type": null }]), false);
}

#[test]
fn misfits_say_where_and_what() {
    let sets = sets();
    let value = json!({ "type": "split", "parts": [{ "amount": "1", "currency": "EUR" }, { "amount": "x", "Currency": "EUR" }] });
    let misfits = check(&sets.set, &sets.ty("Payment"), &[], &value).unwrap_err();
    let shown: Vec<String> = misfits.iter().map(ToString::to_string).collect();
    assert_eq!(
        shown,
        [
            "`$.parts[1].amount`: expected a decimal as a string of at most 28 digits, such as `\"12.50\"`, found `\"x\"`",
            "`$.parts[1]`: the field `currency` is missing; there is `Currency`",
        ]
    );
    let misfits = check(&sets.set, &sets.ty("map<Sku, Percent>"), &[], &json!({ "AB C": 101 })).unwrap_err();
    assert_eq!(misfits[0].path, "$[\"AB C\"]");
    assert_eq!(misfits[1].message, "`101` is more than the most, `100`");
}

#[test]
fn values_of_any_size_are_answered() {
    let sets = sets();
    let mut deep = json!({ "value": 1 });
    for _ in 0..120 {
        deep = json!({ "value": 1, "next": deep });
    }
    assert!(check(&sets.set, &sets.ty("Node"), &[], &deep).is_ok());
    let wrong = Value::Array((0..100_000).map(Value::from).collect());
    let misfits = check(&sets.set, &sets.ty("list<string>"), &[], &wrong).unwrap_err();
    assert_eq!(misfits.len(), MISFITS_KEPT);
}

#[test]
fn a_long_chain_of_newtypes_needs_no_stack() {
    let mut sets = Sets::new();
    sets.scalar("A0", "u8", range(3, 9));
    for index in 1..20_000 {
        let inner = Type::Named(Named::Scalar(crate::model::ScalarId::from_index(index - 1)));
        let scalar = crate::model::Scalar {
            meta: crate::testing::meta(&format!("A{index}")),
            inner,
            constraints: Constraints::default(),
            pii: false,
            unit: None,
        };
        sets.set.scalars.push(scalar);
    }
    let last = Type::Named(Named::Scalar(crate::model::ScalarId::from_index(19_999)));
    assert!(check(&sets.set, &last, &[], &json!(3)).is_ok());
    assert!(check(&sets.set, &last, &[], &json!(2)).is_err());
}
