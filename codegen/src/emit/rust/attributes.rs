//! Attributes: what the schema says of names on the wire, defaults and constraints, as the derives read it.

use super::layout::{Break, Doc, Writer, comma_separated};
use super::scope::Scope;
use super::text::{literal, markdown};
use crate::model::{Bound, Constraints, Field, NoneForm, Tag};

/// `#[name(items)]`, or nothing where there are no items.
pub(super) fn write(writer: &mut Writer, name: &str, items: Vec<Doc>) {
    if !items.is_empty() {
        writer.doc(&[Doc::text("#["), call(name, items), Doc::text("]")]);
    }
}

/// `name(items)` within an attribute.
pub(super) fn call(name: &str, items: Vec<Doc>) -> Doc {
    let open = Doc::text(format!("{name}("));
    Doc::consistent(0, vec![open, comma_separated(items, Break::default()), Doc::text(")")])
}

/// `name = value`.
pub(super) fn value(name: &str, value: &str) -> Doc {
    Doc::text(format!("{name} = {value}"))
}

/// `#[derive(names)]`.
pub(super) fn derive(writer: &mut Writer, names: &[&'static str]) {
    write(writer, "derive", names.iter().map(|name| Doc::text(*name)).collect());
}

/// `#[deprecated(note = "…")]` where a reason is given. rustdoc reads the note as Markdown.
pub(super) fn deprecated(writer: &mut Writer, reason: Option<&str>) {
    if let Some(reason) = reason {
        write(writer, "deprecated", vec![value("note", &literal(&markdown(reason).join(" ")))]);
    }
}

/// The same, if a condition holds.
pub(super) fn deprecated_if(writer: &mut Writer, condition: bool, reason: Option<&str>) {
    deprecated(writer, reason.filter(|_| condition));
}

/// The name on the wire where it is not the one in Rust, and the earlier ones.
pub(super) fn wire_name(rust_name: &str, wire_name: &str, aliases: &[String]) -> Vec<Doc> {
    let mut items = Vec::new();
    if rust_name != wire_name {
        items.push(value("name", &literal(wire_name)));
    }
    items.extend(aliases.iter().map(|alias| value("alias", &literal(alias))));
    items
}

/// What `#[retold(…)]` says of a field; `ident` is its name in Rust, and `read_only` says that its body is.
pub(super) fn field(scope: &Scope<'_>, field: &Field, ident: &str, default: Option<Doc>, read_only: bool) -> Vec<Doc> {
    let mut items = wire_name(ident.strip_prefix("r#").unwrap_or(ident), &field.wire_name, &field.aliases);
    items.extend(default);
    // Items of one value in several spellings become one, also where nothing else of the body is written.
    let unique = (read_only && field.constraints.unique).then(|| scope.unique_codec(&field.ty)).flatten();
    items.extend(unique.or_else(|| scope.codec(&field.ty)).map(|codec| value("codec", &codec)));
    items.extend(constraints(&field.constraints));
    items.extend(field.pii.then(|| Doc::text("pii")));
    items
}

/// The constraints of a field or a newtype.
pub(super) fn constraints(constraints: &Constraints) -> Vec<Doc> {
    let Constraints { min, max, min_length, max_length, pattern, min_items, max_items, unique } = constraints;
    let mut items = Vec::new();
    let mut add = |name: &str, number: &Option<u64>| {
        items.extend(number.map(|number| value(name, &number.to_string())));
    };
    add("min_length", min_length);
    add("max_length", max_length);
    add("min_items", min_items);
    add("max_items", max_items);
    items.extend(min.map(|bound| value("min", &bound_text(bound))));
    items.extend(max.map(|bound| value("max", &bound_text(bound))));
    items.extend(pattern.as_ref().map(|pattern| value("pattern", &literal(&pattern.portable))));
    items.extend(unique.then(|| Doc::text("unique")));
    items
}

fn bound_text(bound: Bound) -> String {
    match bound {
        Bound::Integer(number) => number.to_string(),
        Bound::Float(number) => format!("{number:?}"),
        Bound::Decimal(number) => literal(&number.to_string()),
    }
}

/// How the name stands in the payload, and how none is written.
pub(super) fn body(tag: Option<&Tag>, none: NoneForm) -> Vec<Doc> {
    let mut items = Vec::new();
    if let Some(tag) = tag {
        let mut inner = vec![value(&literal(&tag.key), &literal(&tag.value))];
        if !tag.also.is_empty() {
            inner.push(call("also", tag.also.iter().map(|name| Doc::text(literal(name))).collect()));
        }
        items.push(call("tag", inner));
    }
    items.extend(none_form(none));
    items
}

/// `none = "null"` where none is written so.
pub(super) fn none_form(none: NoneForm) -> Option<Doc> {
    match none {
        NoneForm::Absent => None,
        NoneForm::Null => Some(value("none", "\"null\"")),
    }
}
