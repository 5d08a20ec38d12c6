//! JSON Schema held against the generated types: what the schema of a version accepts is what its type reads, and what
//! the type writes the current version's schema accepts. Payloads go to the types as text, with numbers and letters
//! spelled in every way that JSON has.

use std::collections::HashMap;
use std::fmt::Write as _;

use jsonschema::Validator;
use retold_codegen::Compiled;
use retold_codegen::emit::json_schema;
use retold_codegen::emit::samples::Samples;
use retold_codegen::model::{Body, Definition, Module, SchemaSet, Versions};
use retold_codegen::sample::{Numbers, Sampler, Style};
use retold_tests::generated::{Generated, Program, Recorded, compiled, sources};
use retold_tests::random_schema::{FUNCTIONS, random_schema};
use serde_json::Value;

/// The two validators of a schema: formats as annotations, and asserted.
struct Validators {
    plain: Validator,
    asserting: Validator,
}

/// The schema of each name and version of a set.
fn validators(compiled: &Compiled) -> HashMap<String, Validators> {
    let build = |schema: &Value, asserted| {
        jsonschema::options().should_validate_formats(asserted).build(schema).expect("a valid schema")
    };
    let file = |file: &retold_codegen::emit::OutputFile| {
        let schema = serde_json::from_str(&file.text).expect("a schema is JSON");
        let name = file.path.trim_end_matches(".schema.json").to_owned();
        (name, Validators { plain: build(&schema, false), asserting: build(&schema, true) })
    };
    json_schema::files(compiled).unwrap().iter().map(file).collect()
}

/// An event or command: whether it is a command, its name, its bodies.
fn message(set: &SchemaSet, definition: Definition) -> Option<(bool, &str, &Versions<Body>)> {
    match definition {
        Definition::Event(id) => Some((false, &set[id].wire.name, &set[id].versions)),
        Definition::Command(id) => Some((true, &set[id].wire.name, &set[id].versions)),
        _ => None,
    }
}

fn messages<'c>(
    compiled: &'c Compiled,
    module: &'c Module,
) -> impl Iterator<Item = (bool, &'c str, &'c Versions<Body>)> {
    module.definitions.iter().filter_map(|definition| message(&compiled.set, *definition))
}

/// Payloads of every version of every message: samples, and values that are only just wrong.
fn payloads<'c>(key: &str, compiled: &'c Compiled, module: &'c Module, seeds: u64) -> Vec<Recorded<'c>> {
    let (mut sampler, mut named) = (Sampler::new(&compiled.set), Samples::new(&compiled.set));
    let mut recorded = Vec::new();
    for (command, name, versions) in messages(compiled, module) {
        for (version, body) in versions.iter() {
            let mut add = |payload: &Value, numbers: &mut Numbers| {
                let data = spelled(payload, numbers);
                recorded.push(Recorded { set: key.to_owned(), command, name, version, data });
            };
            for sample in named.body(body) {
                add(&sample.payload, &mut Numbers::new(0));
            }
            for seed in 0..seeds {
                let mut numbers = Numbers::new(seed);
                let style = if numbers.once_in(2) { Style::Written(seed) } else { Style::Read(seed) };
                let Some(mut payload) = sampler.body(body, style) else { continue };
                for round in 0..numbers.below(3) {
                    payload = sampler.near(body, &payload, seed + round);
                }
                add(&payload, &mut numbers);
            }
        }
    }
    recorded
}

/// Payloads that are right but for one key of the body, which stands there twice.
fn repeated<'c>(key: &str, compiled: &'c Compiled, module: &'c Module) -> Vec<Recorded<'c>> {
    let mut sampler = Sampler::new(&compiled.set);
    let mut recorded = Vec::new();
    for (command, name, versions) in messages(compiled, module) {
        for (version, body) in versions.iter() {
            let Some(Value::Object(members)) = sampler.body(body, Style::Full) else { continue };
            let text = Value::Object(members.clone()).to_string();
            for (member, value) in &members {
                let data = format!("{{{}:{value},{}", Value::from(member.as_str()), &text[1..]);
                recorded.push(Recorded { set: key.to_owned(), command, name, version, data });
            }
        }
    }
    recorded
}

/// A value as JSON text in one of its many spellings.
fn spelled(value: &Value, numbers: &mut Numbers) -> String {
    let mut text = String::new();
    spell(value, numbers, &mut text);
    text
}

fn spell(value: &Value, numbers: &mut Numbers, out: &mut String) {
    let space = |numbers: &mut Numbers, out: &mut String| {
        if numbers.once_in(12) {
            out.push_str([" ", "\t", "\n", "\r\n  "][numbers.index(4)]);
        }
    };
    space(numbers, out);
    match value {
        Value::Number(number) => spell_number(&number.to_string(), numbers, out),
        Value::String(text) => spell_text(text, numbers, out),
        Value::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                out.push_str(if index > 0 { "," } else { "" });
                spell(item, numbers, out);
            }
            out.push(']');
        }
        Value::Object(members) => {
            out.push('{');
            for (index, (key, member)) in members.iter().enumerate() {
                out.push_str(if index > 0 { "," } else { "" });
                space(numbers, out);
                spell_text(key, numbers, out);
                space(numbers, out);
                out.push(':');
                spell(member, numbers, out);
            }
            out.push('}');
        }
        Value::Null | Value::Bool(_) => out.push_str(&value.to_string()),
    }
    space(numbers, out);
}

