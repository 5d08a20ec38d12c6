//! Payloads that are only just wrong: one place of a payload, changed in a way that a reader can overlook.

use serde_json::{Map, Value, json};

use super::limits::Limits;
use super::numbers::Numbers;
use super::places::{Places, Step, Target};
use super::scalars::json_of_depth;
use crate::model::{Body, Bound, Builtin, Field, SchemaSet};

/// The payload with one place changed.
pub(super) fn near(set: &SchemaSet, body: &Body, payload: &Value, numbers: &mut Numbers) -> Value {
    let places = Places::of(set, body, payload);
    let mut changed = payload.clone();
    if numbers.once_in(24) || places.found.is_empty() {
        return json_of_depth(3, numbers);
    }
    let (path, target) = &places.found[numbers.index(places.found.len())];
    let mut at = &mut changed;
    for step in path {
        let next = match step {
            Step::Key(key) => at.get_mut(key.as_str()),
            Step::Index(index) => at.get_mut(*index),
        };
        match next {
            Some(next) => at = next,
            None => return payload.clone(),
        }
    }
    match target {
        _ if numbers.once_in(12) => *at = json_of_depth(2, numbers),
        Target::Builtin(builtin, limits) => builtin_near(*builtin, limits, at, numbers),
        Target::Enum(texts) => *at = enum_near(texts, numbers),
        Target::Items(limits) => items_near(limits, at, numbers),
        Target::Map(limits, texts) => map_near(limits, texts, at, numbers),
        Target::Fields(fields, keys) => fields_near(fields, keys, at, numbers),
    }
    changed
}

fn builtin_near(builtin: Builtin, limits: &Limits, at: &mut Value, numbers: &mut Numbers) {
    let choose = |choices: &[Value], numbers: &mut Numbers| numbers.pick(choices).cloned().unwrap_or_default();
    let common = [Value::Null, json!(true), json!(0), json!("0"), json!(""), json!([]), json!({}), json!(1.5)];
    if numbers.once_in(5) {
        *at = choose(&common, numbers);
        return;
    }
    if let Some((low, high)) = builtin.integer_bounds() {
        let (min, max) = limits.integers(builtin).unwrap_or((low, high));
        let number = *numbers.pick(&[min - 1, max + 1, min, max, low - 1, high + 1]).unwrap_or(&min);
        *at = match builtin {
            Builtin::U64String | Builtin::I64String => match numbers.below(5) {
                0 => json!(format!("0{number}")),
                1 => json!(format!("+{number}")),
                2 => json!(format!("{number}.0")),
                3 => serde_json::Number::from_i128(number).map_or_else(|| json!(1e30), Value::Number),
                _ => json!(number.to_string()),
            },
            _ => match numbers.below(5) {
                0 => choose(&[json!(0.5), json!(-0.0), json!(1e300), json!(18_446_744_073_709_551_616.0)], numbers),
                1 => json!(number.to_string()),
                2 => as_number(&format!("{number}.0")),
                _ => as_number(&number.to_string()),
            },
        };
        return;
    }
    match builtin {
        Builtin::F32 | Builtin::F64 | Builtin::DecimalNumber => *at = number_near(limits, at, numbers),
        Builtin::String => string_near(limits, at, numbers),
        Builtin::Bool => *at = choose(&[json!("true"), json!(1), json!(0), Value::Null], numbers),
        Builtin::Json => *at = json_of_depth(3, numbers),
        _ => {
            let known = known_wrong(builtin);
            match (numbers.pick(known), &*at) {
                (Some(text), _) if numbers.once_in(2) => *at = json!(text),
                (_, Value::String(text)) => *at = Value::String(edited(text, numbers)),
                (Some(text), _) => *at = json!(text),
                (None, _) => {}
            }
        }
    }
}

/// The number that JSON text is. Doubles have no number between the least `i64` and the next that is too low, so that
/// readers differ on it; it is replaced by one that is far too low.
fn as_number(text: &str) -> Value {
    let number: Value = serde_json::from_str(text).unwrap_or_default();
    if number.is_f64() && number.as_f64() == Some(-9_223_372_036_854_775_808.0) { json!(-1e19) } else { number }
}

