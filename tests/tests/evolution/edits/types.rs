//! Changes of shared types, and of the file that says how they are written.

use retold_codegen::sample::Numbers;
use serde_json::{Value, json};

use super::Edit;
use crate::documents::{At, Documents, Mapping, below};

pub(super) const EDITS: &[(&str, Edit)] = &[
    ("enum value added", |documents, numbers| {
        values(documents, numbers)?.1.insert("Additional".to_owned(), json!({}));
        Some(())
    }),
    ("enum value removed", |documents, numbers| {
        let (name, values) = value(documents, numbers)?;
        values.shift_remove(&name).map(|_| ())
    }),
    ("enum value written otherwise", |documents, numbers| {
        let (name, values) = value(documents, numbers)?;
        values[&name].as_object_mut()?.insert("wire".to_owned(), json!("otherwise"));
        Some(())
    }),
    ("enum value renamed with its alias", |documents, numbers| {
        let (name, values) = value(documents, numbers)?;
        let mut old = values.shift_remove(&name)?;
        let aliases = old.as_object_mut()?.entry("aliases").or_insert_with(|| json!([]));
        aliases.as_array_mut()?.push(json!(name));
        values.insert("Renamed".to_owned(), old);
        Some(())
    }),
    ("enum values merged", |documents, numbers| {
        let (name, values) = value(documents, numbers)?;
        values.shift_remove(&name)?;
        let others: Vec<String> = values.keys().cloned().collect();
        let other = values.get_mut(numbers.pick(&others)?)?.as_object_mut()?;
        other.entry("aliases").or_insert_with(|| json!([])).as_array_mut()?.push(json!(name));
        Some(())
    }),
    ("enum values exchanged on the wire", |documents, numbers| {
        let (one, values) = value(documents, numbers)?;
        let others: Vec<String> = values.keys().filter(|name| **name != one).cloned().collect();
        let other = numbers.pick(&others)?.clone();
        values[&one].as_object_mut()?.insert("wire".to_owned(), json!(other));
        values[&other].as_object_mut()?.insert("wire".to_owned(), json!(one));
        Some(())
    }),
    ("enum value documented", |documents, numbers| {
        let (name, values) = value(documents, numbers)?;
        values[&name].as_object_mut()?.insert("deprecated".to_owned(), json!("not used"));
        Some(())
    }),
    ("enum values in another order", |documents, numbers| {
        let (_, values) = values(documents, numbers)?;
        let mut entries: Vec<(String, Value)> = std::mem::take(values).into_iter().collect();
        entries.reverse();
        values.extend(entries);
        Some(())
    }),
    ("alias of an enum value dropped", |documents, numbers| {
        let (_, values) = values(documents, numbers)?;
        values.values_mut().find_map(|value| value.as_object_mut()?.shift_remove("aliases")).map(|_| ())
    }),
    ("enum opened or closed", |documents, numbers| toggle(documents, numbers, "enums", "open")),
    ("union opened or closed", |documents, numbers| toggle(documents, numbers, "unions", "open")),
    ("union tagged otherwise", |documents, numbers| {
        let union = pick(documents, numbers, "unions")?;
        documents.map(&union)?.insert("tag".to_owned(), json!("$other"));
        Some(())
    }),
    ("fields of variants beside the tag or below", |documents, numbers| {
        let union = pick(documents, numbers, "unions")?;
        let union = documents.map(&union)?;
        if union.shift_remove("content").is_none() {
            union.insert("content".to_owned(), json!("$held"));
        }
        Some(())
    }),
    ("variant added", |documents, numbers| {
        let bodies = documents.bodies(&["unions"]);
        documents.map(numbers.pick(&bodies)?)?.insert("additional".to_owned(), json!({ "note": "string" }));
        Some(())
    }),
    ("variant removed", |documents, numbers| {
        let (body, variant) = variant(documents, numbers)?;
        documents.map(&body)?.shift_remove(&variant).map(|_| ())
    }),
    ("variant renamed", |documents, numbers| {
        let (body, variant) = variant(documents, numbers)?;
        let body = documents.map(&body)?;
        let fields = body.shift_remove(&variant)?;
        body.insert("called_otherwise".to_owned(), fields);
        Some(())
    }),
    ("variant renamed by a step", |documents, numbers| {
        let union = pick(documents, numbers, "unions")?;
        let version = format!("v{}", documents.versions(&union).next_back().filter(|version| *version > 1)?);
        let body = documents.map(&below(&union, &version))?;
        let names: Vec<String> = body.keys().cloned().collect();
        let name = numbers.pick(&names)?.clone();
        let fields = body.shift_remove(&name)?;
        body.insert("called_otherwise".to_owned(), fields);
        let variants = documents.map(&union)?.entry("variants").or_insert_with(|| json!({})).as_object_mut()?;
        variants.insert(version, json!({ "called_otherwise": name }));
        Some(())
    }),
    ("newtype of another type", |documents, numbers| {
        let ty = ["string", "u8", "u32", "i64", "f64", "decimal", "uuid"][numbers.index(7)];
        let scalar = pick(documents, numbers, "scalars")?;
        let scalar = documents.map(&scalar)?;
        scalar.retain(|key, _| key == "doc");
        scalar.insert("type".to_owned(), json!(ty));
        Some(())
    }),
    ("newtype constrained", |documents, numbers| {
        let scalar = pick(documents, numbers, "scalars")?;
        let scalar = documents.map(&scalar)?;
        let (key, value) = match scalar.get("type")?.as_str()? {
            "string" => [("max_length", json!(9)), ("min_length", json!(1)), ("pattern", json!("^[a-z]"))]
                [numbers.index(3)]
            .clone(),
            "f32" | "f64" => ("max", json!(100.5)),
            "decimal" => ("min", json!("0")),
            _ => ("min", json!(2)),
        };
        scalar.insert(key.to_owned(), value);
        Some(())
    }),
    ("newtype without constraints", |documents, numbers| {
        let scalar = pick(documents, numbers, "scalars")?;
        let scalar = documents.map(&scalar)?;
        let before = scalar.len();
        scalar.retain(|key, _| matches!(key.as_str(), "type" | "unit" | "pii" | "doc"));
        (scalar.len() < before).then_some(())
    }),
    ("newtype counts something else", |documents, numbers| {
        let scalar = pick(documents, numbers, "scalars")?;
        documents.map(&scalar)?.insert("unit".to_owned(), json!("kWh"));
        Some(())
    }),
    ("newtype counts nothing any more", |documents, numbers| {
        let scalar = pick(documents, numbers, "scalars")?;
        documents.map(&scalar)?.shift_remove("unit").map(|_| ())
    }),
    ("newtype is personal or not", |documents, numbers| toggle(documents, numbers, "scalars", "pii")),
    ("type renamed", |documents, numbers| {
        let sections = ["scalars", "enums", "records", "unions"];
        let definitions = documents.definitions(&sections);
        let (file, keys) = numbers.pick(&definitions)?.clone();
        let section = documents.map(&(file, vec![keys[0].clone()]))?;
        let definition = section.shift_remove(&keys[1])?;
        let name = format!("{}Renamed", keys[1]);
        section.insert(name.clone(), definition);
        for (_, tree) in &mut documents.files {
            renamed(tree, &keys[1], &name);
        }
        Some(())
    }),
    ("names of fields in another case", |documents, numbers| {
        let case = ["camelCase", "PascalCase", "kebab-case", "snake_case"][numbers.index(4)];
        wire(documents, numbers)?.insert("case".to_owned(), json!(case));
        Some(())
    }),
    ("none written or not", |documents, numbers| {
        let wire = wire(documents, numbers)?;
        if wire.shift_remove("none").is_none() {
            wire.insert("none".to_owned(), json!("null"));
        }
        Some(())
    }),
    ("name in the payload or not", |documents, _| {
        let wire = documents.map(&(1, vec![]))?.entry("wire").or_insert_with(|| json!({})).as_object_mut()?;
        if wire.shift_remove("event_tag").is_none() {
            wire.insert("event_tag".to_owned(), json!("$what"));
        }
        Some(())
    }),
];

