//! JSON Schema held against the other readers of one definition, by a validator that is not ours: what the schema of a
//! body accepts is what the model reads, for samples, for values that are only just wrong, and for any JSON.

use jsonschema::{Draft, Validator};
use retold_codegen::emit::json_schema;
use retold_codegen::emit::samples::Samples;
use retold_codegen::model::{Body, Builtin, Constraints, SchemaSet, Type};
use retold_codegen::sample::{Numbers, Sampler, Style};
use retold_codegen::source::{SourceFile, Sources};
use retold_codegen::{Compiled, compile, value};
use retold_tests::random_schema::random_schema;
use serde_json::Value;

/// All bodies that have a schema, with the name of its file.
fn bodies(set: &SchemaSet) -> Vec<(String, &Body)> {
    let events = set.events.iter().map(|event| (&event.wire.name, &event.versions));
    let commands = set.commands.iter().map(|command| (&command.wire.name, &command.versions));
    let queries = set.queries.iter().map(|query| (&query.wire.name, &query.versions));
    let all = events.chain(commands).chain(queries);
    all.flat_map(|(name, versions)| {
        versions.iter().map(move |(version, body)| (format!("{name}.v{version}.schema.json"), body))
    })
    .collect()
}

fn compiled(path: &str, text: &str) -> Compiled {
    let file = SourceFile { path: path.into(), shown: path.into(), text: text.into() };
    let outcome = compile(&Sources::new(vec![file]));
    let problems: Vec<String> =
        outcome.diagnostics.iter().map(|problem| format!("{}: {}", problem.rule.id, problem.message)).collect();
    outcome.compiled.unwrap_or_else(|| panic!("{path}: {}", problems.join("\n")))
}

fn shapes() -> Compiled {
    compiled("shapes.yaml", include_str!("../schemas/constructs/shapes.yaml"))
}

/// A body with the two validators of its schema: formats as annotations, and asserted.
struct Subject<'s> {
    file: String,
    body: &'s Body,
    plain: Validator,
    asserting: Validator,
}

fn subjects(compiled: &Compiled) -> Vec<Subject<'_>> {
    let files = json_schema::files(compiled).unwrap();
    let subject = |(file, body): (String, _)| {
        let text = &files.iter().find(|output| output.path == file).unwrap_or_else(|| panic!("no {file}")).text;
        let schema: Value = serde_json::from_str(text).unwrap_or_else(|error| panic!("{file}: {error}\n{text}"));
        let options = |asserted| {
            let options = jsonschema::options().with_draft(Draft::Draft202012).should_validate_formats(asserted);
            options.build(&schema).unwrap_or_else(|error| panic!("{file}: {error}\n{text}"))
        };
        Subject { body, plain: options(false), asserting: options(true), file }
    };
    bodies(&compiled.set).into_iter().map(subject).collect()
}

#[test]
fn every_schema_is_valid_and_has_its_file() {
    let compiled = shapes();
    let files = json_schema::files(&compiled).unwrap();
    assert_eq!(files.len(), bodies(&compiled.set).len());
    for file in &files {
        let schema: Value = serde_json::from_str(&file.text).unwrap();
        if let Err(error) = jsonschema::draft202012::meta::validate(&schema) {
            panic!("{}: {error} at {}\n{}", file.path, error.instance_path(), file.text);
        }
        assert!(file.text.ends_with("}\n"), "{}", file.path);
    }
}

/// Samples of a body: the model reads them, and both validators accept them.
fn hold_samples<'s>(compiled: &'s Compiled, subject: &Subject<'s>, sampler: &mut Sampler<'s>, seeds: u64) {
    let named = Samples::new(&compiled.set).body(subject.body);
    let mut payloads: Vec<(String, Value)> = named.into_iter().map(|sample| (sample.name, sample.payload)).collect();
    let seeded = (0..seeds).flat_map(|seed| [Style::Written(seed), Style::Read(seed)]);
    payloads.extend(seeded.filter_map(|style| Some((format!("{style:?}"), sampler.body(subject.body, style)?))));
    for (name, payload) in payloads {
        if let Err(misfits) = value::check_body(&compiled.set, subject.body, &payload) {
            panic!("{} {name}: {misfits:?}\n{payload}", subject.file);
        }
        for validator in [&subject.plain, &subject.asserting] {
            if let Err(error) = validator.validate(&payload) {
                panic!("{} {name}: {error} at {}\n{payload}", subject.file, error.instance_path());
            }
        }
    }
}

