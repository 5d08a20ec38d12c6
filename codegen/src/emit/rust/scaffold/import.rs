//! Which names a scaffolded file imports. A schema may call an event `Result` or `Context`: such a type is spelled with
//! its whole path, so that the name goes on to mean what everybody thinks.

use std::collections::{BTreeMap, BTreeSet};

use super::layout;
use crate::emit::rust::names;
use crate::naming::derived_name;

/// Names of the prelude and of the derives that a file takes for granted, sorted.
const GRANTED: [&str; 43] = [
    "AsMut",
    "AsRef",
    "AsyncFn",
    "AsyncFnMut",
    "AsyncFnOnce",
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "DoubleEndedIterator",
    "Drop",
    "Eq",
    "Err",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Hash",
    "Into",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Vec",
];

/// The names of one file.
#[derive(Debug)]
pub(super) struct Imports {
    /// The path of the generated module whose definition the file is about.
    home: String,
    state: String,
    /// The names of the runtime that the file may import: no type of the schema has them there.
    runtime: &'static [&'static str],
    used_runtime: BTreeSet<&'static str>,
    /// The imported types of the schema, with their modules.
    used: BTreeMap<String, String>,
}

impl Imports {
    pub(super) fn new(home: &str, state: &str, runtime: &'static [&'static str]) -> Self {
        let (used_runtime, used) = (BTreeSet::new(), BTreeMap::new());
        Self { home: home.to_owned(), state: state.to_owned(), runtime, used_runtime, used }
    }

    /// The type that a person fills in.
    pub(super) fn state(&self) -> &str {
        &self.state
    }

    /// `CartDecision`, `CartLogic`, ….
    pub(super) fn part(&self, part: &str) -> String {
        derived_name(&self.state, part)
    }

    /// Imports a type of the generated module, where its name is free, and spells it.
    pub(super) fn add(&mut self, name: &str) -> String {
        let home = self.home.clone();
        self.add_from(&home, name)
    }

    /// Imports a type of a generated module, where its name is free, and spells it.
    pub(super) fn add_from(&mut self, module: &str, name: &str) -> String {
        let ident = names::identifier(name);
        let is_granted = GRANTED.contains(&name) || self.runtime.contains(&name) || ident == self.state;
        if is_granted || self.used.get(name).is_some_and(|other| other != module) {
            return format!("{module}::{ident}");
        }
        self.used.insert(name.to_owned(), module.to_owned());
        ident
    }

    /// The module from which a name is imported.
    pub(super) fn module_of(&self, name: &str) -> Option<&str> {
        self.used.get(name).map(String::as_str)
    }

    /// How something of the runtime is called here; it is imported.
    pub(super) fn runtime(&mut self, name: &'static str) -> String {
        if self.state == name {
            return format!("retold::{name}");
        }
        self.used_runtime.insert(name);
        name.to_owned()
    }

    /// The lines that import from the runtime and from the generated modules.
    pub(super) fn lines(&self) -> String {
        let mut out = String::new();
        if !self.used_runtime.is_empty() {
            out.push('\n');
            out.push_str(&layout::import("retold", self.used_runtime.clone()));
        }
        if !self.used.is_empty() {
            out.push('\n');
            out.push_str(&by_module(self.used.iter().map(|(name, module)| (name.as_str(), module.as_str()))));
        }
        out
    }
}

/// One import for each module.
pub(super) fn by_module<'n>(names: impl Iterator<Item = (&'n str, &'n str)>) -> String {
    let mut modules: BTreeMap<Vec<&str>, BTreeSet<&str>> = BTreeMap::new();
    for (name, module) in names {
        modules.entry(module.split("::").collect()).or_default().insert(name);
    }
    modules.into_iter().map(|(path, names)| layout::import(&path.join("::"), names)).collect()
}