/// Texts that look like the type and are not of it, or only just are.
fn known_wrong(builtin: Builtin) -> &'static [&'static str] {
    match builtin {
        Builtin::Decimal => &[
            "01",
            "00",
            "-00",
            "+1",
            "1.",
            ".5",
            "1e3",
            "1,5",
            " 1",
            "1 ",
            "-",
            "NaN",
            "0x1",
            "1_000",
            "١",
            "10000000000000000000000000000",
            "1.0000000000000000000000000000",
            "0.0000000000000000000000000001",
            "-0.0",
            "1.10",
        ],
        Builtin::Bytes => &["A", "AA", "AAA", "AB==", "AAB=", "AA=", "====", "AA==AA==", "-_8=", "AA==\n", " AA=="],
        Builtin::Uuid => &[
            "0188f7a23c1d7e4b9a6f5d2c8b1e0f43",
            "{0188f7a2-3c1d-7e4b-9a6f-5d2c8b1e0f43}",
            "urn:uuid:0188f7a2-3c1d-7e4b-9a6f-5d2c8b1e0f43",
            "0188f7a2-3c1d-7e4b-9a6f-5d2c8b1e0f4",
            "0188f7a2-3c1d-7e4b-9a6f-5d2c8b1e0f4g",
            "0188F7A2-3C1D-7E4B-9A6F-5D2C8B1E0F43",
        ],
        Builtin::Date => &[
            "2023-02-29",
            "2023-02-30",
            "1900-02-29",
            "2024-04-31",
            "2024-13-01",
            "2024-00-10",
            "2024-01-00",
            "2024-1-29",
            "20240129",
            "+2024-01-29",
            "-0001-01-01",
            "10000-01-01",
            "2024-01-29T00:00:00Z",
            "2024-02-29",
            "2024-W05-1",
            "2024-01-29 ",
        ],
        Builtin::Time => &[
            "24:00:00",
            "23:60:00",
            "23:59:60",
            "8:00:00",
            "08:00",
            "08:00:00Z",
            "08:00:00+01:00",
            "08:00:00.",
            "08:00:00.1234567890",
            "08:00:00,5",
            "T08:00:00",
            "080000",
        ],
        Builtin::Timestamp => &[
            "2024-01-29 12:00:00Z",
            "2024-01-29T12:00:00",
            "2024-01-29T12:00Z",
            "2024-01-29T12:00:00+24:00",
            "2024-01-29T12:00:00+01",
            "2024-01-29T12:00:00+0100",
            "2023-02-29T12:00:00Z",
            "2024-01-29T24:00:00Z",
            "2024-01-29T12:00:00.Z",
            "2024-01-29T12:00:00.1234567890Z",
            "9999-12-30T00:00:00Z",
            "9999-12-29T23:59:59-00:01",
            "0000-01-01T00:00:00+00:01",
            "2024-01-29T12:00:00Z[UTC]",
            "2024-01-29",
            "2024-01-29T12:00:61Z",
            "2024-01-29T12:00:00+00:60",
            "1706529600",
        ],
        Builtin::Duration => &[
            "P",
            "PT",
            "P1DT",
            "P1Y",
            "P1M",
            "P1W",
            "PT1D",
            "P1H",
            "PT1S2M",
            "P1.5D",
            "PT1.5H",
            "PT.5S",
            "PT1.S",
            "PT1.1234567890S",
            "PT1234567890123S",
            "+PT1S",
            "pt1s",
            "PT1,5S",
            "--PT1S",
            "1H",
            "PT1H5S",
            "-PT0S",
        ],
        _ => &[],
    }
}

/// A text with one character changed, added or taken away.
fn edited(text: &str, numbers: &mut Numbers) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    let other = *numbers.pick(&['0', '1', '9', 'a', 'A', 'Z', '-', '+', '.', ':', '=', ' ', '\n', 'é']).unwrap_or(&'0');
    let at = numbers.index(characters.len());
    match numbers.below(3) {
        0 if !characters.is_empty() => characters[at] = other,
        1 if !characters.is_empty() => {
            characters.remove(at);
        }
        _ => characters.insert(at, other),
    }
    characters.into_iter().collect()
}

fn string_near(limits: &Limits, at: &mut Value, numbers: &mut Numbers) {
    let language = limits.language();
    let Value::String(text) = at else { return };
    let repeated = |character: char, times: u64| character.to_string().repeat(usize::try_from(times).unwrap_or(0));
    match numbers.below(4) {
        0 if (1..5_000).contains(&language.min_length) => *text = repeated('x', language.min_length - 1),
        1 if language.max_length < 5_000 => *text = repeated('😀', language.max_length + 1),
        2 => text.push('\n'),
        _ => *text = edited(text, numbers),
    }
}

fn number_near(limits: &Limits, at: &Value, numbers: &mut Numbers) -> Value {
    let bound = |bound: Option<Bound>| match bound {
        Some(Bound::Float(bound)) => Some(bound),
        Some(Bound::Decimal(bound)) => bound.to_string().parse().ok(),
        Some(Bound::Integer(_)) | None => None,
    };
    let mut choices = vec![json!(3.5e38), json!(-3.5e38), json!(1.1e28), json!(-1.1e28), json!(1e300), json!("1.5")];
    for bound in [bound(limits.min), bound(limits.max)].into_iter().flatten() {
        choices.extend([json!(bound - 1.0), json!(bound + 1.0), json!(bound)]);
    }
    numbers.pick(&choices).unwrap_or(at).clone()
}

