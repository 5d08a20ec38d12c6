//! Schema sets that every output has to cope with: the scenarios, all constructs of the language, names that other
//! languages keep for themselves, random sets, and texts that try to be more than text.

use std::fs;
use std::path::Path;

use retold_codegen::Compiled;
use retold_codegen::source::{SourceFile, Sources};

use crate::generated::compiled;
use crate::{hostile_names, hostile_texts, random_schema};

/// A schema set with its name.
#[derive(Debug)]
pub struct SchemaSet {
    /// What failures call it.
    pub name: String,
    /// Its files.
    pub sources: Sources,
    /// What they become.
    pub compiled: Compiled,
}

impl SchemaSet {
    fn new(name: impl Into<String>, sources: Sources) -> Self {
        Self { name: name.into(), compiled: compiled(&sources), sources }
    }
}

/// All of them, with this many random ones.
///
/// # Panics
/// If one has a mistake.
#[must_use]
pub fn all(random: u64) -> Vec<SchemaSet> {
    let mut sets = vec![
        SchemaSet::new("scenarios", folder("../schemas")),
        SchemaSet::new("language", folder("schemas/language")),
        SchemaSet::new("constructs", folder("schemas/constructs")),
        SchemaSet::new("hostile names", texts(hostile_names::files())),
        SchemaSet::new("hostile texts", texts(hostile_texts::files())),
    ];
    sets.extend((0..random).map(|seed| SchemaSet::new(format!("random {seed}"), random_schema::random_schema(seed))));
    sets
}

/// The schemas of one folder of this repository, below the package of the tests.
///
/// # Panics
/// If there is none, or one has a mistake.
#[must_use]
pub fn in_folder(path: &str) -> SchemaSet {
    SchemaSet::new(path, folder(path))
}

fn folder(path: &str) -> Sources {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let (mut found, mut open) = (Vec::new(), vec![root.clone()]);
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).expect("the folder is there") {
            let path = entry.expect("the folder can be listed").path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "yaml") {
                let below = path.strip_prefix(&root).expect("it lies below");
                let segments: Vec<_> = below.iter().map(|segment| segment.to_string_lossy().into_owned()).collect();
                found.push((segments.join("/"), fs::read_to_string(&path).expect("a schema is text")));
            }
        }
    }
    texts(found)
}

fn texts(files: Vec<(String, String)>) -> Sources {
    let file = |(path, text): (String, String)| SourceFile { shown: path.clone(), path, text };
    Sources::new(files.into_iter().map(file).collect())
}
