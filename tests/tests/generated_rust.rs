//! Generated Rust, compiled with warnings and missing documentation denied, run, and replayed.

use retold_codegen::model::{Body, Definition, SchemaSet, Versions};
use retold_codegen::sample::{Sampler, Style};
use retold_codegen::source::Sources;
use retold_codegen::{Compiled, value};
use retold_tests::generated::{Generated, Program, Recorded, sources};

/// Every version of every event and command of a set, as recorded payloads in several styles.
fn samples<'c>(module: &str, compiled: &'c Compiled, sources: &Sources) -> Vec<Recorded<'c>> {
    let set = &compiled.set;
    let mut sampler = Sampler::new(set);
    let mut recorded = Vec::new();
    for model in &set.modules {
        let source = &sources.file(model.file).path;
        let key = format!("{module}:{}", source.trim_end_matches(".yaml"));
        for definition in &model.definitions {
            let Some((command, name, versions)) = message(set, *definition) else { continue };
            for (version, body) in versions.iter() {
                let seeds = (0..10).flat_map(|seed| [Style::Written(seed), Style::Read(seed)]);
                for style in [Style::Minimal, Style::Full].into_iter().chain(seeds) {
                    let Some(data) = sampler.body(body, style) else { continue };
                    recorded.push(Recorded { set: key.clone(), command, name, version, data: data.to_string() });
                }
            }
        }
    }
    recorded
}

fn message(set: &SchemaSet, definition: Definition) -> Option<(bool, &str, &Versions<Body>)> {
    match definition {
        Definition::Event(id) => Some((false, &set[id].wire.name, &set[id].versions)),
        Definition::Command(id) => Some((true, &set[id].wire.name, &set[id].versions)),
        _ => None,
    }
}

/// Reads all samples, and writes them as the model reads them again.
fn replay(program: &Program, module: &str, compiled: &Compiled, sources: &Sources) {
    let recorded = samples(module, compiled, sources);
    let results = program.read(&recorded);
    for (recorded, result) in recorded.iter().zip(results) {
        let events = match result {
            Ok(events) => events,
            // A function of a person's refused the value, or what it made breaks a constraint.
            Err(error) if module == "steps" && (error.contains("the step to v") || error.contains("no text")) => {
                continue;
            }
            Err(error) => panic!("{} v{} {}: {error}", recorded.name, recorded.version, recorded.data),
        };
        for event in events {
            let (name, data) = (event["name"].as_str().unwrap_or_default(), event["data"].as_str().unwrap_or_default());
            let body = current_body(&compiled.set, recorded.command, name);
            let written = serde_json::from_str(data).expect("what is written is JSON");
            if let Err(problem) = value::check_body(&compiled.set, body, &written) {
                panic!("{name} was written as {data}, from {}: {problem:?}", recorded.data);
            }
        }
    }
}

fn current_body<'c>(set: &'c SchemaSet, command: bool, name: &str) -> &'c Body {
    let definitions = set.modules.iter().flat_map(|module| &module.definitions);
    let mut found = definitions.filter_map(|definition| message(set, *definition));
    let found = found.find(|(is_command, wire, _)| *is_command == command && *wire == name);
    found.unwrap_or_else(|| panic!("there is no `{name}`")).2.current_body()
}

#[test]
fn schemas_of_all_constructs_compile_and_replay() {
    let shapes = sources([("shapes.yaml", include_str!("../schemas/constructs/shapes.yaml"))]);
    let cart = sources([("shop/cart.yaml", include_str!("../../schemas/shop/cart.yaml"))]);
    let steps = sources([("steps.yaml", include_str!("../schemas/constructs/steps.yaml"))]);
    let sets = [("shapes", shapes), ("shop", cart), ("steps", steps)];
    let mut generated = Generated::new(env!("CARGO_TARGET_TMPDIR"), "constructs");
    let compiled: Vec<_> = sets.iter().map(|(module, sources)| generated.add(module, sources)).collect();
    generated.code("/// In grams.\n#[must_use]\npub fn grams(old: &shapes::shapes::MarksV1) -> u32 {\n    u32::from(old.weight)\n}");
    generated.code(include_str!("../schemas/constructs/steps_fn.rs"));
    let program = generated.build().unwrap_or_else(|problems| panic!("{problems}"));
    for ((module, sources), compiled) in sets.iter().zip(&compiled) {
        replay(&program, module, compiled, sources);
    }
}

#[test]
fn names_that_rust_keeps_for_itself_compile() {
    let files = retold_tests::hostile_names::files();
    let sources = sources(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let mut generated = Generated::new(env!("CARGO_TARGET_TMPDIR"), "hostile-names");
    generated.add("hostile", &sources);
    generated.build().unwrap_or_else(|problems| panic!("{problems}"));
}