/// Whether both readers read a value; they must agree.
fn agree(compiled: &Compiled, subject: &Subject<'_>, payload: &Value) -> bool {
    let model = value::check_body(&compiled.set, subject.body, payload);
    let schema = subject.plain.validate(payload);
    let why = schema.as_ref().err().map(ToString::to_string).unwrap_or_default();
    assert_eq!(model.is_ok(), schema.is_ok(), "{}\n{payload}\nmodel: {model:?}\nschema: {why}", subject.file);
    model.is_ok()
}

/// Payloads that are only just wrong, payloads of other bodies, and any JSON. How many were read, and how many refused.
fn hold_changed<'s>(
    compiled: &'s Compiled,
    subject: &Subject<'s>,
    sampler: &mut Sampler<'s>,
    seeds: u64,
) -> (u64, u64) {
    let any = Type::Builtin(Builtin::Json);
    let bodies = bodies(&compiled.set);
    let (mut read, mut refused) = (0, 0);
    for seed in 0..seeds {
        let mut numbers = Numbers::new(seed);
        let style = if numbers.once_in(2) { Style::Written(seed) } else { Style::Read(seed) };
        let body = if numbers.once_in(12) { bodies[numbers.index(bodies.len())].1 } else { subject.body };
        let Some(mut payload) = sampler.body(body, style) else { continue };
        for round in 0..numbers.below(3) {
            payload = sampler.near(subject.body, &payload, seed + round);
        }
        if numbers.once_in(12) {
            let any = Sampler::new(&compiled.set).value(&any, &Constraints::default(), style);
            payload = any.expect("any JSON is a value");
        }
        match agree(compiled, subject, &payload) {
            true => read += 1,
            false => refused += 1,
        }
    }
    (read, refused)
}

#[test]
fn samples_of_every_construct_are_read_and_accepted() {
    let compiled = shapes();
    let mut sampler = Sampler::new(&compiled.set);
    for subject in subjects(&compiled) {
        assert!(sampler.body(subject.body, Style::Minimal).is_some(), "{}", subject.file);
        hold_samples(&compiled, &subject, &mut sampler, 100);
    }
}

#[test]
fn the_schema_of_every_construct_accepts_exactly_what_the_model_reads() {
    let compiled = shapes();
    let mut sampler = Sampler::new(&compiled.set);
    for subject in subjects(&compiled) {
        let (read, refused) = hold_changed(&compiled, &subject, &mut sampler, 400);
        assert!(read > 50 && refused > 50, "{}: only {read} read and {refused} refused", subject.file);
    }
}

#[test]
fn the_schemas_of_random_sets_accept_exactly_what_the_model_reads() {
    for seed in 0..20 {
        let compiled = compile(&random_schema(seed)).compiled.unwrap_or_else(|| panic!("seed {seed}"));
        let mut sampler = Sampler::new(&compiled.set);
        for subject in subjects(&compiled) {
            hold_samples(&compiled, &subject, &mut sampler, 10);
            hold_changed(&compiled, &subject, &mut sampler, 60);
        }
    }
}

#[test]
fn bounds_of_string_decimals_are_told_and_not_asserted() {
    let compiled = compiled(
        "bounds.yaml",
        r#"events: { Priced: { v1: { price: { type: decimal, min: "0.50", max: "99.99" }, less: { type: decimal, max: "-1" } } } }"#,
    );
    let schema: Value = serde_json::from_str(&json_schema::files(&compiled).unwrap()[0].text).unwrap();
    assert_eq!(schema["properties"]["price"]["x-retold-minimum"], "0.50");
    assert_eq!(schema["properties"]["price"]["x-retold-maximum"], "99.99");
    let subject = &subjects(&compiled)[0];
    for (price, read, accepted) in
        [("0.50", true, true), ("99.99", true, true), ("100", false, true), ("0.49", false, true), ("-1", false, false)]
    {
        let payload = serde_json::json!({ "price": price, "less": "-1.5" });
        assert_eq!(value::check_body(&compiled.set, subject.body, &payload).is_ok(), read, "{price}");
        assert_eq!(subject.plain.is_valid(&payload), accepted, "{price}");
    }
}
