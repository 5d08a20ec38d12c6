//! Enums of unions, all versions of each.

use super::bodies::{Holder, derives, identified, write_field};
use super::constants::Statics;
use super::debug::Shape;
use super::layout::{Doc, Writer};
use super::scalars::unknown;
use super::scope::Scope;
use super::{attributes, debug, docs, items, names, steps, text};
use crate::model::{Named, Union, UnionBody, UnionId, Variant};

/// Writes all versions of a union.
pub(super) fn write(writer: &mut Writer, scope: &Scope<'_>, statics: &mut Statics, id: UnionId) {
    let union = &scope.set()[id];
    for (version, body) in union.versions.iter() {
        writer.blank();
        write_version(writer, scope, statics, id, version, body);
        if let Some(step) = scope.schema.plans.unions.get(&(id.index(), version)) {
            steps::write_union(writer, scope, id, version, step);
        }
    }
}

fn write_version(
    writer: &mut Writer,
    scope: &Scope<'_>,
    statics: &mut Statics,
    id: UnionId,
    version: u32,
    body: &UnionBody,
) {
    let union = &scope.set()[id];
    let current = union.versions.current();
    let owner = Named::Union(id, version);
    let ident = names::versioned(&union.meta, version, current);
    let has_pii = body.variants.iter().any(|variant| variant.fields.iter().any(|field| scope.is_hidden(field)));
    docs::version(writer, &union.meta, version, current, body.note.as_deref());
    attributes::derive(writer, &derives(has_pii, scope.schema.graph.node_is_eq(owner), &["__rt::Union"]));
    let mut attribute = Vec::new();
    let read_only = !scope.schema.graph.is_written(owner);
    if read_only {
        attribute.push(Doc::text("read_only"));
    }
    attribute.push(attributes::value("tag", &text::literal(&union.tag)));
    attribute.extend(union.content.as_ref().map(|content| attributes::value("content", &text::literal(content))));
    attribute.extend(attributes::none_form(body.none));
    attributes::write(writer, "retold", attribute);
    let is_current = version == current;
    attributes::deprecated_if(writer, is_current, union.meta.deprecated.as_deref());
    writer.line_of(&["pub enum ", &ident, " {"]);
    writer.indent();
    for variant in &body.variants {
        let words = format!("{}_{}", names::snake(&ident), names::snake(&variant.rust_name));
        let holder = Holder { owner: Some(owner), visibility: "", words, is_current, read_only };
        write_variant(writer, scope, statics, &holder, variant);
    }
    if union.open {
        docs::write(writer, None, &["A variant that this version does not know, as it was read.".to_owned()]);
        attributes::write(writer, "retold", vec![Doc::text("unknown")]);
        let ty = vec![Doc::text("__rt::UnknownVariant")];
        writer.doc(&[items::tuple(unknown_variant(body).to_owned(), "", ty, ""), Doc::text(",")]);
    }
    items::end(writer);
    if !statics.is_empty() {
        writer.blank();
        statics.write(writer);
    }
    if has_pii {
        debug::write_enum(writer, scope, &ident, &shapes(union, body));
    }
}

fn write_variant(writer: &mut Writer, scope: &Scope<'_>, statics: &mut Statics, holder: &Holder, variant: &Variant) {
    let name = names::identifier(&variant.rust_name);
    docs::write(writer, None, &[format!("{}.", text::code(&variant.name))]);
    attributes::write(writer, "retold", vec![attributes::value("name", &text::literal(&variant.name))]);
    if variant.fields.is_empty() {
        writer.line_of(&[&name, ","]);
        return;
    }
    writer.line_of(&[&name, " {"]);
    writer.indent();
    for (index, (name, field)) in identified(&variant.fields).into_iter().enumerate() {
        let is_last = index + 1 == variant.fields.len();
        write_field(writer, scope, statics, (&name, field), holder, is_last);
    }
    writer.dedent();
    writer.line("},");
}

/// The variant of an open union that keeps what is not known.
pub(super) fn unknown_variant(body: &UnionBody) -> &'static str {
    unknown(body.variants.iter().map(|variant| variant.rust_name.as_str()))
}

fn shapes<'b>(union: &Union, body: &'b UnionBody) -> Vec<(String, Shape<'b>)> {
    let shape = |variant: &'b Variant| {
        let shape = match variant.fields.is_empty() {
            true => Shape::Unit,
            false => Shape::Fields(identified(&variant.fields)),
        };
        (names::identifier(&variant.rust_name), shape)
    };
    let mut shapes: Vec<_> = body.variants.iter().map(shape).collect();
    if union.open {
        shapes.push((unknown_variant(body).to_owned(), Shape::Tuple));
    }
    shapes
}
