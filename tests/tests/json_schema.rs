//! JSON Schema held against the other readers of one definition, by a validator that is not ours: what the schema of a
//! body accepts is what the model reads, for samples, for values that are only just wrong, and for any JSON.

use jsonschema::{Draft, Validator};
use retold_codegen::emit::json_schema;
use retold_codegen::model::{Body, SchemaSet};
use retold_codegen::sample::{Numbers, Sampler, Style};
use retold_codegen::source::{SourceFile, Sources};
use retold_codegen::{Compiled, compile, value};
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
    let files = json_schema::files(compiled);
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
    let files = json_schema::files(&compiled);
    assert_eq!(files.len(), bodies(&compiled.set).len());
    for file in &files {
        let schema: Value = serde_json::from_str(&file.text).unwrap();
        if let Err(error) = jsonschema::draft202012::meta::validate(&schema) {
            panic!("{}: {error} at {}\n{}", file.path, error.instance_path(), file.text);
        }
        assert!(file.text.ends_with("}\n"), "{}", file.path);
    }
}

#[test]
fn samples_are_read_by_the_model_and_accepted_by_the_schema() {
    let compiled = shapes();
    let mut sampler = Sampler::new(&compiled.set);
    for subject in subjects(&compiled) {
        let styles = [Style::Minimal, Style::Full].into_iter();
        let seeded = (0..100).flat_map(|seed| [Style::Written(seed), Style::Read(seed)]);
        for style in styles.chain(seeded) {
            let Some(payload) = sampler.body(subject.body, style) else { panic!("{}: no {style:?}", subject.file) };
            if let Err(misfits) = value::check_body(&compiled.set, subject.body, &payload) {
                panic!("{} {style:?}: {misfits:?}\n{payload}", subject.file);
            }
            for validator in [&subject.plain, &subject.asserting] {
                if let Err(error) = validator.validate(&payload) {
                    panic!("{} {style:?}: {error} at {}\n{payload}", subject.file, error.instance_path());
                }
            }
        }
    }
}

#[test]
fn the_schema_accepts_exactly_what_the_model_reads() {
    let compiled = shapes();
    let mut sampler = Sampler::new(&compiled.set);
    for subject in subjects(&compiled) {
        let (mut read, mut refused) = (0, 0);
        for seed in 0..600 {
            let style = if seed % 2 == 0 { Style::Written(seed) } else { Style::Read(seed) };
            let Some(payload) = sampler.body(subject.body, style) else { continue };
            let mut changed = sampler.near(subject.body, &payload, seed);
            if Numbers::new(seed).once_in(5) {
                changed = sampler.near(subject.body, &changed, seed + 1);
            }
            let model = value::check_body(&compiled.set, subject.body, &changed);
            let schema = subject.plain.validate(&changed);
            assert_eq!(
                model.is_ok(),
                schema.is_ok(),
                "{}\n{changed}\nmodel: {model:?}\nschema: {}",
                subject.file,
                schema.as_ref().err().map(ToString::to_string).unwrap_or_default()
            );
            match model.is_ok() {
                true => read += 1,
                false => refused += 1,
            }
        }
        assert!(read > 20 && refused > 20, "{}: only {read} read and {refused} refused", subject.file);
    }
}
