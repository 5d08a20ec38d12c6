//! Structs of bodies: what events, commands and records have in common.

use super::constants::{Statics, in_attribute};
use super::layout::{Doc, Writer};
use super::scope::Scope;
use super::{attributes, debug, docs, names};
use crate::model::{Body, Field, Meta, Named, NoneForm, RecordId};

/// A body to write.
#[derive(Debug)]
pub(super) struct Struct<'b> {
    pub(super) meta: &'b Meta,
    pub(super) body: &'b Body,
    pub(super) version: u32,
    pub(super) current: u32,
    /// The record, if it is one.
    pub(super) owner: Option<Named>,
    /// Whether it is only read.
    pub(super) read_only: bool,
    /// The derives of its kind, `__rt::Record` among them.
    pub(super) derives: &'b [&'static str],
    /// The attribute of its kind, with its name.
    pub(super) attribute: Option<(&'static str, Vec<Doc>)>,
}

/// Writes a struct of something that has no versions, such as the entry of a view; `meta` has its name in Rust, and
/// `what` says what it is.
pub(super) fn write_fields(
    writer: &mut Writer,
    scope: &Scope<'_>,
    statics: &mut Statics,
    meta: &Meta,
    fields: &[Field],
    what: String,
) {
    let body = Body {
        fields: fields.to_vec(),
        none: NoneForm::Absent,
        tag: None,
        note: None,
        reserved: Vec::new(),
        upcast: None,
        place: meta.place,
    };
    writer.blank();
    docs::write(writer, meta.doc.as_deref(), &[what]);
    let derives = &["__rt::Record"];
    let what =
        Struct { meta, body: &body, version: 1, current: 1, owner: None, read_only: false, derives, attribute: None };
    write_documented(writer, scope, statics, what);
}

/// Writes all versions of a record.
pub(super) fn write_record(writer: &mut Writer, scope: &Scope<'_>, statics: &mut Statics, id: RecordId) {
    let record = &scope.set()[id];
    let current = record.versions.current();
    for (version, body) in record.versions.iter() {
        let owner = Named::Record(id, version);
        let read_only = !scope.schema.graph.is_written(owner);
        let derives = &["__rt::Record"];
        let meta = &record.meta;
        writer.blank();
        write(
            writer,
            scope,
            statics,
            Struct { meta, body, version, current, owner: Some(owner), read_only, derives, attribute: None },
        );
        if let Some(step) = scope.schema.plans.records.get(&(id.index(), version)) {
            super::steps::write_record(writer, scope, id, version, step);
        }
    }
}

/// Writes the struct of a body.
pub(super) fn write(writer: &mut Writer, scope: &Scope<'_>, statics: &mut Statics, what: Struct<'_>) {
    docs::version(writer, what.meta, what.version, what.current, what.body.note.as_deref());
    write_documented(writer, scope, statics, what);
}

fn write_documented(writer: &mut Writer, scope: &Scope<'_>, statics: &mut Statics, what: Struct<'_>) {
    let ident = names::versioned(what.meta, what.version, what.current);
    let fields = identified(&what.body.fields);
    let is_eq = what.body.fields.iter().all(|field| scope.schema.graph.is_eq(scope.set(), &field.ty));
    let has_pii = what.body.fields.iter().any(|field| scope.is_hidden(field));
    attributes::derive(writer, &derives(has_pii, is_eq, what.derives));
    if let Some((name, items)) = what.attribute {
        attributes::write(writer, name, items);
    }
    let mut items = Vec::new();
    if what.read_only {
        items.push(Doc::text("read_only"));
    }
    items.extend(attributes::body(what.body.tag.as_ref(), what.body.none));
    attributes::write(writer, "retold", items);
    let is_current = what.version == what.current;
    attributes::deprecated_if(writer, is_current, what.meta.deprecated.as_deref());
    if fields.is_empty() {
        writer.line_of(&["pub struct ", &ident, " {}"]);
    } else {
        writer.line_of(&["pub struct ", &ident, " {"]);
        writer.indent();
        let holder = Holder {
            owner: what.owner,
            visibility: "pub ",
            words: names::snake(&ident),
            is_current,
            read_only: what.read_only,
        };
        for (name, field) in &fields {
            write_field(writer, scope, statics, (name, field), &holder, false);
        }
        writer.dedent();
        writer.line("}");
    }
    if !statics.is_empty() {
        writer.blank();
        statics.write(writer);
    }
    if has_pii {
        debug::write_struct(writer, scope, &ident, &fields);
    }
}

/// What has fields.
#[derive(Debug)]
pub(super) struct Holder {
    /// The record or union.
    pub(super) owner: Option<Named>,
    /// What stands before the name of a field.
    pub(super) visibility: &'static str,
    /// What a static for a default is called after.
    pub(super) words: String,
    /// Whether it is a current version: nobody is told off for naming an older one in a step.
    pub(super) is_current: bool,
    /// Whether it only reads.
    pub(super) read_only: bool,
}

/// Writes a field of a struct or a variant.
pub(super) fn write_field(
    writer: &mut Writer,
    scope: &Scope<'_>,
    statics: &mut Statics,
    (name, field): (&str, &Field),
    holder: &Holder,
    is_last: bool,
) {
    docs::field(writer, scope, field);
    let default = field.default.as_ref().map(|default| {
        let words = [holder.words.as_str(), &field.rust_name];
        if scope.refuses(&field.ty, default) {
            let name = statics.refusable(scope, &field.ty, holder.owner, default, &words);
            return Doc::text(format!("constant = {name}"));
        }
        let expr = statics.value(scope, &field.ty, holder.owner, default, &words);
        let mut docs = vec![Doc::text("default = ")];
        docs.extend(in_attribute(&expr));
        Doc::consistent(0, docs)
    });
    attributes::write(writer, "retold", attributes::field(scope, field, name, default, holder.read_only));
    attributes::deprecated_if(writer, holder.is_current, field.deprecated.as_deref());
    let mut line = vec![Doc::text(format!("{}{name}: ", holder.visibility))];
    line.extend(scope.field_type(&field.ty, holder.owner));
    write_with_comma(writer, line, is_last && holder.visibility.is_empty());
}

/// Writes a field with its comma, which does not count where prettyplease puts it into a break.
pub(super) fn write_with_comma(writer: &mut Writer, mut line: Vec<Doc>, is_last_of_variant: bool) {
    if is_last_of_variant {
        writer.doc_and(&line, ",");
    } else {
        line.push(Doc::text(","));
        writer.doc(&line);
    }
}

/// The derives of a struct or enum, those of its kind last.
pub(super) fn derives(has_pii: bool, is_eq: bool, own: &[&'static str]) -> Vec<&'static str> {
    let mut derives = vec!["Clone"];
    if !has_pii {
        derives.push("Debug");
    }
    derives.push("PartialEq");
    if is_eq {
        derives.push("Eq");
    }
    derives.extend(own);
    derives
}

/// Fields with their identifiers.
pub(super) fn identified(fields: &[Field]) -> Vec<(String, &Field)> {
    fields.iter().map(|field| (names::identifier(&field.rust_name), field)).collect()
}
