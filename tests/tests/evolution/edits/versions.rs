//! Changes of versions, and of the steps between them.

use retold_codegen::sample::Numbers;
use serde_json::{Value, json};

use super::Edit;
use crate::documents::{At, Documents, Mapping, below};

pub(super) const EDITS: &[(&str, Edit)] = &[
    ("version added as a copy", |documents, numbers| next(documents, numbers, |_, _| Some(()))),
    ("version with a field filled", |documents, numbers| {
        next(documents, numbers, |body, _| {
            body.insert("fresh".to_owned(), json!({ "type": "u16", "fill": 4 }));
            Some(())
        })
    }),
    ("version with a field less", |documents, numbers| {
        next(documents, numbers, |body, numbers| {
            let name = any(body, numbers)?;
            body.shift_remove(&name).map(|_| ())
        })
    }),
    ("version with a field renamed", |documents, numbers| {
        next(documents, numbers, |body, numbers| {
            let name = any(body, numbers)?;
            let mut field = whole(body.shift_remove(&name)?);
            field.as_object_mut()?.insert("from".to_owned(), json!(name));
            body.insert("taken".to_owned(), field);
            Some(())
        })
    }),
    ("version with an optional field", |documents, numbers| {
        next(documents, numbers, |body, numbers| {
            let name = any(body, numbers)?;
            let mut field = whole(body.get(&name)?.clone());
            let ty = field.get("type")?.as_str()?.trim_end_matches('?').to_owned();
            field.as_object_mut()?.shift_remove("default");
            field.as_object_mut()?.insert("type".to_owned(), json!(format!("{ty}?")));
            body.insert(name, field);
            Some(())
        })
    }),
    ("version with a function", |documents, numbers| {
        next(documents, numbers, |body, numbers| {
            let name = any(body, numbers)?;
            let mut field = whole(body.get(&name)?.clone());
            field.as_object_mut()?.insert("with".to_owned(), json!("crate::made"));
            body.insert(name, field);
            Some(())
        })
    }),
    ("version of a shared type", |documents, numbers| {
        let definitions = documents.definitions(&["records", "unions"]);
        let definition = numbers.pick(&definitions)?.clone();
        let version = documents.versions(&definition).next_back().filter(|version| *version > 1)?;
        let mut body = documents.at(&below(&definition, &format!("v{version}")))?.as_object()?.clone();
        if definition.1[0] == "records" {
            without_steps(&mut body);
            body.insert("fresh".to_owned(), json!("string?"));
        } else {
            body.insert("fresh".to_owned(), json!({}));
        }
        documents.map(&definition)?.insert(format!("v{}", version + 1), Value::Object(body));
        Some(())
    }),
    ("another version of a shared type", |documents, numbers| {
        let mut places = Vec::new();
        for body in documents.fields_of() {
            for (name, field) in documents.at(&body)?.as_object()? {
                let ty = field.get("type").unwrap_or(field).as_str().unwrap_or_default();
                for (from, to) in [("@1", "@2"), ("@2", "@1"), ("@2", "@3")] {
                    if ty.contains(from) {
                        places.push((body.clone(), name.clone(), ty.replace(from, to)));
                    }
                }
            }
        }
        let (body, name, ty) = numbers.pick(&places)?.clone();
        documents.field(&body, &name)?.insert("type".to_owned(), json!(ty));
        Some(())
    }),
    ("last version taken back", |documents, numbers| {
        let definition = many(documents, numbers)?;
        let last = documents.versions(&definition).next_back()?;
        documents.map(&definition)?.shift_remove(&format!("v{last}")).map(|_| ())
    }),
    ("first version retired", |documents, numbers| {
        let definition = many(documents, numbers)?;
        let first = documents.versions(&definition).next()?;
        let map = documents.map(&definition)?;
        map.shift_remove(&format!("v{first}"))?;
        let retired: Vec<Value> = (1..=first).map(|version| json!(format!("v{version}"))).collect();
        map.insert("retired".to_owned(), Value::Array(retired));
        let mut next = documents.at(&below(&definition, &format!("v{}", first + 1)))?.as_object()?.clone();
        without_steps(&mut next);
        documents.map(&definition)?.insert(format!("v{}", first + 1), Value::Object(next));
        Some(())
    }),
    ("all but the last version retired and called the first", |documents, numbers| {
        let definition = many(documents, numbers)?;
        let last = documents.versions(&definition).next_back()?;
        let map = documents.map(&definition)?;
        let mut body = map.get(&format!("v{last}"))?.as_object()?.clone();
        without_steps(&mut body);
        map.retain(|key, _| !key.starts_with('v'));
        map.insert("v1".to_owned(), Value::Object(body));
        Some(())
    }),
    ("what a step fills in changed", |documents, numbers| {
        change(documents, numbers, "fill", |fill, _| match fill {
            Value::Number(_) => json!(1),
            Value::String(text) => json!(format!("{text}x")),
            Value::Bool(value) => json!(!value),
            other => other,
        })
    }),
    ("what a step fills in moved to the default", |documents, numbers| {
        let (body, name) = with_key(documents, numbers, "fill")?;
        let field = documents.field(&body, &name)?;
        let fill = field.shift_remove("fill")?;
        field.insert("default".to_owned(), fill);
        Some(())
    }),
    ("a step takes another field", |documents, numbers| {
        let (body, name) = newer_field(documents, numbers)?;
        let before = before(&body)?;
        let names: Vec<String> = documents.at(&before)?.as_object()?.keys().cloned().collect();
        let from = numbers.pick(&names)?.clone();
        documents.field(&body, &name)?.insert("from".to_owned(), json!(from));
        Some(())
    }),
    ("a step takes the field of its name", |documents, numbers| {
        let (body, name) = with_key(documents, numbers, "from")?;
        documents.field(&body, &name)?.shift_remove("from").map(|_| ())
    }),
    ("a step renames values", |documents, numbers| {
        let (body, name) = newer_field(documents, numbers)?;
        let field = documents.at(&body)?.get(&name)?;
        let ty = field.get("type").unwrap_or(field).as_str()?.to_owned();
        let enums = documents.definitions(&["enums"]);
        let held = enums.iter().find(|(_, keys)| ty.contains(&format!("alpha.{}", keys[1])))?;
        let values: Vec<String> = documents.at(&below(held, "values"))?.as_object()?.keys().cloned().collect();
        let (from, to) = (numbers.pick(&values)?.clone(), numbers.pick(&values)?.clone());
        documents.field(&body, &name)?.insert("map".to_owned(), json!({ from: to }));
        Some(())
    }),
    ("a step by a function", |documents, numbers| {
        let (body, name) = newer_field(documents, numbers)?;
        let field = documents.field(&body, &name)?;
        ["from", "fill", "map"].iter().for_each(|key| {
            field.shift_remove(*key);
        });
        field.insert("with".to_owned(), json!("crate::made"));
        Some(())
    }),
    ("a step by another function", |documents, numbers| {
        change(documents, numbers, "with", |_, _| json!("crate::other"))
    }),
    ("a whole step by a function", |documents, numbers| {
        let definition = many(documents, numbers)?;
        let last = documents.versions(&definition).next_back()?;
        let mut body = documents.at(&below(&definition, &format!("v{last}")))?.as_object()?.clone();
        without_steps(&mut body);
        let map = documents.map(&definition)?;
        map.insert(format!("v{last}"), Value::Object(body));
        map.insert("upcast".to_owned(), json!({ format!("v{last}"): "crate::whole" }));
        Some(())
    }),
    ("a whole step derived", |documents, numbers| {
        let definition = many(documents, numbers)?;
        documents.map(&definition)?.shift_remove("upcast").map(|_| ())
    }),
    ("stored data becomes nothing", |documents, numbers| {
        for command in documents.definitions(&["commands"]) {
            documents.map(&command)?.insert("emits".to_owned(), json!([]));
        }
        becomes(documents, numbers, json!([]))
    }),
    ("stored data becomes another event", |documents, numbers| {
        let events = documents.definitions(&["events"]);
        let other = numbers.pick(&events)?.1[1].clone();
        becomes(documents, numbers, json!({ "v1": [other], "with": "crate::nothing" }))
    }),
    ("stored data becomes nothing else any more", |documents, numbers| {
        let events = documents.definitions(&["events"]);
        let event = numbers.pick(&events)?;
        documents.map(event)?.shift_remove("becomes").map(|_| ())
    }),
    ("a note at a version", |documents, numbers| {
        let definition = many(documents, numbers)?;
        documents.map(&definition)?.insert("notes".to_owned(), json!({ "v2": "why it came" }));
        Some(())
    }),
    ("a reserved name used again", |documents, numbers| {
        let body = numbers.pick(&documents.bodies(&["events"]))?.clone();
        documents.map(&body)?.insert("used_again".to_owned(), json!("string?"));
        Some(())
    }),
];

