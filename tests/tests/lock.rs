//! The lock of every schema set of the repository, and of random ones: what is read back is what was written.

use std::path::Path;

use retold_codegen::changes::Changes;
use retold_codegen::diagnostic::human;
use retold_codegen::rules;
use retold_codegen::source::{SourceFile, Sources};
use retold_codegen::{Compiled, compile, lock};
use retold_tests::random_schema::random_schema;

/// Writes the lock, reads it, and compares the two sets every way there is.
fn holds(name: &str, compiled: &Compiled) {
    let text = lock::write(&compiled.set).expect("not large");
    let file = SourceFile { path: "retold.lock".into(), shown: "retold.lock".into(), text };
    let lock::Read { sources, compiled: read, problems } = lock::read(file);
    let shown = || human::render(&problems, &sources, false);
    let read = read.unwrap_or_else(|| panic!("{name}: {}", shown()));
    assert_eq!(lock::write(&read.set).as_deref(), Ok(sources.iter().next().expect("one").1.text.as_str()), "{name}");
    let comparable = lock::comparable(compiled);
    for (old, new) in [(&comparable, &read), (&read, &comparable)] {
        assert_eq!(Changes::between(old, new), Changes::default(), "{name}");
    }
    let places = read.set.events.iter().map(|event| (event.meta.place, &event.meta.subject));
    for (place, subject) in places {
        assert_eq!(sources.slice(place), subject, "{name}");
    }
}

fn yaml_files(folder: &Path, below: &str, files: &mut Vec<SourceFile>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("readable").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let shown = if below.is_empty() { name } else { format!("{below}/{name}") };
        if path.is_dir() {
            yaml_files(&path, &shown, files);
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            let text = std::fs::read_to_string(&path).expect("readable");
            files.push(SourceFile { path: shown.clone(), shown, text });
        }
    }
}

#[test]
fn every_schema_of_the_repository_is_read_back() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the repository");
    for folder in ["schemas", "tests/schemas/constructs", "tests/schemas/language", "benches/schemas"] {
        let mut files = Vec::new();
        yaml_files(&root.join(folder), "", &mut files);
        let outcome = compile(&Sources::new(files));
        holds(folder, &outcome.compiled.expect("without a mistake"));
    }
    let mut held = 0;
    for rule in rules::ALL {
        for text in [rule.before, rule.after] {
            if let Some(compiled) = compile(&Sources::new(rules::fixture_files(text))).compiled {
                holds(rule.id, &compiled);
                held += 1;
            }
        }
    }
    assert!(held > 50, "{held}");
}

#[test]
fn random_schemas_are_read_back() {
    let seeds: u64 = std::env::var("RETOLD_SEEDS").ok().and_then(|seeds| seeds.parse().ok()).unwrap_or(300);
    for seed in 0..seeds {
        let compiled = compile(&random_schema(seed)).compiled.expect("random schemas have no mistake");
        holds(&seed.to_string(), &compiled);
    }
}
