//! Changes of whole definitions, of what a file says of all of them, and of where they stand.

use retold_codegen::sample::Numbers;
use serde_json::{Value, json};

use super::Edit;
use crate::documents::{Documents, below};

pub(super) const EDITS: &[(&str, Edit)] = &[
    ("event added", |documents, _| {
        documents.map(&(1, vec!["events".to_owned()]))?.insert("Brand".to_owned(), json!({ "v1": { "a": "u8" } }));
        Some(())
    }),
    ("definition removed", |documents, numbers| {
        let definitions = documents.definitions(&["events", "commands", "queries"]);
        let (file, keys) = numbers.pick(&definitions)?.clone();
        if keys[0] == "events" {
            for (_, tree) in &mut documents.files {
                unlisted(tree, &keys[1]);
            }
        }
        documents.map(&(file, vec![keys[0].clone()]))?.shift_remove(&keys[1]).map(|_| ())
    }),
    ("definition renamed", |documents, numbers| rename(documents, numbers, None)),
    ("definition renamed with its alias", |documents, numbers| rename(documents, numbers, Some("aliases"))),
    ("definition renamed on the inside", |documents, numbers| rename(documents, numbers, Some("name"))),
    ("alias of a definition dropped", |documents, numbers| {
        let definitions = documents.definitions(&["events", "commands", "queries"]);
        let with: Vec<_> = definitions
            .into_iter()
            .filter(|at| documents.at(at).is_some_and(|it| it.get("aliases").is_some()))
            .collect();
        documents.map(numbers.pick(&with)?)?.shift_remove("aliases").map(|_| ())
    }),
    ("definition documented", |documents, numbers| {
        let definitions = documents.definitions(&["events", "commands", "queries", "records"]);
        documents.map(numbers.pick(&definitions)?)?.insert("doc".to_owned(), json!("What it is."));
        Some(())
    }),
    ("definition deprecated", |documents, numbers| {
        let definitions = documents.definitions(&["events", "commands", "queries", "records"]);
        documents.map(numbers.pick(&definitions)?)?.insert("deprecated".to_owned(), json!("not used"));
        Some(())
    }),
    ("file renamed", |documents, numbers| {
        let file = numbers.index(documents.files.len());
        documents.files[file].0 = "gamma/moved.yaml".to_owned();
        Some(())
    }),
    ("definition moved to another file", |documents, numbers| {
        let definitions = documents.definitions(&["scalars", "enums", "records", "unions"]);
        let (file, keys) = numbers.pick(&definitions)?.clone();
        let definition = documents.map(&(file, vec![keys[0].clone()]))?.shift_remove(&keys[1])?;
        let mut moved = json!({ "context": documents.files[file].1.get("context")? });
        if let Some(wire) = documents.files[file].1.get("wire") {
            moved["wire"] = wire.clone();
        }
        moved[&keys[0]] = json!({ &keys[1]: definition });
        documents.files.push(("gamma/moved.yaml".to_owned(), moved));
        Some(())
    }),
    ("context renamed", |documents, _| {
        documents.map(&(1, vec![]))?.insert("context".to_owned(), json!("delta"));
        Some(())
    }),
    ("owner set", |documents, _| {
        documents.map(&(1, vec![]))?.insert("owner".to_owned(), json!("thing-service"));
        Some(())
    }),
    ("aggregate renamed", |documents, _| {
        documents.map(&(1, vec![]))?.insert("aggregate".to_owned(), json!("Matter"));
        Some(())
    }),
    ("aggregate renamed and its streams kept", |documents, _| {
        let file = documents.map(&(1, vec![]))?;
        file.insert("aggregate".to_owned(), json!("Matter"));
        file.insert("stream".to_owned(), json!("beta.Thing"));
        Some(())
    }),
    ("key of the streams changed", |documents, numbers| {
        let key = ["string", "u64"][numbers.index(2)];
        documents.map(&(1, vec![]))?.insert("id".to_owned(), json!(key));
        // What its processes are found by follows.
        for process in documents.definitions(&["processes"]) {
            documents.map(&process)?.insert("key".to_owned(), json!(key));
        }
        Some(())
    }),
    ("definition frozen", |documents, numbers| {
        let definitions = documents.definitions(&["events", "commands", "records"]);
        documents.map(numbers.pick(&definitions)?)?.insert("policy".to_owned(), json!("frozen"));
        Some(())
    }),
    ("answer changed", |documents, numbers| {
        let definitions = documents.definitions(&["queries"]);
        let ty = ["u8", "string", "json", "list<string>"][numbers.index(4)];
        documents.map(numbers.pick(&definitions)?)?.insert("returns".to_owned(), json!(ty));
        Some(())
    }),
    ("rejection added", |documents, numbers| {
        let rejections = documents.map(&(1, vec!["rejections".to_owned()]))?;
        rejections.insert("Another".to_owned(), json!({ "message": "no" }));
        let commands = documents.definitions(&["commands"]);
        let command = numbers.pick(&commands)?;
        documents.map(command)?.insert("rejects".to_owned(), json!(["Refused", "Another"]));
        Some(())
    }),
    ("rejection no longer used", |documents, numbers| {
        let commands = documents.definitions(&["commands"]);
        documents.map(numbers.pick(&commands)?)?.insert("rejects".to_owned(), json!([]));
        Some(())
    }),
    ("message of a rejection changed", |documents, _| {
        let rejection = (1, vec!["rejections".to_owned(), "Refused".to_owned()]);
        documents.map(&rejection)?.insert("message".to_owned(), json!("never"));
        Some(())
    }),
];

/// Takes an event out of what commands emit and others become.
fn unlisted(tree: &mut Value, name: &str) {
    match tree {
        Value::Array(items) => items.retain(|item| item != name),
        Value::Object(members) => members.values_mut().for_each(|member| unlisted(member, name)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Under another name; with the old one still read, still used on the wire, or forgotten.
fn rename(documents: &mut Documents, numbers: &mut Numbers, kept: Option<&str>) -> Option<()> {
    let definitions = documents.definitions(&["events", "commands", "queries"]);
    let (file, keys) = numbers.pick(&definitions)?.clone();
    let section = (file, vec![keys[0].clone()]);
    let (old, new) = (&keys[1], format!("{}Renamed", keys[1]));
    let mut definition = documents.map(&section)?.shift_remove(old)?;
    let wire = format!("beta.{old}");
    let map = definition.as_object_mut()?;
    match kept {
        Some("aliases") => map.entry("aliases").or_insert_with(|| json!([])).as_array_mut()?.push(json!(wire)),
        Some(key) => {
            map.insert(key.to_owned(), json!(wire));
        }
        None => {}
    }
    documents.map(&section)?.insert(new.clone(), definition);
    for command in documents.definitions(&["commands"]) {
        let emits = documents.map(&command)?.get_mut("emits").and_then(Value::as_array_mut);
        emits.into_iter().flatten().filter(|event| *event == old).for_each(|event| *event = json!(new));
    }
    for event in documents.definitions(&["events"]) {
        let becomes = documents.map(&below(&event, "becomes"));
        let into = becomes.into_iter().flat_map(|map| map.values_mut()).filter_map(Value::as_array_mut).flatten();
        into.filter(|event| *event == old).for_each(|event| *event = json!(new));
    }
    Some(())
}
