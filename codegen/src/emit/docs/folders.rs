//! Where pages are: the folder of a context, and a file that no other page has, on any disk.

use std::collections::{BTreeMap, HashSet};

use crate::model::{ModuleId, SchemaSet};

/// A context, or the definitions that have none.
#[derive(Debug)]
pub(super) struct Context {
    /// The name, if it has one.
    pub(super) name: Option<String>,
    /// The folder of its pages.
    pub(super) folder: String,
    /// Its files.
    pub(super) modules: Vec<ModuleId>,
}

impl Context {
    /// What people call it.
    pub(super) fn title(&self) -> &str {
        self.name.as_deref().unwrap_or("without a context")
    }

    /// Its first page.
    pub(super) fn path(&self) -> String {
        format!("{}/index.html", self.folder)
    }
}

/// A file in a folder that no other has, whatever the disk does with the case of letters.
pub(super) fn free(folder: String, name: &str, taken: &mut HashSet<String>) -> String {
    let safe = if is_device(name) { format!("_{name}") } else { name.to_owned() };
    let mut path = format!("{folder}/{safe}.html");
    let mut number = 2_u32;
    while !taken.insert(path.to_ascii_lowercase()) {
        path = format!("{folder}/{safe}-{number}.html");
        number += 1;
    }
    path
}

/// Names that some systems keep for devices, with any ending.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let digit = |rest: &str| matches!(rest.as_bytes(), [b'0'..=b'9']);
    matches!(stem.as_str(), "con" | "prn" | "aux" | "nul")
        || stem.strip_prefix("com").or(stem.strip_prefix("lpt")).is_some_and(digit)
}

/// The contexts, and for each module the index of its one. Contexts start with a lower-case letter, so that `_` starts
/// what is none, and no folder is called like a page of the site.
pub(super) fn contexts(set: &SchemaSet) -> (Vec<Context>, Vec<usize>) {
    let mut by_name: BTreeMap<Option<&str>, Vec<ModuleId>> = BTreeMap::new();
    for (index, module) in set.modules.iter().enumerate() {
        by_name.entry(module.context.as_deref()).or_default().push(ModuleId::from_index(index));
    }
    let mut context_of = vec![0; set.modules.len()];
    let contexts = by_name.into_iter().enumerate().map(|(index, (name, modules))| {
        modules.iter().for_each(|module| context_of[module.index()] = index);
        let folder = match name {
            None => "_".to_owned(),
            Some(name) if is_device(name) || name.ends_with(".html") => format!("_{name}"),
            Some(name) => name.to_owned(),
        };
        Context { name: name.map(str::to_owned), folder, modules }
    });
    (contexts.collect(), context_of)
}
