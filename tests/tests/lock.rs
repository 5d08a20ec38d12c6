//! The lock of every schema set of the repository, and of random ones: what is read back is what was written.

use std::path::Path;

use retold_codegen::changes::Changes;
use retold_codegen::diagnostic::human;
use retold_codegen::evolution::{self, Mode, Options};
use retold_codegen::rules;
use retold_codegen::sample::Numbers;
use retold_codegen::source::{SourceFile, Sources};
use retold_codegen::{Compiled, compile, lock};
use retold_tests::random_schema::random_schema;

/// Writes the lock, reads it, and compares the two sets every way there is.
fn holds(name: &str, compiled: &Compiled) {
    let text = lock::write(&compiled.set).expect("not large");
    let file = SourceFile { path: "retold.lock".into(), shown: "retold.lock".into(), text };
    let lock::Read { sources, compiled: read, problems, .. } = lock::read(file);
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
    let seeds: u64 = std::env::var("RETOLD_SEEDS").ok().and_then(|seeds| seeds.parse().ok()).unwrap_or(150);
    for seed in 0..seeds {
        let compiled = compile(&random_schema(seed)).compiled.expect("random schemas have no mistake");
        holds(&seed.to_string(), &compiled);
    }
}

/// A finding without its places. Of several shortest payloads the order of fields decides which is shown, so its length
/// stands for it.
type Said = (String, String, Option<u32>, String, String, Option<usize>, bool);

/// What a change breaks, sorted; the order of fields, which a lock does not have, decides the order of findings too.
fn said(old: &Compiled, new: &Compiled) -> Vec<Said> {
    let options = Options { mode: Mode::Full, frozen: false };
    let findings = evolution::judge(old, 1, new, options).findings;
    let mut said: Vec<Said> = findings
        .into_iter()
        .map(|found| {
            let rule = found.rule.id.to_owned();
            let witness = found.witness.as_ref().map(|witness| witness.to_string().len());
            (rule, found.subject, found.version, found.path, found.message, witness, found.readings.is_some())
        })
        .collect();
    said.sort();
    said
}

/// Whatever a schema set is compared with says the same as a lock of it.
fn judges_alike(name: &str, old: &Compiled, new: &Compiled) -> usize {
    let text = lock::write(&old.set).expect("not large");
    let read = lock::read(SourceFile { path: "retold.lock".into(), shown: "retold.lock".into(), text });
    let locked = read.compiled.expect("whole");
    let found = said(old, new);
    assert_eq!(said(&locked, new), found, "{name}");
    found.len()
}

#[test]
fn a_change_breaks_the_same_against_the_lock_as_against_the_schemas() {
    let whole = |text: &str| compile(&Sources::new(rules::fixture_files(text))).compiled;
    let mut found = 0;
    for rule in rules::ALL {
        for change in rule.changes {
            let (old, new) = (whole(change.old), whole(change.new));
            let (old, new) = old.zip(new).expect("both sides of a change are whole");
            found += judges_alike(rule.id, &old, &new) + judges_alike(rule.id, &new, &old);
            assert_eq!(judges_alike(rule.id, &old, &old), 0);
        }
    }
    assert!(found > 30, "{found}");
}

/// The files with one line changed, if they still mean something.
fn edited(sources: &Sources, numbers: &mut Numbers) -> Option<Compiled> {
    let mut files: Vec<SourceFile> = sources.iter().map(|(_, file)| file.clone()).collect();
    let file = &mut files[numbers.below(2) as usize];
    let mut lines: Vec<String> = file.text.lines().map(str::to_owned).collect();
    let at = numbers.below(lines.len() as u64) as usize;
    let (from, to) = [
        ("string", "u32"),
        ("u32", "u64"),
        ("i64", "i32"),
        ("?", ""),
        (": {", ": { default: 1,"),
        ("min", "max"),
        ("pii: true", "pii: false"),
        ("event_tag: $event", "event_tag: kind"),
        ("none: null", "none: absent"),
        ("camelCase", "snake_case"),
        ("open: true", "open: false"),
        ("@1", "@2"),
        ("[", "[x, "),
        ("unit: ", "unit: k"),
        ("aliases: [", "reserved: ["),
        ("v2", "v3"),
        ("default: ", "fill: "),
    ][numbers.below(17) as usize];
    match numbers.once_in(3) {
        true => drop(lines.remove(at)),
        false => {
            // The next line that has it, so that most attempts change something.
            let at = (at..lines.len()).find(|&at| lines[at].contains(from))?;
            lines[at] = lines[at].replacen(from, to, 1);
        }
    }
    file.text = lines.join("\n");
    compile(&Sources::new(files)).compiled
}

#[test]
fn random_changes_break_the_same_against_the_lock() {
    let seeds: u64 = std::env::var("RETOLD_SEEDS").ok().and_then(|seeds| seeds.parse().ok()).unwrap_or(12);
    let (mut found, mut changes) = (0, 0);
    for seed in 0..seeds {
        let sources = random_schema(seed);
        let old = compile(&sources).compiled.expect("random schemas have no mistake");
        let mut numbers = Numbers::new(seed ^ 0xed17);
        for _ in 0..12 {
            let Some(new) = edited(&sources, &mut numbers) else { continue };
            changes += 1;
            found += judges_alike(&format!("{seed}, forth"), &old, &new);
            found += judges_alike(&format!("{seed}, back"), &new, &old);
        }
    }
    assert!(changes > 20 && found > 50, "{changes} {found}");
}
