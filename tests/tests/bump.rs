//! A new version of anything, in real schemas and in random ones, changes nothing that was written or is read.

use std::path::Path;

use retold_codegen::edit::{Bump, Refusal, Spread, bump};
use retold_codegen::evolution::{self, Mode, Options};
use retold_codegen::layout;
use retold_codegen::model::{Definition, SchemaSet};
use retold_codegen::source::{FileId, SourceFile, Sources};
use retold_codegen::{Compiled, compile};
use retold_tests::random_schema::random_schema;

fn compiled(sources: &Sources) -> Compiled {
    let outcome = compile(sources);
    outcome.compiled.unwrap_or_else(|| panic!("{:#?}", outcome.diagnostics))
}

/// The schema files below a folder.
fn schemas_in(root: &Path) -> Sources {
    let mut files = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "yaml") {
                let below = path.strip_prefix(root).expect("below").to_string_lossy().into_owned();
                let text = std::fs::read_to_string(&path).expect("readable");
                files.push(SourceFile { path: below.clone(), shown: below, text });
            }
        }
    }
    Sources::new(files)
}

/// Everything that has versions, and whether types can mention it.
fn versioned(set: &SchemaSet) -> Vec<(String, bool)> {
    let definitions = set.modules.iter().flat_map(|module| &module.definitions);
    let with_versions = definitions.filter_map(|&definition| {
        let subject = set.meta(definition).subject.clone();
        match definition {
            Definition::Record(_) | Definition::Union(_) => Some((subject, true)),
            Definition::Event(_) | Definition::Command(_) | Definition::Query(_) => Some((subject, false)),
            _ => None,
        }
    });
    with_versions.collect()
}

/// Whether all data of an event becomes other events.
fn becomes_others(set: &SchemaSet, subject: &str) -> bool {
    let event = set.events.iter().find(|event| event.meta.subject == subject);
    event.is_some_and(|event| event.becomes.as_ref().is_some_and(|becomes| becomes.up_to == event.versions.current()))
}

#[track_caller]
fn is_no_change(before: &Compiled, bumped: &Bump, what: &str) {
    // Who gives data that becomes something else a new version takes the event into use again, which older readers lack.
    let in_use_again = bumped.made.iter().any(|made| becomes_others(&before.set, &made.subject));
    let mode = if in_use_again { Mode::Backward } else { Mode::Full };
    let options = Options { mode, frozen: true };
    let found: Vec<String> = evolution::judge(before, 0, &bumped.compiled, options)
        .findings
        .into_iter()
        .map(|finding| format!("{}: {}", finding.rule.id, finding.message))
        .collect();
    let texts = || bumped.sources.iter().map(|(_, file)| file.text.as_str()).collect::<Vec<_>>().join("\n---\n");
    assert!(found.is_empty(), "{what}\n{}\n{}", found.join("\n"), texts());
}

/// Bumps everything, each by itself, and what can be mentioned with whatever mentions it; gives how many were bumped.
fn bump_everything(sources: &Sources, what: &str, each: impl Fn(&Bump)) -> usize {
    let before = compiled(sources);
    let mut count = 0;
    for (subject, can_be_mentioned) in versioned(&before.set) {
        for spread in [Spread::None, Spread::All] {
            if spread == Spread::All && !can_be_mentioned {
                continue;
            }
            let what = format!("{what} {subject} {spread:?}");
            match bump(sources, &before, &subject, spread) {
                Ok(bumped) => {
                    is_no_change(&before, &bumped, &what);
                    each(&bumped);
                    // And once more, now that it has versions.
                    let again = bump(&bumped.sources, &bumped.compiled, &subject, Spread::None)
                        .unwrap_or_else(|refusal| panic!("{what}: {refusal:?}"));
                    is_no_change(&before, &again, &what);
                    is_no_change(&bumped.compiled, &again, &what);
                    count += 1;
                }
                // A list without equal items, of records: whether two become equal is for a person to say.
                Err(Refusal::WouldBreak { findings, .. })
                    if spread == Spread::All
                        && findings.iter().all(|found| found.message.contains("may become equal")) => {}
                Err(Refusal::Asked { message, .. }) => panic!("{what}: {message}"),
                Err(Refusal::WouldBreak { findings, sources }) => {
                    let found: Vec<&str> = findings.iter().map(|finding| finding.message.as_str()).collect();
                    let texts: Vec<&str> = sources.iter().map(|(_, file)| file.text.as_str()).collect();
                    panic!("{what}\n{}\n{}", found.join("\n"), texts.join("\n---\n"));
                }
            }
        }
    }
    count
}

#[test]
fn real_schemas() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for folder in ["../schemas", "schemas/constructs", "schemas/language", "generations/after/schemas"] {
        let sources = schemas_in(&root.join(folder));
        let is_tidy = |sources: &Sources| {
            for (_, file) in sources.iter() {
                let tidy = layout::format(FileId(0), &file.text);
                assert_eq!(tidy.as_deref(), Ok(file.text.as_str()));
            }
        };
        is_tidy(&sources);
        // What brackets hold stays in them, whatever its length.
        let has_long_lines = |sources: &Sources| {
            sources.iter().any(|(_, file)| file.text.lines().any(|line| line.chars().count() > layout::WIDTH))
        };
        let count = bump_everything(&sources, folder, |bumped| {
            if !has_long_lines(&bumped.sources) {
                is_tidy(&bumped.sources);
            }
        });
        assert!(count > 3, "{folder}: {count}");
    }
}

#[test]
fn random_schemas() {
    for seed in 0..25 {
        bump_everything(&random_schema(seed), &format!("seed {seed}"), |_| {});
    }
}

#[test]
fn random_schemas_laid_out_anew() {
    for seed in 60..75 {
        let tidy = random_schema(seed);
        let files = tidy.iter().map(|(id, file)| {
            let text = layout::format(id, &file.text).unwrap_or_else(|refusal| panic!("{refusal:?}"));
            SourceFile { text, ..file.clone() }
        });
        bump_everything(&Sources::new(files.collect()), &format!("seed {seed}"), |_| {});
    }
}
