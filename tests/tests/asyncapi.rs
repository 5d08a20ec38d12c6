//! AsyncAPI documents: the official parser has nothing to say about them, every reference leads somewhere, and their
//! payload schemas accept what the JSON Schemas of the same bodies accept.

use std::collections::{HashMap, HashSet};

use jsonschema::{Draft, Validator};
use retold_codegen::emit::{OutputFile, asyncapi, json_schema};
use retold_codegen::model::{Body, Versions};
use retold_codegen::sample::{Sampler, Style};
use retold_tests::schema_sets;
use serde_json::{Value, json};

fn documents(set: &schema_sets::SchemaSet) -> Vec<OutputFile> {
    asyncapi::files(&set.compiled).unwrap_or_else(|error| panic!("{}: {error}", set.name))
}

fn read(file: &OutputFile) -> Value {
    serde_json::from_str(&file.text).unwrap_or_else(|error| panic!("{}: {error}", file.path))
}

/// All `$ref` of a document; anything with that key is taken for a reference by tools, whatever it stands in.
fn references<'v>(value: &'v Value, found: &mut Vec<&'v Value>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        Value::Object(members) => {
            found.extend(members.get("$ref"));
            assert!(!members.contains_key("__proto__"), "a key that is the prototype to JavaScript");
            members.values().for_each(|member| references(member, found));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn every_reference_leads_to_something_and_everything_is_reached() {
    for set in schema_sets::all(40) {
        for file in documents(&set) {
            let document = read(&file);
            let mut found = Vec::new();
            references(&document, &mut found);
            let mut reached = HashSet::new();
            for reference in found {
                let text = reference.as_str().unwrap_or_else(|| panic!("{}: {reference} is no text", file.path));
                let pointer = text.strip_prefix('#').unwrap_or_else(|| panic!("{}: {text} leads away", file.path));
                assert!(document.pointer(pointer).is_some(), "{} {}: {text} leads nowhere", set.name, file.path);
                reached.insert(pointer.to_owned());
            }
            for kind in ["messages", "schemas"] {
                for key in document["components"][kind].as_object().expect("an object").keys() {
                    let pointer = format!("/components/{kind}/{key}");
                    assert!(reached.contains(&pointer), "{} {}: nothing leads to {pointer}", set.name, file.path);
                }
            }
        }
    }
}

/// The validator of a schema in `components`, given those that it leads to: with all others beside it, every message of a
/// large document would have the validator read all of it.
fn validator(document: &Value, key: &str) -> Validator {
    let all = &document["components"]["schemas"];
    let (mut needed, mut open) = (serde_json::Map::new(), vec![key]);
    while let Some(key) = open.pop() {
        if needed.insert(key.to_owned(), all[key].clone()).is_none() {
            let mut found = Vec::new();
            references(&all[key], &mut found);
            let keys = found.iter().filter_map(|reference| reference.as_str()?.strip_prefix("#/components/schemas/"));
            open.extend(keys);
        }
    }
    let schema = json!({
        "allOf": [{ "$ref": format!("#/components/schemas/{key}") }],
        "components": { "schemas": needed },
    });
    jsonschema::options().with_draft(Draft::Draft7).build(&schema).unwrap_or_else(|error| panic!("{key}: {error}"))
}

#[test]
fn examples_are_what_the_payload_may_be() {
    let mut shown = 0;
    for set in schema_sets::all(8) {
        for file in documents(&set) {
            let document = read(&file);
            for (key, message) in document["components"]["messages"].as_object().expect("an object") {
                let payload = message["payload"]["$ref"].as_str().expect("a reference");
                let validator = validator(&document, payload.trim_start_matches("#/components/schemas/"));
                for example in message["examples"].as_array().into_iter().flatten() {
                    shown += 1;
                    if let Err(error) = validator.validate(&example["payload"]) {
                        panic!("{} {} {key}: {error}\n{example}", set.name, file.path);
                    }
                }
            }
        }
    }
    assert!(shown > 500, "{shown} examples");
}

