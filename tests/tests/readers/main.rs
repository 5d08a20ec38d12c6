//! All readers of one definition, held together: what the JSON Schema of a version accepts is what its type reads and
//! what the model reads, what a type writes the current version's schema accepts, and the steps that the model takes
//! come to what the generated ones do. One crate of generated code answers for all schemas, since building it is what
//! takes the time.

mod by_hand;
mod held;
mod payloads;

use by_hand::Case;
use held::Readers;
use payloads::{payloads, repeated};
use retold_codegen::Compiled;
use retold_codegen::source::Sources;
use retold_tests::generated::{Generated, Program, compiled, sources};
use retold_tests::random_schema::{functions, random_schema};

/// What the functions of the schemas of constructs do.
const OTHER_FUNCTIONS: &str = "
/// Weights were in kilograms once.
#[allow(deprecated)]
pub fn grams(old: &shapes::shapes::MarksV1) -> u32 { old.weight }
";

/// The seeds of random schemas, from `RETOLD_SEEDS=first..last` where one looks for what the usual ones do not show.
fn seeds() -> std::ops::Range<u64> {
    let Ok(given) = std::env::var("RETOLD_SEEDS") else { return 0..10 };
    let parsed = given.split_once("..").and_then(|(first, last)| Some(first.parse().ok()?..last.parse().ok()?));
    parsed.unwrap_or_else(|| panic!("RETOLD_SEEDS={given} is no range of seeds"))
}

#[test]
fn all_readers_of_a_definition_agree() {
    let mut generated = Generated::new(env!("CARGO_TARGET_TMPDIR"), "readers");
    let cases = by_hand::cases(include_str!("by_hand.txt"));
    let by_hand = by_hand::schema(&cases);
    let mut sets = vec![
        ("by_hand".to_owned(), sources([("cases.yaml", by_hand.as_str())])),
        ("shapes".to_owned(), sources([("shapes.yaml", include_str!("../../schemas/constructs/shapes.yaml"))])),
        ("steps".to_owned(), sources([("steps.yaml", include_str!("../../schemas/constructs/steps.yaml"))])),
    ];
    sets.extend(seeds().map(|seed| (format!("random{seed}"), random_schema(seed))));
    let compiled: Vec<Compiled> = sets.iter().map(|(_, sources)| compiled(sources)).collect();
    for ((module, sources), compiled) in sets.iter().zip(&compiled) {
        generated.add_compiled(module, compiled, sources);
    }
    generated.code(OTHER_FUNCTIONS);
    generated.code(include_str!("../../schemas/constructs/steps_fn.rs"));
    generated.code(&functions(&compiled));
    let program = generated.build().unwrap_or_else(|problems| panic!("{problems}"));
    let mut taken = 0;
    for ((name, sources), compiled) in sets.iter().zip(&compiled) {
        match name.as_str() {
            "by_hand" => cases_hold(&program, compiled, &cases),
            name => taken += random_payloads_hold(&program, name, compiled, sources),
        }
    }
    let least = 200 * u64::try_from(seeds().count()).unwrap_or(0);
    assert!(taken > least, "steps were taken {taken} times");
}

/// Payloads by chance; how many the model's steps took to another version.
fn random_payloads_hold(program: &Program, name: &str, compiled: &Compiled, sources: &Sources) -> u64 {
    let readers = Readers::new(compiled);
    let seeds = if name == "shapes" { 400 } else { 100 };
    let mut taken = 0;
    for module in &compiled.set.modules {
        let path = sources.file(module.file).path.trim_end_matches(".yaml");
        let key = format!("{name}:{path}");
        let twice = repeated(&key, compiled, module);
        for (recorded, result) in twice.iter().zip(program.read(&twice)) {
            let model = if recorded.command { Err(String::new()) } else { readers.of_text(recorded) };
            // What is dropped from replay is not looked at.
            let is_dropped = matches!(&result, Ok(events) if events.is_empty());
            let both = (result.is_err() || is_dropped, model.is_err());
            assert_eq!(both, (true, true), "a repeated key is read: {} {}", recorded.name, recorded.data);
        }
        let recorded = payloads(&key, compiled, module, seeds);
        let count = readers.hold(program, &recorded);
        assert!(recorded.is_empty() || (count.read > 100 && count.refused > 100), "{key}: {count:?}");
        taken += count.taken;
    }
    taken
}

/// Payloads by hand, each with what is expected of all readers. All that is wrong is told at once.
fn cases_hold(program: &Program, compiled: &Compiled, cases: &[Case]) {
    let readers = Readers::new(compiled);
    let wrong: Vec<String> = cases.iter().flat_map(|case| case.hold(program, &readers)).collect();
    assert!(wrong.is_empty(), "{} do not hold:\n{}", wrong.len(), wrong.join("\n"));
}
