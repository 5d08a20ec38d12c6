//! The enum of an aggregate's rejections, with their messages.

use std::collections::{HashMap, HashSet};

use super::bodies::{derives, identified, write_with_comma};
use super::debug::{self, Shape};
use super::expression::{Expr, Pattern, macro_call};
use super::layout::{Doc, Writer};
use super::names::{derived_name, fresh};
use super::scope::Scope;
use super::{attributes, docs, items, names, text};
use crate::model::{Aggregate, Definition, Field, Named, Rejection, RejectionId, Type};

/// Writes `CartRejection`: the rejections of the file, and those of others that its commands name.
pub(super) fn write(writer: &mut Writer, scope: &Scope<'_>, aggregate: &Aggregate, definitions: &[Definition]) {
    let rejections = of_module(scope, definitions);
    let ident = derived_name(&aggregate.rust_name, "Rejection");
    let all = || rejections.iter().flat_map(|rejection| &rejection.fields);
    let has_pii = all().any(|field| scope.is_hidden(field));
    let is_eq = all().all(|field| scope.schema.graph.is_eq(scope.set(), &field.ty));
    writer.blank();
    docs::write(writer, None, &[format!("Why a command of `{}` is refused.", aggregate.name)]);
    attributes::derive(writer, &derives(has_pii, is_eq, &[]));
    if rejections.is_empty() {
        writer.line_of(&["pub enum ", &ident, " {}"]);
    } else {
        writer.line_of(&["pub enum ", &ident, " {"]);
        writer.indent();
        rejections.iter().for_each(|rejection| write_variant(writer, scope, rejection));
        items::end(writer);
    }
    if has_pii {
        let shapes: Vec<_> = rejections.iter().map(|rejection| (variant(rejection), shape(rejection))).collect();
        debug::write_enum(writer, scope, &ident, &shapes);
    }
    write_name(writer, &ident, &rejections);
    write_display(writer, scope, &ident, &rejections);
    items::empty_impl(writer, vec![Doc::text("impl ::core::error::Error")], &ident);
}

fn of_module<'s>(scope: &Scope<'s>, definitions: &[Definition]) -> Vec<&'s Rejection> {
    let mut ids: Vec<RejectionId> = Vec::new();
    let mut seen = HashSet::new();
    let mut add = |id: RejectionId| {
        if seen.insert(id) {
            ids.push(id);
        }
    };
    for definition in definitions {
        if let Definition::Rejection(id) = definition {
            add(*id);
        }
    }
    for definition in definitions {
        if let Definition::Command(id) = definition {
            scope.set()[*id].rejects.iter().for_each(|id| add(*id));
        }
    }
    ids.into_iter().map(|id| &scope.set()[id]).collect()
}

fn variant(rejection: &Rejection) -> String {
    names::identifier(&rejection.meta.rust_name)
}

fn shape(rejection: &Rejection) -> Shape<'_> {
    if rejection.fields.is_empty() { Shape::Unit } else { Shape::Fields(identified(&rejection.fields)) }
}

fn write_variant(writer: &mut Writer, scope: &Scope<'_>, rejection: &Rejection) {
    docs::write_or(writer, rejection.meta.doc.as_deref(), || format!("{}.", text::code(&rejection.message)));
    attributes::deprecated(writer, rejection.meta.deprecated.as_deref());
    if rejection.fields.is_empty() {
        writer.line_of(&[&variant(rejection), ","]);
        return;
    }
    writer.line_of(&[&variant(rejection), " {"]);
    writer.indent();
    for (index, (name, field)) in identified(&rejection.fields).into_iter().enumerate() {
        docs::field(writer, scope, field);
        attributes::deprecated(writer, field.deprecated.as_deref());
        let mut line = vec![Doc::text(format!("{name}: "))];
        line.extend(scope.field_type(&field.ty, None));
        write_with_comma(writer, line, index + 1 == rejection.fields.len());
    }
    writer.dedent();
    writer.line("},");
}

/// The value that a `match` takes apart: a reference to an enum without variants is not seen to be impossible.
fn subject(rejections: &[&Rejection]) -> Expr {
    let this = Expr::atom("self");
    if rejections.is_empty() { Expr::Deref(Box::new(this)) } else { this }
}

fn write_name(writer: &mut Writer, ident: &str, rejections: &[&Rejection]) {
    writer.blank();
    writer.line_of(&["impl ", ident, " {"]);
    writer.indent();
    docs::write(writer, None, &["The name in the schema.".to_owned()]);
    let result = vec![Doc::text("&'static str")];
    items::begin_public_function(writer, "name", vec![vec![Doc::text("&self")]], result);
    let arm = |rejection: &&Rejection| {
        let path = format!("Self::{}", variant(rejection));
        let pattern = match rejection.fields.is_empty() {
            true => Pattern::Atom(path),
            false => Pattern::Struct(path, Vec::new(), true),
        };
        (pattern, Expr::atom(text::literal(&rejection.meta.subject)))
    };
    let arms = rejections.iter().map(arm).collect();
    writer.doc(&Expr::Match(Box::new(subject(rejections)), arms).tail());
    items::end(writer);
    items::end(writer);
}