/// A number, with a point or an exponent where that is the same number.
fn spell_number(digits: &str, numbers: &mut Numbers, out: &mut String) {
    out.push_str(digits);
    // Within the digits that a double holds: beyond them another spelling is another number to it.
    let short = digits.bytes().filter(u8::is_ascii_digit).count() <= 15;
    if !short || digits.contains(['e', 'E']) || !numbers.once_in(4) {
        return;
    }
    if !digits.contains('.') {
        let zero = digits.trim_start_matches('-') == "0";
        out.push_str([".0", "e0", "E+0", ".000", "0e-1", "00E-2"][numbers.index(if zero { 4 } else { 6 })]);
    } else {
        out.push_str(["0", "e0", "000"][numbers.index(3)]);
    }
}

/// A string, with escapes where there need not be any.
fn spell_text(text: &str, numbers: &mut Numbers, out: &mut String) {
    if !numbers.once_in(6) {
        out.push_str(&Value::from(text).to_string());
        return;
    }
    out.push('"');
    for unit in text.encode_utf16() {
        let _ = write!(out, "\\u{unit:04x}");
    }
    out.push('"');
}

/// Sends payloads through the program, and holds both readers and what was written against each other. How many were
/// read and how many refused.
fn hold(program: &Program, compiled: &Compiled, recorded: &[Recorded<'_>]) -> (u64, u64) {
    let validators = validators(compiled);
    let (mut read, mut refused) = (0, 0);
    for (recorded, result) in recorded.iter().zip(program.read(recorded)) {
        let schema = &validators[&format!("{}.v{}", recorded.name, recorded.version)];
        let payload: Value = serde_json::from_str(&recorded.data).expect("a payload is JSON");
        let accepted = schema.plain.validate(&payload);
        let asserted = schema.asserting.is_valid(&payload);
        let shown = || format!("{} v{}\n{}", recorded.name, recorded.version, recorded.data);
        match (&result, accepted) {
            (Ok(events), Ok(())) => {
                read += 1;
                assert!(asserted || has_leap_second(&recorded.data), "a format refuses what is read: {}", shown());
                events.iter().for_each(|event| written(&validators, event, &shown()));
            }
            (Err(_), Err(_)) => refused += 1,
            // No schema knows what a function of a person's refuses.
            (Err(error), Ok(())) if error.contains("refused on purpose") || error.contains("Refused") => refused += 1,
            (Ok(_), Err(error)) => {
                panic!("read, and the schema says: {error} at {}\n{}", error.instance_path(), shown())
            }
            (Err(error), Ok(())) => panic!("accepted, and the type says: {error}\n{}", shown()),
        }
    }
    (read, refused)
}

/// What was written is valid against the schema of its name and version.
fn written(validators: &HashMap<String, Validators>, event: &Value, from: &str) {
    let text = |key: &str| event[key].as_str().expect("a text");
    let payload: Value = serde_json::from_str(text("data")).expect("what is written is JSON");
    let schema = &validators[&format!("{}.v{}", text("name"), event["version"])];
    for validator in [&schema.plain, &schema.asserting] {
        if let Err(error) = validator.validate(&payload) {
            panic!("written as {payload}: {error} at {}\nfrom {from}", error.instance_path());
        }
    }
}

/// Formats know leap seconds by the hour; they are read at any.
fn has_leap_second(text: &str) -> bool {
    text.contains(":60")
}

#[test]
fn generated_types_read_what_their_schemas_accept_and_write_what_they_accept() {
    let seeds: Vec<u64> = (0..4).collect();
    let mut generated = Generated::new(env!("CARGO_TARGET_TMPDIR"), "differential");
    let shapes = sources([("shapes.yaml", include_str!("../schemas/constructs/shapes.yaml"))]);
    let mut sets = vec![("shapes".to_owned(), shapes)];
    sets.extend(seeds.iter().map(|&seed| (format!("random{seed}"), random_schema(seed))));
    let compiled: Vec<Compiled> = sets.iter().map(|(_, sources)| compiled(sources)).collect();
    for ((module, sources), compiled) in sets.iter().zip(&compiled) {
        generated.add_compiled(module, compiled, sources);
    }
    generated
        .code("/// Weights were in kilograms once.\n#[allow(deprecated)]\npub fn grams(old: &shapes::shapes::MarksV1) -> u32 { old.weight }");
    generated.code(FUNCTIONS);
    let program = generated.build().unwrap_or_else(|problems| panic!("{problems}"));
    for ((name, sources), compiled) in sets.iter().zip(&compiled) {
        for module in &compiled.set.modules {
            let path = sources.file(module.file).path.trim_end_matches(".yaml");
            let seeds = if name == "shapes" { 400 } else { 100 };
            let key = format!("{name}:{path}");
            let twice = repeated(&key, compiled, module);
            for (recorded, result) in twice.iter().zip(program.read(&twice)) {
                assert!(result.is_err(), "a repeated key is read: {} {}", recorded.name, recorded.data);
            }
            let recorded = payloads(&key, compiled, module, seeds);
            let (read, refused) = hold(&program, compiled, &recorded);
            assert!(
                recorded.is_empty() || (read > 100 && refused > 100),
                "{name}:{path}: {read} read, {refused} refused"
            );
        }
    }
}
