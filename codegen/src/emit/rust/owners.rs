//! The services that the schemas name as owners: a type for each, in a module at the root of the generated code, and which
//! events each of them may append.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::layout::{Doc, Writer, list};
use super::names::{ModuleNames, fresh, identifier};
use super::scope::Scope;
use super::{items, text};
use crate::model::SchemaSet;
use crate::naming::variant_name;

/// The type of each owner, by its name in the schemas.
#[derive(Debug)]
pub(super) struct Owners {
    module: ModuleNames,
    types: BTreeMap<String, String>,
}

impl Owners {
    pub(super) fn new(set: &SchemaSet, modules: &[ModuleNames]) -> Self {
        let owners: BTreeSet<&String> = set.modules.iter().filter_map(|module| module.owner.as_ref()).collect();
        let mut taken = HashSet::new();
        let named = |owner: &String| {
            let mut name = variant_name(owner);
            fresh(&mut name, &mut taken);
            (owner.clone(), identifier(&name))
        };
        let types = owners.into_iter().map(named).collect();
        let mut beside: HashSet<String> = modules.iter().filter_map(|module| module.path.first().cloned()).collect();
        let mut module = "owners".to_owned();
        fresh(&mut module, &mut beside);
        Self { module: ModuleNames::root().child(&module), types }
    }

    /// Writes the types, with lints that are allowed.
    pub(super) fn write(&self, writer: &mut Writer, allowed: &[&str]) {
        let Some(module) = self.module.path.first().filter(|_| !self.types.is_empty()) else { return };
        writer.blank();
        writer.line("/// The services that own streams: each is the single writer of its own.");
        allowed.iter().for_each(|lints| writer.line_of(&["#[allow(", lints, ")]"]));
        writer.line("#[rustfmt::skip]");
        writer.line_of(&["pub mod ", module, " {"]);
        writer.indent();
        for (owner, ty) in &self.types {
            writer.blank();
            writer.line_of(&["/// The service ", &text::code(owner), "."]);
            writer.line("#[derive(Clone, Copy, Debug, PartialEq, Eq)]");
            writer.line_of(&["pub struct ", ty, ";"]);
            writer.blank();
            writer.line_of(&["impl ::retold::__v1::Owner for ", ty, " {"]);
            writer.indent();
            writer.line_of(&["const NAME: &'static str = ", &text::literal(owner), ";"]);
            items::end(writer);
        }
        items::end(writer);
    }

    /// Writes who may append the events of a set: the owner, or where none is named anybody.
    pub(super) fn write_right(&self, writer: &mut Writer, scope: &Scope<'_>, owner: Option<&str>, set: &str) {
        let head = match owner.and_then(|owner| self.types.get(owner)) {
            Some(ty) => {
                let mut head = vec![Doc::text("impl __rt::WrittenBy")];
                head.extend(list("<", [Doc::text(scope.module.path_to(&self.module, ty))], ">"));
                head
            }
            None => vec![Doc::text("impl<O: __rt::Owner> __rt::WrittenBy<O>")],
        };
        items::empty_impl(writer, head, set);
    }
}
