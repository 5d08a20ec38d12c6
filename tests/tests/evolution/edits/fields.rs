//! Changes of fields where they stand.

use retold_codegen::sample::Numbers;
use serde_json::{Value, json};

use super::Edit;
use crate::documents::{At, Documents};

pub(super) const EDITS: &[(&str, Edit)] = &[
    ("field added", |documents, numbers| add(documents, numbers, json!("u32"))),
    ("optional field added", |documents, numbers| add(documents, numbers, json!("string?"))),
    ("field with default added", |documents, numbers| add(documents, numbers, json!({ "type": "u8", "default": 3 }))),
    ("field removed", |documents, numbers| remove(documents, numbers, false)),
    ("field removed and reserved", |documents, numbers| remove(documents, numbers, true)),
    ("field renamed", |documents, numbers| rename(documents, numbers, None)),
    ("field renamed with its alias", |documents, numbers| rename(documents, numbers, Some("aliases"))),
    ("field renamed on the inside", |documents, numbers| rename(documents, numbers, Some("wire"))),
    ("field called otherwise on the wire", |documents, numbers| set(documents, numbers, "wire", json!("other-wire"))),
    ("alias added", |documents, numbers| set(documents, numbers, "aliases", json!(["another"]))),
    ("alias dropped", |documents, numbers| drop(documents, numbers, "aliases")),
    ("two fields swapped", swap),
    ("default set", |documents, numbers| {
        let value =
            [json!(1), json!("a"), json!(true), json!([]), json!("2024-01-01"), json!(0.25)][numbers.index(6)].clone();
        set(documents, numbers, "default", value)
    }),
    ("default dropped", |documents, numbers| drop(documents, numbers, "default")),
    ("unit set", |documents, numbers| set(documents, numbers, "unit", json!("km"))),
    ("marked as personal", |documents, numbers| set(documents, numbers, "pii", json!(true))),
    ("no longer personal", |documents, numbers| drop(documents, numbers, "pii")),
    ("documented", |documents, numbers| set(documents, numbers, "doc", json!("What it is."))),
    ("deprecated", |documents, numbers| set(documents, numbers, "deprecated", json!("not used"))),
    ("least value set", |documents, numbers| {
        let value = [json!(0), json!(5), json!(-3), json!(0.5)][numbers.index(4)].clone();
        set(documents, numbers, "min", value)
    }),
    ("highest value set", |documents, numbers| {
        let value = [json!(90), json!(1000), json!(0.75), json!(255)][numbers.index(4)].clone();
        set(documents, numbers, "max", value)
    }),
    ("least length set", |documents, numbers| {
        let value = json!(numbers.below(4));
        set(documents, numbers, "min_length", value)
    }),
    ("greatest length set", |documents, numbers| {
        let value = json!(3 + numbers.below(20));
        set(documents, numbers, "max_length", value)
    }),
    ("pattern set", |documents, numbers| {
        let pattern = ["^[a-z]*$", "^[a-z]+[0-9]?$", "[A-Z]", "^.{0,9}$"][numbers.index(4)];
        set(documents, numbers, "pattern", json!(pattern))
    }),
    ("fewest items set", |documents, numbers| {
        let value = json!(numbers.below(3));
        set(documents, numbers, "min_items", value)
    }),
    ("most items set", |documents, numbers| {
        let value = json!(1 + numbers.below(5));
        set(documents, numbers, "max_items", value)
    }),
    ("items made unique", |documents, numbers| set(documents, numbers, "unique", json!(true))),
    ("items allowed twice", |documents, numbers| drop(documents, numbers, "unique")),
    ("a constraint dropped", |documents, numbers| {
        let key = ["min", "max", "min_length", "max_length", "pattern", "min_items", "max_items"][numbers.index(7)];
        drop(documents, numbers, key)
    }),
    ("written as a number", |documents, numbers| set(documents, numbers, "as", json!("number"))),
    ("written as a string", |documents, numbers| set(documents, numbers, "as", json!("string"))),
    ("written as it is", |documents, numbers| drop(documents, numbers, "as")),
    ("made optional or not", |documents, numbers| {
        retype(documents, numbers, |ty, _| match ty.strip_suffix('?') {
            Some(inner) => inner.to_owned(),
            None => format!("{ty}?"),
        })
    }),
    ("type widened", |documents, numbers| change_type(documents, numbers, &WIDER)),
    ("type narrowed", |documents, numbers| {
        let narrower: Vec<(&str, &str)> = WIDER.iter().map(|(from, to)| (*to, *from)).collect();
        change_type(documents, numbers, &narrower)
    }),
    ("type of its kind", |documents, numbers| change_type(documents, numbers, &LIKE)),
    ("any other type", |documents, numbers| {
        retype(documents, numbers, |_, numbers| {
            ["string", "u8", "json", "list<string>", "map<u8>", "decimal", "bool", "f64", "timestamp"][numbers.index(9)]
                .to_owned()
        })
    }),
    ("one made many", |documents, numbers| {
        retype(documents, numbers, |ty, numbers| {
            format!("{}<{}>", ["list", "set"][numbers.index(2)], ty.trim_end_matches('?'))
        })
    }),
    ("many made one", |documents, numbers| {
        retype(documents, numbers, |ty, _| match ty.strip_prefix("list<").and_then(|inner| inner.strip_suffix('>')) {
            Some(inner) => inner.to_owned(),
            None => ty.to_owned(),
        })
    }),
    ("items optional or not", |documents, numbers| {
        retype(documents, numbers, |ty, _| match ty.ends_with("?>") {
            true => ty.replace("?>", ">"),
            false => ty.replacen('>', "?>", 1),
        })
    }),
    ("key of a map changed", |documents, numbers| {
        retype(documents, numbers, |ty, numbers| match ty.split_once("map<").zip(ty.split_once(", ")) {
            Some(((before, _), (_, after))) => {
                format!("{before}map<{}, {after}", ["u8", "u32", "string", "uuid", "date"][numbers.index(5)])
            }
            None => ty.to_owned(),
        })
    }),
    ("another of the schema's types", |documents, numbers| {
        let mut names: Vec<String> = Vec::new();
        for (_, keys) in documents.definitions(&["scalars", "enums", "records", "unions"]) {
            names.extend(["", "@1", "@2"].map(|pin| format!("alpha.{}{pin}", keys[1])));
        }
        let name = numbers.pick(&names)?.clone();
        retype(documents, numbers, |_, _| name.clone())
    }),
];