fn any(body: &Mapping, numbers: &mut Numbers) -> Option<String> {
    let names: Vec<&String> = body.keys().collect();
    numbers.pick(&names).map(|name| (*name).clone())
}

fn whole(field: Value) -> Value {
    match field {
        Value::String(ty) => json!({ "type": ty }),
        other => other,
    }
}

/// What belongs to the step that leads here.
fn without_steps(body: &mut Mapping) {
    for field in body.values_mut().filter_map(Value::as_object_mut) {
        ["from", "fill", "with", "map"].iter().for_each(|key| {
            field.shift_remove(*key);
        });
    }
}

/// A definition with several versions that something is sent or stored of.
fn many(documents: &Documents, numbers: &mut Numbers) -> Option<At> {
    let definitions = documents.definitions(&["events", "commands", "queries", "records"]);
    let many: Vec<&At> = definitions.iter().filter(|at| documents.versions(at).count() > 1).collect();
    numbers.pick(&many).map(|at| (*at).clone())
}

/// The next version of an event, command or query: the current one, changed.
fn next(
    documents: &mut Documents,
    numbers: &mut Numbers,
    change: impl Fn(&mut Mapping, &mut Numbers) -> Option<()>,
) -> Option<()> {
    let definitions = documents.definitions(&["events", "events", "commands", "queries"]);
    let definition = numbers.pick(&definitions)?.clone();
    let version = documents.versions(&definition).next_back()?;
    let mut body = documents.at(&below(&definition, &format!("v{version}")))?.as_object()?.clone();
    without_steps(&mut body);
    change(&mut body, numbers)?;
    documents.map(&definition)?.insert(format!("v{}", version + 1), Value::Object(body));
    Some(())
}