fn write_display(writer: &mut Writer, scope: &Scope<'_>, ident: &str, rejections: &[&Rejection]) {
    let mut taken: HashSet<String> =
        rejections.iter().flat_map(|rejection| identified(&rejection.fields)).map(|(name, _)| name).collect();
    let mut formatter = "f".to_owned();
    fresh(&mut formatter, &mut taken);
    items::begin_impl(writer, vec![Doc::text("::core::fmt::Display")], ident);
    // An enum without variants writes nothing.
    let parameter = if rejections.is_empty() { "_" } else { formatter.as_str() };
    let argument = vec![Doc::text(format!("{parameter}: &mut ::core::fmt::Formatter<'_>"))];
    items::begin_function(
        writer,
        "fmt",
        vec![vec![Doc::text("&self")], argument],
        vec![Doc::text("::core::fmt::Result")],
    );
    let arms = rejections.iter().map(|rejection| message_arm(scope, &formatter, rejection)).collect();
    writer.doc(&Expr::Match(Box::new(subject(rejections)), arms).tail());
    items::end(writer);
    items::end(writer);
}

fn message_arm(scope: &Scope<'_>, formatter: &str, rejection: &Rejection) -> (Pattern, Expr) {
    let fields = identified(&rejection.fields);
    let by_name: HashMap<&str, &(String, &Field)> = fields.iter().map(|field| (field.1.name.as_str(), field)).collect();
    let mut format = String::new();
    let mut used = HashSet::new();
    // What a format string cannot name.
    let mut arguments = Vec::new();
    // What is shown as it stands on the wire.
    let mut shown = Vec::new();
    for part in parts(&rejection.message) {
        match part {
            Part::Text(text) => format.push_str(&text.replace('{', "{{").replace('}', "}}")),
            Part::Field(name) => match by_name.get(name.as_str()) {
                Some((ident, field)) => {
                    let how = if has_display(scope, &field.ty) { "" } else { ":?" };
                    used.insert(ident.clone());
                    if let Some(codec) = scope.own_key_codec(&field.ty) {
                        let value = Expr::atom(ident.clone()).into_call(format!("__rt::Shown::<_, {codec}>::new"));
                        shown.push(value.bound_to(ident));
                    }
                    if ident.starts_with("r#") {
                        format.push_str(&format!("{{{how}}}"));
                        arguments.push(ident.clone());
                    } else {
                        format.push_str(&format!("{{{ident}{how}}}"));
                    }
                }
                None => format.push_str(&format!("{{{{{name}}}}}")),
            },
        }
    }
    let path = format!("Self::{}", variant(rejection));
    let bound: Vec<_> =
        fields.iter().filter(|(name, _)| used.contains(name)).map(|(name, _)| (name.clone(), name.clone())).collect();
    let pattern = if fields.is_empty() {
        Pattern::Atom(path)
    } else {
        let others = bound.len() < fields.len();
        Pattern::Struct(path, bound, others)
    };
    let result = if !format.contains(['{', '}']) {
        Expr::atom(formatter).method("write_str", vec![Expr::atom(text::literal(&format))])
    } else {
        let arguments = [formatter.to_owned(), text::literal(&format)].into_iter().chain(arguments);
        let printed = Expr::Printed(vec![macro_call("::core::write", arguments.collect())]);
        if shown.is_empty() {
            printed
        } else {
            shown.push(printed.tail());
            Expr::Block(shown)
        }
    };
    (pattern, result)
}

/// A part of a message.
enum Part {
    Text(String),
    Field(String),
}

/// The parts of a message with `{field}` where a value goes, `{{` and `}}` for braces.
fn parts(message: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut text = String::new();
    let mut rest = message;
    while let Some(char) = rest.chars().next() {
        let field = rest.strip_prefix('{').and_then(|inner| inner.split_once('}'));
        if rest.starts_with("{{") || rest.starts_with("}}") {
            text.push(char);
            rest = &rest[2..];
        } else if let Some((name, after)) = field {
            parts.push(Part::Text(std::mem::take(&mut text)));
            parts.push(Part::Field(name.to_owned()));
            rest = after;
        } else {
            text.push(char);
            rest = &rest[char.len_utf8()..];
        }
    }
    parts.push(Part::Text(text));
    parts
}

/// Whether a value of this type shows itself to people.
fn has_display(scope: &Scope<'_>, ty: &Type) -> bool {
    match ty {
        Type::Builtin(_) | Type::Named(Named::Enum(_)) => true,
        Type::Named(Named::Scalar(id)) => has_display(scope, &scope.set()[*id].inner),
        Type::Named(Named::Record(..) | Named::Union(..))
        | Type::List(_)
        | Type::Set(_)
        | Type::Map(..)
        | Type::Optional(_) => false,
    }
}