const WIDER: [(&str, &str); 14] = [
    ("u8", "u16"),
    ("u16", "u32"),
    ("u32", "u64"),
    ("u32", "i64"),
    ("i8", "i16"),
    ("i16", "i32"),
    ("i32", "i64"),
    ("u16", "f32"),
    ("u32", "f64"),
    ("i64", "f64"),
    ("u64", "f64"),
    ("f32", "f64"),
    ("i64", "decimal"),
    ("f64", "json"),
];

const LIKE: [(&str, &str); 18] = [
    ("uuid", "string"),
    ("string", "uuid"),
    ("date", "string"),
    ("timestamp", "string"),
    ("time", "string"),
    ("duration", "string"),
    ("bytes", "string"),
    ("string", "bytes"),
    ("decimal", "string"),
    ("string", "decimal"),
    ("bool", "u8"),
    ("u8", "i8"),
    ("u64", "i64"),
    ("f64", "i64"),
    ("list<", "set<"),
    ("set<", "list<"),
    ("json", "string"),
    ("string", "json"),
];

fn add(documents: &mut Documents, numbers: &mut Numbers, field: Value) -> Option<()> {
    let bodies = documents.fields_of();
    let body = numbers.pick(&bodies)?;
    documents.map(body)?.insert("brand_new".to_owned(), field);
    Some(())
}

fn remove(documents: &mut Documents, numbers: &mut Numbers, reserved: bool) -> Option<()> {
    let (body, name) = documents.any_field(numbers)?;
    let field = documents.map(&body)?.shift_remove(&name)?;
    if reserved {
        reserve(documents, &body, field.get("wire").and_then(Value::as_str).unwrap_or(&name))?;
    }
    Some(())
}

/// Where a definition says which names of a body must not come back.
fn reserve(documents: &mut Documents, (file, keys): &At, name: &str) -> Option<()> {
    let [section, definition, version] = keys.as_slice() else { return None };
    let definition = documents.map(&(*file, vec![section.clone(), definition.clone()]))?;
    let reserved = definition.entry("reserved").or_insert_with(|| json!({})).as_object_mut()?;
    reserved.entry(version.as_str()).or_insert_with(|| json!([])).as_array_mut()?.push(json!(name));
    Some(())
}

/// Under another name in the schema; with the old one still read, still written, or forgotten.
fn rename(documents: &mut Documents, numbers: &mut Numbers, kept: Option<&str>) -> Option<()> {
    let (body, name) = documents.any_field(numbers)?;
    let field = documents.field(&body, &name)?;
    let wire = field.get("wire").and_then(Value::as_str).unwrap_or(&name).to_owned();
    match kept {
        Some("aliases") => {
            field.shift_remove("wire");
            field.entry("aliases").or_insert_with(|| json!([])).as_array_mut()?.push(json!(wire));
        }
        Some(key) => {
            field.insert(key.to_owned(), json!(wire));
        }
        None => {}
    }
    let fields = documents.map(&body)?;
    *fields = std::mem::take(fields)
        .into_iter()
        .map(|(key, field)| if key == name { ("called_otherwise".to_owned(), field) } else { (key, field) })
        .collect();
    Some(())
}

