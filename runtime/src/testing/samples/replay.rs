//! Everything in a folder held against everything that the program knows; all problems are told at once.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::value::RawValue;

use super::document::Document;
use super::folder::{self, Folder, TODAY};
use super::reader::{Reader, Refused, Today};
use super::{Samples, result};
use crate::suggest::closest;
use crate::testing::difference;

/// As many problems are told with all that belongs to them.
const TOLD: usize = 12;
/// As many lines of a difference are shown.
const LINES: usize = 60;

/// What is wrong, as it is told.
#[derive(Debug, Default)]
struct Problems {
    told: Vec<String>,
    /// Whether writing the results mends some.
    can_be_accepted: bool,
    /// Whether samples are missing that the tool writes.
    can_be_generated: bool,
}

impl Problems {
    fn add(&mut self, problem: String) {
        self.told.push(problem);
    }
}

/// Replays all samples, or says all that is wrong. With `update`, results are written instead of compared.
pub(super) fn replay(known: &Samples, path: &Path, update: bool) -> Result<(), String> {
    let mut problems = Problems::default();
    let mut folder = match Folder::read(path) {
        Ok(folder) => folder,
        Err(error) => {
            problems.add(format!("the folder cannot be read: {error}"));
            problems.can_be_generated = true;
            Folder::default()
        }
    };
    let mut met = BTreeSet::new();
    for (stem, file) in &folder.samples {
        let document = folder::text(file).map_err(|error| error.to_string()).and_then(|text| Document::read(&text));
        let document = match document {
            Ok(document) => document,
            Err(problem) => {
                problems.add(format!("{stem}.json {problem}"));
                // Its results are no orphans: what they belong to is not known.
                folder.results.remove(stem);
                continue;
            }
        };
        if *stem != document.stem && !is_numbered(stem, &document) {
            problems.add(format!("{stem}.json has samples of something else: call it `{}.json`", document.stem));
            continue;
        }
        met.insert(document.stem.clone());
        match known.readers.get(&document.stem) {
            Some(reader) if reader.what.key() == document.what => {
                let committed = folder.results.remove(stem);
                one(stem, reader, &document, path, committed.as_deref(), update, &mut problems);
            }
            _ if known.without_type.contains(&document.stem) => {}
            _ => problems.add(unknown(known, stem, &document)),
        }
    }
    for stem in known.readers.keys().chain(&known.without_type).filter(|stem| !met.contains(*stem)) {
        problems.can_be_generated = true;
        problems.add(format!("{stem}.json is not there: what the program knows must have samples"));
    }
    for (stem, file) in &folder.results {
        orphan(stem, file, update, &mut problems);
    }
    if problems.told.is_empty() { Ok(()) } else { Err(told(&problems, path)) }
}

/// Whether a file has the number that stands where two names differ only in the case of letters.
fn is_numbered(stem: &str, document: &Document) -> bool {
    stem.strip_prefix(&document.stem)
        .and_then(|rest| rest.strip_prefix('.'))
        .is_some_and(|number| number.parse::<u32>().is_ok())
}

/// The samples of one version.
fn one(
    stem: &str,
    reader: &Reader,
    document: &Document,
    path: &Path,
    committed: Option<&Path>,
    update: bool,
    problems: &mut Problems,
) {
    let read = |payload: &RawValue| reader.read(document.version, payload.get());
    let results: Vec<(&str, Today)> =
        document.samples.iter().map(|(name, payload)| (name.as_str(), read(payload))).collect();
    let before = problems.told.len();
    for (name, today) in &results {
        if let Err(Refused::Wrong(error)) = today {
            problems.add(format!("{stem}.json, `{name}`: {error}"));
        }
    }
    if problems.told.len() > before {
        return;
    }
    let text = result::text(reader, document.version, &results);
    let old = match committed.map(folder::text).transpose() {
        Ok(old) => old,
        Err(error) => return problems.add(format!("{stem}{TODAY} cannot be read: {error}")),
    };
    if old.as_ref() == Some(&text) {
        return;
    }
    match old {
        Some(old) if update && !result::is_one(&old) && serde_json::from_str::<serde_json::Value>(&old).is_ok() => {
            problems.add(format!("{stem}{TODAY} was not written by this test, so it is not overwritten"));
        }
        _ if update => {
            if let Err(error) = folder::write(&path.join(format!("{stem}{TODAY}")), &text) {
                problems.add(format!("{stem}{TODAY} cannot be written: {error}"));
            }
        }
        None => {
            problems.can_be_accepted = true;
            problems.add(format!("{stem}{TODAY} is not there: no result is committed"));
        }
        Some(old) => {
            problems.can_be_accepted = true;
            let difference = difference::texts(&old, &text);
            let mut lines: Vec<&str> = difference.lines().take(LINES).collect();
            if difference.lines().count() > LINES {
                lines.push("  … and more");
            }
            problems.add(format!(
                "{stem}{TODAY}: the program makes something else of the samples (- committed, + now):\n{}",
                lines.join("\n")
            ));
        }
    }
}

fn unknown(known: &Samples, stem: &str, document: &Document) -> String {
    let names: Vec<&str> = known.readers.keys().map(String::as_str).collect();
    let near = match closest(&document.stem, &names) {
        Some(near) => format!(" (did you mean `{near}`?)"),
        None => String::new(),
    };
    format!(
        "{stem}.json has samples of {article} {what} that this test does not know{near}: name the set that it belongs to, or remove the file",
        article = if ["event", "answer"].contains(&document.what) { "an" } else { "a" },
        what = document.what,
    )
}

/// A result without samples.
fn orphan(stem: &str, file: &Path, update: bool, problems: &mut Problems) {
    let is_ours = folder::text(file).is_ok_and(|text| result::is_one(&text));
    if !is_ours {
        problems.add(format!("{stem}{TODAY} has no samples, and was not written by this test: remove it"));
    } else if !update {
        problems.can_be_accepted = true;
        problems.add(format!("{stem}{TODAY} is left over: there are no samples `{stem}.json` any more"));
    } else if let Err(error) = std::fs::remove_file(file) {
        problems.add(format!("{stem}{TODAY} cannot be removed: {error}"));
    }
}

fn told(problems: &Problems, path: &Path) -> String {
    let mut out = format!("the samples in `{}` do not hold:\n", path.display());
    for problem in problems.told.iter().take(TOLD) {
        out.push_str(&format!("\n{problem}\n"));
    }
    if problems.told.len() > TOLD {
        out.push_str(&format!("\nand {} more\n", problems.told.len() - TOLD));
    }
    if problems.can_be_generated {
        out.push_str("\n`retold generate samples` writes the samples of all that the schemas have\n");
    }
    if problems.can_be_accepted {
        out.push_str(
            "\nif this is as it should be, run the test again with RETOLD_UPDATE=1 in the environment: it writes the results; read the difference and commit it\n",
        );
    }
    out
}
