//! Enums whose variants each hold one event, command or query.

use super::layout::{Doc, Writer};
use super::{attributes, docs, items, names};
use crate::model::Meta;

/// A variant of a set.
#[derive(Debug)]
pub(super) struct Variant {
    /// What it is called.
    pub(super) name: String,
    /// The type that it holds.
    pub(super) ty: String,
    /// The definition as messages call it.
    pub(super) subject: String,
}

impl Variant {
    /// That of a definition in the same module.
    pub(super) fn of(meta: &Meta) -> Self {
        let name = names::identifier(&meta.rust_name);
        Self { ty: name.clone(), name, subject: meta.subject.clone() }
    }
}

/// A set to write.
#[derive(Debug)]
pub(super) struct Set<'s> {
    pub(super) ident: &'s str,
    pub(super) doc: String,
    /// The derive of its kind.
    pub(super) derive: &'static str,
    /// The attribute of its kind, with its name.
    pub(super) attribute: (&'static str, Vec<Doc>),
}

impl Set<'_> {
    pub(super) fn write(self, writer: &mut Writer, variants: impl Iterator<Item = Variant>) {
        writer.blank();
        docs::write(writer, None, &[self.doc]);
        attributes::derive(writer, &["Clone", "Debug", "PartialEq", self.derive]);
        let (attribute, entries) = self.attribute;
        attributes::write(writer, attribute, entries);
        let mut variants = variants.peekable();
        if variants.peek().is_none() {
            writer.line_of(&["pub enum ", self.ident, " {}"]);
            return;
        }
        writer.line_of(&["pub enum ", self.ident, " {"]);
        writer.indent();
        for Variant { name, ty, subject } in variants {
            docs::write(writer, None, &[format!("`{subject}`.")]);
            writer.doc(&[items::tuple(name, "", vec![Doc::text(ty)], ""), Doc::text(",")]);
        }
        items::end(writer);
    }
}
