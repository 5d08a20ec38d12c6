//! Newtypes and enums.

use super::layout::{Doc, Writer};
use super::scope::Scope;
use super::{attributes, debug, docs, items, names, text};
use crate::model::{Builtin, Definition, Enum, EnumId, Module, Named, Scalar, ScalarId, Type};

/// The module of newtypes that are there for reading and writing alone.
pub(super) const HIDDEN: &str = "__scalars";

/// The struct of a newtype. Its field is public where any value will do.
pub(super) fn write_newtype(writer: &mut Writer, scope: &Scope<'_>, id: ScalarId) {
    if scope.schema.own.scalar(id).is_some() {
        return;
    }
    write_newtype_of(writer, scope, id, scope.ty(&scope.set()[id].inner), Own::Kept);
}

/// Writes the newtypes that are there for reading and writing alone.
pub(super) fn write_hidden(writer: &mut Writer, scope: &Scope<'_>, module: &Module) {
    let hidden = module.definitions.iter().filter_map(|definition| match definition {
        Definition::Scalar(id) if scope.schema.own.hidden.contains(id) => Some(*id),
        _ => None,
    });
    let mut hidden = hidden.peekable();
    if hidden.peek().is_none() {
        return;
    }
    // A newtype may be called as something of the prelude is.
    let inside = scope.module.child(HIDDEN).hiding_prelude();
    let scope = Scope { schema: scope.schema, module: &inside };
    writer.blank();
    writer.line("#[doc(hidden)]");
    writer.line_of(&["pub mod ", HIDDEN, " {"]);
    writer.indent();
    writer.line("use ::retold::__v1 as __rt;");
    for id in hidden {
        let inner = scope.wire_scalar(&scope.set()[id].inner);
        write_newtype_of(writer, &scope, id, vec![Doc::text(inner)], Own::Replaced);
    }
    writer.dedent();
    writer.line("}");
}

/// Whether types of the project's are in a newtype, or those of the library that they stand for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Own {
    Kept,
    Replaced,
}

fn write_newtype_of(writer: &mut Writer, scope: &Scope<'_>, id: ScalarId, inner: Vec<Doc>, own: Own) {
    let scalar = &scope.set()[id];
    let ident = names::identifier(&scalar.meta.rust_name);
    let is_hidden = if own == Own::Kept { scope.is_hidden_newtype(id) } else { scalar.pii };
    writer.blank();
    docs::write(writer, scalar.meta.doc.as_deref(), &[docs::newtype(scope, scalar)]);
    attributes::derive(writer, &newtype_derives(scope, scalar, is_hidden, own));
    let mut items = Vec::new();
    if own == Own::Kept && scope.is_own(&scalar.inner) {
        let codec = scope.codec(&scalar.inner).unwrap_or_else(|| "__rt::Plain".to_owned());
        items.push(attributes::value("codec", &codec));
    }
    items.extend(attributes::constraints(&scalar.constraints));
    if scalar.pii {
        items.push(Doc::text("pii"));
    }
    attributes::write(writer, "retold", items);
    attributes::deprecated(writer, scalar.meta.deprecated.as_deref());
    let visibility = if scalar.constraints.is_empty() { "pub " } else { "" };
    writer.doc(&[items::tuple(format!("pub struct {ident}"), visibility, inner, ";")]);
    if is_hidden {
        debug::write_newtype(writer, &ident);
    }
}

fn newtype_derives(scope: &Scope<'_>, scalar: &Scalar, is_hidden: bool, own: Own) -> Vec<&'static str> {
    let mut derives = vec!["Clone"];
    if own == Own::Kept && scope.is_copy(&scalar.inner) {
        derives.push("Copy");
    }
    if !is_hidden {
        derives.push("Debug");
    }
    derives.push("PartialEq");
    match innermost(scope, &scalar.inner) {
        Some(Builtin::F32 | Builtin::F64) => derives.push("PartialOrd"),
        Some(Builtin::Json) => derives.extend(["Eq", "Hash"]),
        _ => derives.extend(["Eq", "PartialOrd", "Ord", "Hash"]),
    }
    derives.push("__rt::Newtype");
    derives
}

/// The builtin at the bottom of newtypes.
fn innermost(scope: &Scope<'_>, ty: &Type) -> Option<Builtin> {
    match ty {
        Type::Builtin(builtin) => Some(*builtin),
        Type::Named(Named::Scalar(id)) => innermost(scope, &scope.set()[*id].inner),
        Type::Named(_) | Type::List(_) | Type::Set(_) | Type::Map(..) | Type::Optional(_) => None,
    }
}

/// The enum of an enum.
pub(super) fn write_enum(writer: &mut Writer, scope: &Scope<'_>, id: EnumId) {
    let definition = &scope.set()[id];
    writer.blank();
    docs::write_or(writer, definition.meta.doc.as_deref(), || {
        let open = if definition.open { ", which keeps values that it does not know" } else { "" };
        format!("`{}`{open}.", definition.meta.subject)
    });
    let mut derives = vec!["Clone"];
    if !definition.open {
        derives.push("Copy");
    }
    derives.extend(["Debug", "PartialEq", "Eq", "PartialOrd", "Ord", "Hash", "__rt::Enum"]);
    attributes::derive(writer, &derives);
    attributes::deprecated(writer, definition.meta.deprecated.as_deref());
    writer.line(&format!("pub enum {} {{", names::identifier(&definition.meta.rust_name)));
    writer.indent();
    for value in &definition.values {
        docs::write_or(writer, value.doc.as_deref(), || format!("{}.", text::code(&value.wire)));
        let mut items = vec![attributes::value("name", &text::literal(&value.wire))];
        items.extend(value.aliases.iter().map(|alias| attributes::value("alias", &text::literal(alias))));
        attributes::write(writer, "retold", items);
        attributes::deprecated(writer, value.deprecated.as_deref());
        writer.line_of(&[&names::identifier(&value.rust_name), ","]);
    }
    if definition.open {
        docs::write(writer, None, &["A value that this version does not know, as it was read.".to_owned()]);
        attributes::write(writer, "retold", vec![Doc::text("unknown")]);
        let ty = vec![Doc::text(scope.prelude("String"))];
        writer.doc(&[items::tuple(unknown_value(definition).to_owned(), "", ty, ""), Doc::text(",")]);
    }
    writer.dedent();
    writer.line("}");
}

/// The variant of an open enum that keeps what is not known.
pub(super) fn unknown_value(definition: &Enum) -> &'static str {
    unknown(definition.values.iter().map(|value| value.rust_name.as_str()))
}

/// `Unknown`, unless a variant is called so.
pub(super) fn unknown<'n>(mut variants: impl Iterator<Item = &'n str>) -> &'static str {
    if variants.any(|name| name == "Unknown") { "Unknown_" } else { "Unknown" }
}