fn pick(documents: &Documents, numbers: &mut Numbers, section: &str) -> Option<At> {
    numbers.pick(&documents.definitions(&[section])).cloned()
}

/// The values of an enum.
fn values<'d>(documents: &'d mut Documents, numbers: &mut Numbers) -> Option<(At, &'d mut Mapping)> {
    let definition = pick(documents, numbers, "enums")?;
    let values = documents.map(&below(&definition, "values"))?;
    Some((definition, values))
}

/// One of the values of an enum, and all of them.
fn value<'d>(documents: &'d mut Documents, numbers: &mut Numbers) -> Option<(String, &'d mut Mapping)> {
    let (_, values) = values(documents, numbers)?;
    let names: Vec<String> = values.keys().cloned().collect();
    Some((numbers.pick(&names)?.clone(), values))
}

fn variant(documents: &Documents, numbers: &mut Numbers) -> Option<(At, String)> {
    let bodies = documents.bodies(&["unions"]);
    let body = numbers.pick(&bodies)?.clone();
    let names: Vec<String> = documents.at(&body)?.as_object()?.keys().cloned().collect();
    Some((body, numbers.pick(&names)?.clone()))
}

fn toggle(documents: &mut Documents, numbers: &mut Numbers, section: &str, key: &str) -> Option<()> {
    let definition = pick(documents, numbers, section)?;
    let definition = documents.map(&definition)?;
    if definition.shift_remove(key).is_none() {
        definition.insert(key.to_owned(), json!(true));
    }
    Some(())
}

/// What a file says of the wire.
fn wire<'d>(documents: &'d mut Documents, numbers: &mut Numbers) -> Option<&'d mut Mapping> {
    let file = numbers.index(documents.files.len());
    documents.map(&(file, vec![]))?.entry("wire").or_insert_with(|| json!({})).as_object_mut()
}

/// Every reference to a type, under its new name.
fn renamed(tree: &mut Value, old: &str, new: &str) {
    match tree {
        Value::String(text) => {
            let (from, to) = (format!("alpha.{old}"), format!("alpha.{new}"));
            let mut at = 0;
            while let Some(found) = text[at..].find(&from) {
                let (start, end) = (at + found, at + found + from.len());
                if text[end..].starts_with(|next: char| next.is_ascii_alphanumeric()) {
                    at = end;
                } else {
                    text.replace_range(start..end, &to);
                    at = start + to.len();
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| renamed(item, old, new)),
        Value::Object(members) => members.values_mut().for_each(|member| renamed(member, old, new)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
