//! The files of samples: `<wire name>.v<N>.json` for every version of every event, command and query;
//! `<wire name>.answer.json` for what a query answers, `<context>.<Name>.view.json` for the entries of a view, and
//! `<context>.<Name>.rejection.json` for the fields of a rejection; and `replay.rs`, which a test includes to replay them
//! all.

use std::collections::HashMap;

use super::document::{Of, text};
use super::{Found, Samples};
use crate::Compiled;
use crate::emit::rust::{OwnTypes, replayed};
use crate::emit::{LARGEST_OUTPUT, OutputFile, TooLarge};
use crate::model::{Body, Definition, Meta, Module, Versions, WireNames};

/// The file that a test includes.
pub const REPLAY: &str = "replay.rs";

/// How many bytes of output making one value counts for, where it brings fewer.
const WORK: u64 = 8;

/// The samples of a schema set, sorted by path.
///
/// # Errors
/// If one schema file stands for more samples than are written.
pub fn files(compiled: &Compiled) -> Result<Vec<OutputFile>, TooLarge> {
    files_with(compiled, &OwnTypes::default())
}

/// The same for Rust with types of the project's own in the place of those of scalars.
///
/// # Errors
/// As [`files`].
pub fn files_with(compiled: &Compiled, own: &OwnTypes) -> Result<Vec<OutputFile>, TooLarge> {
    let mut files = Files { samples: Samples::new(&compiled.set), files: Vec::new(), paths: HashMap::new() };
    for module in &compiled.set.modules {
        files.module(module)?;
    }
    let mut files = files.files;
    files.push(OutputFile { path: REPLAY.to_owned(), text: replayed::file(compiled, own) });
    files.sort_by(|left, right| left.path.cmp(&right.path));
    Ok(files)
}

struct Files<'s> {
    samples: Samples<'s>,
    files: Vec<OutputFile>,
    /// How many files have a path, but for the case of its letters.
    paths: HashMap<String, u32>,
}

impl<'s> Files<'s> {
    fn module(&mut self, module: &'s Module) -> Result<(), TooLarge> {
        let set = self.samples.set;
        let mut left = LARGEST_OUTPUT as u64;
        for definition in &module.definitions {
            let before = self.samples.work;
            let meta = set.meta(*definition);
            let bytes = match definition {
                Definition::Event(id) => {
                    let event = &set[*id];
                    self.versions("event", *definition, &event.wire, &event.versions, left)
                }
                Definition::Command(id) => {
                    let command = &set[*id];
                    self.versions("command", *definition, &command.wire, &command.versions, left)
                }
                Definition::Query(id) => {
                    let query = &set[*id];
                    let found = self.samples.answer(*id);
                    let path = format!("{}.answer", query.wire.name);
                    let bytes = self.add(path, Of::Whole { kind: "answer", name: &query.wire.name }, &found);
                    self.versions("query", *definition, &query.wire, &query.versions, left).map(|more| bytes + more)
                }
                Definition::View(_) => Some(self.whole("view", *definition, meta)),
                Definition::Rejection(_) => Some(self.whole("rejection", *definition, meta)),
                Definition::Scalar(_)
                | Definition::Enum(_)
                | Definition::Record(_)
                | Definition::Union(_)
                | Definition::Process(_) => Some(0),
            };
            let spent = bytes.map(|bytes| bytes.max(WORK * (self.samples.work - before)));
            match spent.and_then(|spent| left.checked_sub(spent)) {
                Some(rest) => left = rest,
                None => {
                    return Err(TooLarge::new(
                        module,
                        &meta.subject,
                        "every sample holds all that its body needs: put the definitions into several files, or let fewer of them share the largest records",
                    ));
                }
            }
        }
        Ok(())
    }

    /// The files of every version; nothing where those are more than `left` bytes.
    fn versions(
        &mut self,
        kind: &'static str,
        definition: Definition,
        wire: &'s WireNames,
        versions: &'s Versions<Body>,
        left: u64,
    ) -> Option<u64> {
        let mut bytes = 0;
        for (version, _) in versions.iter() {
            let found = self.samples.found(definition, version);
            let of = Of::Version { kind, name: &wire.name, version };
            bytes += self.add(format!("{}.v{version}", wire.name), of, &found);
            if bytes > left {
                return None;
            }
        }
        Some(bytes)
    }

    fn whole(&mut self, kind: &'static str, definition: Definition, meta: &'s Meta) -> u64 {
        let found = self.samples.found(definition, 1);
        self.add(format!("{}.{kind}", meta.subject), Of::Whole { kind, name: &meta.subject }, &found)
    }

    /// Adds a file, and says how long it is. Where file systems take two names for one, the second has a number.
    fn add(&mut self, stem: String, of: Of<'_>, found: &Found) -> u64 {
        let text = text(of, found);
        let bytes = text.len() as u64;
        let same = self.paths.entry(stem.to_lowercase()).or_default();
        *same += 1;
        let path = if *same == 1 { format!("{stem}.json") } else { format!("{stem}.{same}.json") };
        self.files.push(OutputFile { path, text });
        bytes
    }
}