#[test]
fn payloads_are_accepted_where_the_json_schema_of_the_same_body_accepts_them() {
    let (mut accepted, mut refused) = (0, 0);
    for set in schema_sets::all(4) {
        let compiled = &set.compiled;
        let build = |file: &OutputFile| {
            let schema: Value = serde_json::from_str(&file.text).expect("a schema is JSON");
            let validator = jsonschema::options().build(&schema).expect("a valid schema");
            (file.path.trim_end_matches(".schema.json").to_owned(), validator)
        };
        let schemas: HashMap<String, Validator> =
            json_schema::files(compiled).expect("not too large").iter().map(build).collect();
        let bodies: HashMap<String, &Body> = bodies(&set).collect();
        let mut sampler = Sampler::new(&compiled.set);
        for file in documents(&set) {
            let document = read(&file);
            for (key, message) in document["components"]["messages"].as_object().expect("an object") {
                let Some(body) = bodies.get(key) else { continue };
                let name = message["name"].as_str().expect("a name");
                let expected = &schemas[&format!("{name}.v{}", message["x-retold-version"])];
                let found = validator(&document, key);
                for seed in 0..12 {
                    let Some(payload) = sampler.body(body, Style::Read(seed)) else { continue };
                    for payload in [sampler.near(body, &payload, seed), payload] {
                        let expected = expected.is_valid(&payload);
                        assert_eq!(found.is_valid(&payload), expected, "{} {key}: {payload}", set.name);
                        *if expected { &mut accepted } else { &mut refused } += 1;
                    }
                }
            }
        }
    }
    assert!(accepted > 2_000 && refused > 1_000, "{accepted} accepted, {refused} refused");
}

/// The bodies of a set by the keys of their messages.
fn bodies(set: &schema_sets::SchemaSet) -> impl Iterator<Item = (String, &Body)> {
    let of = |subject: &str, versions: &'_ Versions<Body>| {
        let subject = subject.to_owned();
        versions.iter().map(|(version, _)| (format!("{subject}.v{version}"), version)).collect::<Vec<_>>()
    };
    let model = &set.compiled.set;
    let events = model.events.iter().map(|event| (&event.meta, &event.versions));
    let commands = model.commands.iter().map(|command| (&command.meta, &command.versions));
    let queries = model.queries.iter().map(|query| (&query.meta, &query.versions));
    events.chain(commands).chain(queries).flat_map(move |(meta, versions)| {
        of(&meta.subject, versions).into_iter().filter_map(|(key, version)| Some((key, versions.at(version)?)))
    })
}

#[test]
#[cfg_attr(not(retold_node), ignore = "needs Node and the packages of tests/node: set RETOLD_NODE=1 where they are")]
fn the_official_parser_finds_nothing_wrong() {
    let mut named = Vec::new();
    for set in schema_sets::all(3) {
        named.extend(documents(&set).into_iter().map(|file| (format!("{} {}", set.name, file.path), file.text)));
    }
    assert!(named.len() > 50, "{} documents", named.len());
    let answers = retold_tests::node::ask("asyncapi.mjs", named.iter().map(|(_, text)| text.as_str()));
    let problems: Vec<String> = named
        .iter()
        .zip(answers)
        .filter(|(_, answer)| answer != &json!([]))
        .map(|((name, _), answer)| format!("{name}: {answer}"))
        .collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
#[cfg_attr(not(retold_node), ignore = "needs Node and the packages of tests/node: set RETOLD_NODE=1 where they are")]
fn the_official_parser_finds_what_is_wrong() {
    let wrong = json!({ "asyncapi": "3.0.0", "info": { "title": "x" } }).to_string();
    let answers = retold_tests::node::ask("asyncapi.mjs", [wrong.as_str()]);
    assert!(answers[0].as_array().is_some_and(|problems| !problems.is_empty()), "{answers:?}");
}
