//! `Debug` of what holds personal data: the rest is shown, and that something is left out.

use std::collections::HashSet;

use super::expression::{Expr, Pattern};
use super::items;
use super::layout::{Doc, Writer};
use super::names::fresh;
use super::scope::Scope;
use super::text::literal;
use crate::model::Field;

/// `Debug` of a newtype of personal data.
pub(super) fn write_newtype(writer: &mut Writer, ident: &str) {
    let text = literal(&format!("{}(..)", shown(ident)));
    write_impl(writer, ident, "f", |writer| {
        writer.doc(&Expr::atom("f").method("write_str", vec![Expr::atom(text)]).tail());
    });
}

/// `Debug` of a struct; `fields` with their identifiers.
pub(super) fn write_struct(writer: &mut Writer, scope: &Scope<'_>, ident: &str, fields: &[(String, &Field)]) {
    write_impl(writer, ident, "f", |writer| {
        let value = |name: &String| Expr::Reference(Box::new(Expr::atom("self").field(name.clone())));
        let names = Names { formatter: "f".to_owned(), shown: "shown".to_owned() };
        for line in lines(scope, &names, ident, fields, value) {
            writer.doc(&line);
        }
    });
}

/// What a variant holds.
#[derive(Debug)]
pub(super) enum Shape<'f> {
    /// Nothing.
    Unit,
    /// One unnamed value.
    Tuple,
    /// Fields with their identifiers.
    Fields(Vec<(String, &'f Field)>),
}

/// `Debug` of an enum, from its variants' identifiers and what they hold.
pub(super) fn write_enum(writer: &mut Writer, scope: &Scope<'_>, ident: &str, variants: &[(String, Shape<'_>)]) {
    let mut taken = HashSet::new();
    for (_, shape) in variants {
        if let Shape::Fields(fields) = shape {
            taken.extend(fields.iter().map(|(name, _)| name.clone()));
        }
    }
    let mut names = Names { formatter: "f".to_owned(), shown: "shown".to_owned() };
    fresh(&mut names.formatter, &mut taken);
    fresh(&mut names.shown, &mut taken);
    let arms = variants.iter().map(|(variant, shape)| arm(scope, &names, variant, shape)).collect();
    write_impl(writer, ident, &names.formatter, |writer| {
        writer.doc(&Expr::Match(Box::new(Expr::atom("self")), arms).tail());
    });
}

/// The variables that no field is called like.
#[derive(Debug)]
struct Names {
    formatter: String,
    shown: String,
}

fn arm(scope: &Scope<'_>, names: &Names, variant: &str, shape: &Shape<'_>) -> (Pattern, Expr) {
    let path = format!("Self::{variant}");
    let name = Expr::atom(literal(shown(variant)));
    match shape {
        Shape::Unit => (Pattern::Atom(path), Expr::atom(names.formatter.as_str()).method("write_str", vec![name])),
        Shape::Tuple => {
            let tuple = Expr::atom(names.formatter.as_str()).method("debug_tuple", vec![name]);
            let shown = tuple.method("field", vec![Expr::atom("value")]).method("finish", Vec::new());
            (Pattern::Tuple(path, "value".to_owned()), shown)
        }
        Shape::Fields(fields) => {
            let visible = fields.iter().filter(|(_, field)| !scope.is_hidden(field));
            let bound: Vec<_> = visible.map(|(name, _)| (name.clone(), name.clone())).collect();
            let hidden = bound.len() < fields.len();
            let block = Expr::Block(lines(scope, names, variant, fields, |name| Expr::atom(name.clone())));
            (Pattern::Struct(path, bound, hidden), block)
        }
    }
}

/// The statements that show a name and those fields which may be shown: statements, because a chain of many calls is
/// a nesting as deep.
fn lines(
    scope: &Scope<'_>,
    names: &Names,
    name: &str,
    fields: &[(String, &Field)],
    value: impl Fn(&String) -> Expr,
) -> Vec<Vec<Doc>> {
    let start = Expr::atom(names.formatter.as_str()).method("debug_struct", vec![Expr::atom(literal(shown(name)))]);
    let mut lines = vec![start.bound_to(&format!("mut {}", names.shown))];
    for (name, _) in fields.iter().filter(|(_, field)| !scope.is_hidden(field)) {
        let field =
            Expr::atom(names.shown.as_str()).method("field", vec![Expr::atom(literal(shown(name))), value(name)]);
        lines.push(field.statement());
    }
    let hidden = fields.iter().any(|(_, field)| scope.is_hidden(field));
    let finish = if hidden { "finish_non_exhaustive" } else { "finish" };
    lines.push(Expr::atom(names.shown.as_str()).method(finish, Vec::new()).tail());
    lines
}

fn write_impl(writer: &mut Writer, ident: &str, formatter: &str, body: impl FnOnce(&mut Writer)) {
    items::begin_impl(writer, vec![Doc::text("::core::fmt::Debug")], ident);
    let formatter = vec![Doc::text(format!("{formatter}: &mut ::core::fmt::Formatter<'_>"))];
    items::begin_function(
        writer,
        "fmt",
        vec![vec![Doc::text("&self")], formatter],
        vec![Doc::text("::core::fmt::Result")],
    );
    body(writer);
    items::end(writer);
    items::end(writer);
}

/// An identifier as people know it.
fn shown(ident: &str) -> &str {
    ident.strip_prefix("r#").unwrap_or(ident)
}
