//! Which names a scaffolded file imports. A schema may call an event `Result` or `Context`: such a type is spelled with
//! its whole path, so that the name goes on to mean what everybody thinks.

use std::collections::BTreeSet;

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

/// The names of the runtime that a file imports.
const RUNTIME: [&str; 3] = ["Aggregate", "Context", "Events"];

/// The names of one file.
#[derive(Debug)]
pub(super) struct Imports {
    /// The path of the generated module.
    module: String,
    state: String,
    used: BTreeSet<String>,
}

impl Imports {
    pub(super) fn new(module: &str, state: &str) -> Self {
        Self { module: module.to_owned(), state: state.to_owned(), used: BTreeSet::new() }
    }

    /// The type of the state.
    pub(super) fn state(&self) -> &str {
        &self.state
    }

    /// `CartDecision`, `CartLogic`, ….
    pub(super) fn part(&self, part: &str) -> String {
        derived_name(&self.state, part)
    }

    /// Imports a generated type, where its name is free, and spells it.
    pub(super) fn add(&mut self, name: &str) -> String {
        let spelled = self.spelled(name);
        if !spelled.contains("::") {
            self.used.insert(name.to_owned());
        }
        spelled
    }

    /// Whether a name is imported.
    pub(super) fn has(&self, name: &str) -> bool {
        self.used.contains(name)
    }

    /// How a generated type is called here.
    pub(super) fn spelled(&self, name: &str) -> String {
        let ident = names::identifier(name);
        let is_taken = GRANTED.contains(&name) || RUNTIME.contains(&name) || ident == self.state;
        if is_taken { format!("{}::{ident}", self.module) } else { ident }
    }

    /// How something of the runtime is called here.
    pub(super) fn runtime(&self, name: &'static str) -> String {
        if self.is_hidden(name) { format!("retold::{name}") } else { name.to_owned() }
    }

    fn is_hidden(&self, name: &str) -> bool {
        self.state == name
    }

    /// The lines that import.
    pub(super) fn lines(&self) -> String {
        let mut out = String::new();
        let mut runtime: BTreeSet<&str> = RUNTIME.into_iter().filter(|name| !self.is_hidden(name)).collect();
        if !self.uses_handlers() {
            runtime.remove("Context");
            runtime.remove("Events");
        }
        if !runtime.is_empty() {
            out.push('\n');
            out.push_str(&layout::import("retold", runtime));
        }
        if !self.used.is_empty() {
            out.push('\n');
            out.push_str(&layout::import(&self.module, self.used.iter().map(String::as_str).collect()));
        }
        out
    }

    /// Whether there is a command.
    fn uses_handlers(&self) -> bool {
        self.used.contains(&self.part("Decision"))
    }
}
