//! The relation between what is written and what is read, held against independent validators: what is called
//! compatible stays so for many values of the writer's, and every witness is one.

use std::collections::HashMap;

use jsonschema::{Draft, Validator};
use retold_codegen::emit::json_schema;
use retold_codegen::sample::{Numbers, Sampler, Style};
use retold_codegen::shape::json_schema::Reading;
use retold_codegen::shape::model::Relation;
use retold_codegen::shape::{Shape, Shapes, Verdict};
use retold_codegen::source::{SourceFile, Sources};
use retold_codegen::{Compiled, compile, value};
use retold_tests::random_json_schema::{edited, random_document, random_value};
use retold_tests::random_schema::random_schema;
use serde_json::Value;

fn validator(schema: &Value, older: bool) -> Validator {
    let draft = if older { Draft::Draft7 } else { Draft::Draft202012 };
    jsonschema::options().with_draft(draft).should_validate_formats(false).build(schema).expect("a valid schema")
}

/// Values of a writer: random ones, and the shortest ones that are none of those found before.
fn values(shapes: &mut Shapes, writer: Shape, numbers: &mut Numbers) -> Vec<Value> {
    let mut found: Vec<Value> = (0..60).map(|_| random_value(numbers, 3)).collect();
    let mut outside = Vec::new();
    for _ in 0..5 {
        let Some(value) = shapes.shortest_of(&[writer], &outside) else { break };
        outside.push(shapes.value(&value));
        found.push(value);
    }
    found
}

#[test]
fn json_schema_verdicts_hold() {
    let seeds: u64 = std::env::var("RETOLD_SEEDS").ok().and_then(|seeds| seeds.parse().ok()).unwrap_or(300);
    let (mut compatible, mut incompatible, mut undecided) = (0, 0, Vec::new());
    for seed in 0..seeds {
        let older = seed % 2 == 0;
        let writer = random_document(seed, older);
        let reader = match seed % 5 {
            4 => random_document(seed + 1_000_000, older),
            _ => edited(&writer, seed ^ 0x5eed, older),
        };
        let (writes, reads) = (validator(&writer, older), validator(&reader, older));
        let mut shapes = Shapes::new();
        let written = shapes.json_schema(writer.clone(), Reading::default()).expect("a schema").0;
        let read = shapes.json_schema(reader.clone(), Reading::default()).expect("a schema").0;
        let mut numbers = Numbers::new(seed);
        let values = values(&mut shapes, written, &mut numbers);
        for value in &values {
            let accepts = shapes.accepts(written, value);
            assert!(accepts.is_none_or(|accepts| accepts == writes.is_valid(value)), "{seed}: {value}\n{writer}");
        }
        match shapes.includes(read, written) {
            Verdict::Compatible => {
                compatible += 1;
                for value in values {
                    assert!(!writes.is_valid(&value) || reads.is_valid(&value), "{seed}: {value}\n{writer}\n{reader}");
                }
            }
            Verdict::Incompatible { witness } => {
                incompatible += 1;
                assert!(
                    writes.is_valid(&witness) && !reads.is_valid(&witness),
                    "{seed}: {witness}\n{writer}\n{reader}"
                );
                // No value that happens to be refused is shorter.
                let size = witness.to_string().len();
                for value in values.iter().filter(|value| writes.is_valid(value) && !reads.is_valid(value)) {
                    assert!(value.to_string().len() >= size, "{seed}: {value} before {witness}\n{writer}\n{reader}");
                }
            }
            Verdict::Undecided { place, why } => undecided.push(format!("{seed}: {place} {why}\n{writer}\n{reader}")),
        }
        assert_eq!(shapes.includes(written, written), Verdict::Compatible, "{seed}: {writer}");
    }
    println!("{compatible} compatible, {incompatible} incompatible, {} undecided", undecided.len());
    assert!(compatible > seeds / 8 && incompatible > seeds / 8, "{compatible} {incompatible}");
    assert!(undecided.is_empty(), "{}", undecided.join("\n\n"));
}

/// The text of a schema with one word changed.
fn edited_yaml(sources: &Sources, numbers: &mut Numbers) -> Sources {
    const EDITS: [(&str, &str); 14] = [
        ("u8", "u16"),
        ("u16", "u8"),
        ("u32", "i64"),
        ("string", "uuid"),
        ("uuid", "string"),
        ("f64", "f32"),
        ("?", ""),
        ("open: true, ", ""),
        ("date", "string"),
        ("decimal", "string"),
        ("list<", "set<"),
        ("i64", "json"),
        ("aliases:", "notes_:"),
        ("max_items", "min_items"),
    ];
    let files = sources.iter().map(|(_, file)| {
        let (from, to) = EDITS[numbers.index(EDITS.len())];
        let places: Vec<usize> = file.text.match_indices(from).map(|(at, _)| at).collect();
        let text = match numbers.pick(&places) {
            Some(&at) => format!("{}{to}{}", &file.text[..at], &file.text[at + from.len()..]),
            None => file.text.clone(),
        };
        SourceFile { path: file.path.clone(), shown: file.shown.clone(), text }
    });
    Sources::new(files.collect())
}

fn schemas(compiled: &Compiled) -> HashMap<String, Validator> {
    let files = json_schema::files(compiled).expect("small");
    let named = files.iter().map(|file| {
        let schema = serde_json::from_str(&file.text).expect("a schema is JSON");
        (file.path.trim_end_matches(".schema.json").to_owned(), validator(&schema, false))
    });
    named.collect()
}

#[test]
fn verdicts_on_bodies_hold() {
    let (mut compatible, mut incompatible) = (0, 0);
    for seed in 0..60 {
        let sources = random_schema(seed);
        let old = compile(&sources).compiled.expect("a random schema has no mistakes");
        let mut numbers = Numbers::new(seed);
        let edited = (0..20).find_map(|_| compile(&edited_yaml(&sources, &mut numbers)).compiled);
        let new = edited.unwrap_or_else(|| old.clone());
        let (writes, reads) = (schemas(&old), schemas(&new));
        let mut relation = Relation::new(&old.set, &new.set);
        let mut sampler = Sampler::new(&old.set);
        for (event, other) in old.set.events.iter().zip(&new.set.events) {
            for (version, body) in event.versions.iter() {
                let Some(reader) = other.versions.at(version) else { continue };
                let key = format!("{}.v{version}", event.wire.name);
                match relation.bodies(body, reader) {
                    Verdict::Compatible => {
                        compatible += 1;
                        for style in (0..25).map(Style::Written) {
                            let Some(payload) = sampler.body(body, style) else { continue };
                            let read = value::check_body(&new.set, reader, &payload);
                            assert!(read.is_ok(), "{seed} {key}: {payload} {read:?}");
                        }
                    }
                    Verdict::Incompatible { witness } => {
                        incompatible += 1;
                        assert_eq!(value::check_body(&old.set, body, &witness), Ok(()), "{seed} {key}: {witness}");
                        let read = value::check_body(&new.set, reader, &witness);
                        assert!(read.is_err(), "{seed} {key}: {witness}");
                        let schemas = (writes[&key].is_valid(&witness), reads[&key].is_valid(&witness));
                        assert_eq!(schemas, (true, false), "{seed} {key}: {witness}");
                    }
                    Verdict::Undecided { place, why } => panic!("{seed} {key}: undecided, {place} {why}"),
                }
            }
        }
    }
    println!("{compatible} compatible, {incompatible} incompatible");
    assert!(compatible > 100 && incompatible > 10, "{compatible} {incompatible}");
}