/// A body of a version after the first, and one of its fields.
fn newer_field(documents: &Documents, numbers: &mut Numbers) -> Option<(At, String)> {
    let bodies = documents.bodies(&["events", "commands", "queries", "records"]);
    let newer: Vec<&At> =
        bodies.iter().filter(|body| before(body).is_some_and(|at| documents.at(&at).is_some())).collect();
    let body = (*numbers.pick(&newer)?).clone();
    let name = any(documents.at(&body)?.as_object()?, numbers)?;
    Some((body, name))
}

/// The body before.
fn before((file, keys): &At) -> Option<At> {
    let (last, start) = keys.split_last()?;
    let version: u32 = last.strip_prefix('v')?.parse().ok()?;
    let mut keys = start.to_vec();
    keys.push(format!("v{}", version.checked_sub(1)?));
    Some((*file, keys))
}

fn with_key(documents: &Documents, numbers: &mut Numbers, key: &str) -> Option<(At, String)> {
    let mut with = Vec::new();
    for body in documents.fields_of() {
        let fields = documents.at(&body)?.as_object()?;
        let names = fields.iter().filter(|(_, field)| field.get(key).is_some()).map(|(name, _)| name.clone());
        with.extend(names.map(|name| (body.clone(), name)));
    }
    numbers.pick(&with).cloned()
}

fn change(
    documents: &mut Documents,
    numbers: &mut Numbers,
    key: &str,
    change: impl Fn(Value, &mut Numbers) -> Value,
) -> Option<()> {
    let (body, name) = with_key(documents, numbers, key)?;
    let field = documents.field(&body, &name)?;
    let old = field.get(key)?.clone();
    field.insert(key.to_owned(), change(old, numbers));
    Some(())
}

fn becomes(documents: &mut Documents, numbers: &mut Numbers, into: Value) -> Option<()> {
    let definitions = documents.definitions(&["events"]);
    let definition = numbers.pick(&definitions)?;
    documents.map(definition)?.insert("becomes".to_owned(), into);
    Some(())
}