/// Each takes the other's name.
fn swap(documents: &mut Documents, numbers: &mut Numbers) -> Option<()> {
    let (body, first) = documents.any_field(numbers)?;
    let fields = documents.map(&body)?;
    let others: Vec<String> = fields.keys().filter(|name| **name != first).cloned().collect();
    let second = numbers.pick(&others)?;
    let (one, other) = (fields.get(&first)?.clone(), fields.get(second)?.clone());
    fields.insert(first, other);
    fields.insert(second.clone(), one);
    Some(())
}

fn set(documents: &mut Documents, numbers: &mut Numbers, key: &str, value: Value) -> Option<()> {
    // Not every key stands at every field: some are tried.
    let (body, name) = fitting(documents, numbers, key, &value)?;
    documents.field(&body, &name)?.insert(key.to_owned(), value);
    Some(())
}

/// A field that looks as if it could have this key.
fn fitting(documents: &Documents, numbers: &mut Numbers, key: &str, value: &Value) -> Option<(At, String)> {
    for _ in 0..40 {
        let (body, name) = documents.any_field(numbers)?;
        let field = documents.at(&body)?.get(&name)?;
        let ty = field.get("type").unwrap_or(field).as_str()?.trim_end_matches('?');
        let container = ["list<", "set<", "map<"].iter().any(|start| ty.starts_with(start));
        let text = matches!(ty, "string" | "bytes" | "json");
        let number = ["u8", "u16", "u32", "u64", "i8", "i16", "i32", "i64", "f32", "f64"].contains(&ty);
        let fits = match key {
            "min" | "max" => number,
            "unit" => number || ty == "decimal",
            "min_length" | "max_length" | "pattern" => ty == "string",
            "min_items" | "max_items" => container,
            "unique" => ty.starts_with("list<"),
            "as" if value == "number" => ty.contains("decimal"),
            "as" => ty.contains("u64") || ty.contains("i64"),
            "default" => match value {
                Value::String(_) => text || ty == "date",
                Value::Number(_) => number,
                Value::Bool(_) => ty == "bool",
                _ => container,
            },
            _ => true,
        };
        if fits {
            return Some((body, name));
        }
    }
    None
}

fn drop(documents: &mut Documents, numbers: &mut Numbers, key: &str) -> Option<()> {
    let mut with = Vec::new();
    for body in documents.fields_of() {
        let fields = documents.at(&body)?.as_object()?;
        with.extend(
            fields.iter().filter(|(_, field)| field.get(key).is_some()).map(|(name, _)| (body.clone(), name.clone())),
        );
    }
    let (body, name) = numbers.pick(&with)?.clone();
    documents.field(&body, &name)?.shift_remove(key).map(|_| ())
}

/// The type of some field, made into another; what was said of its values goes where it may not fit.
fn retype(
    documents: &mut Documents,
    numbers: &mut Numbers,
    change: impl Fn(&str, &mut Numbers) -> String,
) -> Option<()> {
    let (body, name) = documents.any_field(numbers)?;
    let field = documents.field(&body, &name)?;
    let old = field.get("type")?.as_str()?.to_owned();
    let new = change(&old, numbers);
    if numbers.once_in(2) {
        let kept = ["wire", "aliases", "from", "doc", "pii", "deprecated"];
        field.retain(|key, _| kept.contains(&key.as_str()));
    }
    field.insert("type".to_owned(), json!(new));
    Some(())
}

/// A part of some type, changed by a table.
fn change_type(documents: &mut Documents, numbers: &mut Numbers, table: &[(&str, &str)]) -> Option<()> {
    let mut places = Vec::new();
    for body in documents.fields_of() {
        for (name, field) in documents.at(&body)?.as_object()? {
            let Some(ty) = field.get("type").unwrap_or(field).as_str() else { continue };
            for (from, to) in table {
                let whole = |at: usize| {
                    let letter =
                        |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'.');
                    let before = at.checked_sub(1).and_then(|before| ty.as_bytes().get(before));
                    !letter(before) && (from.ends_with('<') || !letter(ty.as_bytes().get(at + from.len())))
                };
                if let Some((at, _)) = ty.match_indices(from).find(|(at, _)| whole(*at)) {
                    let new = format!("{}{to}{}", &ty[..at], &ty[at + from.len()..]);
                    places.push((body.clone(), name.clone(), new));
                }
            }
        }
    }
    let (body, name, new) = numbers.pick(&places)?.clone();
    documents.field(&body, &name)?.insert("type".to_owned(), json!(new));
    Some(())
}