fn enum_near(texts: &[&str], numbers: &mut Numbers) -> Value {
    let known = numbers.pick(texts).copied().unwrap_or_default();
    match numbers.below(8) {
        0 => json!(known.to_lowercase()),
        1 => json!(known.to_uppercase()),
        2 => json!(edited(known, numbers)),
        3 => json!(""),
        4 => Value::Null,
        5 => json!([known]),
        6 => json!("Unknown"),
        _ => json!(known),
    }
}

fn items_near(limits: &Limits, at: &mut Value, numbers: &mut Numbers) {
    let Value::Array(items) = at else {
        *at = json!([]);
        return;
    };
    let any = numbers.pick(items).cloned();
    match (numbers.below(6), any) {
        (0, Some(item)) => items.push(item),
        (1, Some(Value::Number(number))) if limits.unique => items.extend(number.as_f64().map(|number| json!(number))),
        (2, Some(item)) => *at = item,
        (3, Some(item)) => *at = json!({ "0": item }),
        (4, Some(item)) if limits.max_items.is_some_and(|max| max < 200) => {
            let missing = limits.max_items.unwrap_or(0) + 1;
            items.resize(items.len().max(usize::try_from(missing).unwrap_or(0)), item);
        }
        (5, Some(_)) => {
            items.pop();
        }
        _ if limits.min_items > 0 => items.truncate(usize::try_from(limits.min_items - 1).unwrap_or(0)),
        _ => items.push(Value::Null),
    }
}

fn map_near(limits: &Limits, texts: &[&str], at: &mut Value, numbers: &mut Numbers) {
    let Value::Object(members) = at else {
        *at = json!({});
        return;
    };
    let keys =
        ["", "-0", "00", "01", "+1", "1.0", "1e1", "300", "-1", "18446744073709551616", "eur", "2023-02-29", "x"];
    let key = keys[numbers.index(keys.len())];
    let (known, value) = match members.iter().nth(numbers.index(members.len())) {
        Some((known, value)) => (Some(known.clone()), value.clone()),
        None => (None, Value::Null),
    };
    match (numbers.below(6), known) {
        (0, Some(known)) => {
            members.shift_remove(&known);
        }
        (4, Some(_)) if !texts.is_empty() => {
            members.insert(texts[numbers.index(texts.len())].to_owned(), value);
        }
        (1, Some(known)) => {
            members.insert(edited(&known, numbers), value);
        }
        (2, Some(known)) => {
            members.insert(known, Value::Null);
        }
        (3, _) if limits.max_items.is_some_and(|max| max < 200) => {
            for number in 0..=limits.max_items.unwrap_or(0) {
                members.insert(number.to_string(), value.clone());
            }
        }
        _ => {
            members.insert(key.to_owned(), value);
        }
    }
}

fn fields_near(fields: &[&Field], keys: &[&str], at: &mut Value, numbers: &mut Numbers) {
    let Value::Object(members) = at else { return };
    if !keys.is_empty() && numbers.once_in(4) {
        let key = keys[numbers.index(keys.len())];
        match numbers.below(3) {
            0 => {
                members.shift_remove(key);
            }
            1 => {
                members.insert(key.to_owned(), json_of_depth(1, numbers));
            }
            _ => {
                let text = members.get(key).and_then(Value::as_str).unwrap_or_default();
                members.insert(key.to_owned(), Value::String(edited(text, numbers)));
            }
        }
        return;
    }
    let Some(field) = numbers.pick(fields) else { return };
    let names: Vec<&String> = std::iter::once(&field.wire_name).chain(&field.aliases).collect();
    let present = names.iter().find(|name| members.contains_key(name.as_str())).copied();
    let name = names[numbers.index(names.len())];
    match (numbers.below(6), present) {
        (0 | 1, Some(present)) => {
            members.shift_remove(present);
        }
        (2, _) => {
            members.insert(name.clone(), Value::Null);
        }
        (3, Some(present)) => {
            // The same value under a further name.
            let value = members[present].clone();
            members.insert(name.clone(), value);
        }
        (4, Some(present)) => {
            let value = members.shift_remove(present).unwrap_or_default();
            let name = if numbers.once_in(2) { name.clone() } else { name.to_uppercase() };
            members.insert(name, value);
        }
        (5, _) => {
            let mut wrapped = Map::new();
            wrapped.insert("value".to_owned(), Value::Object(std::mem::take(members)));
            *at = Value::Object(wrapped);
        }
        _ => {
            members.insert(name.clone(), json_of_depth(2, numbers));
        }
    }
}
