//! Fields as a lock writes them: everything that the evolution check compares, with types by name and version.

use crate::model::{Bound, Builtin, Constraints, Field, FunctionPath, Meta, Named, SchemaSet, StepSource, Type};

use super::spelling::{list, map, text, value};

/// The context in which names are written: those of the same context without it.
#[derive(Clone, Copy)]
pub(super) struct Names<'s> {
    pub(super) set: &'s SchemaSet,
    pub(super) context: Option<&'s str>,
}

impl Names<'_> {
    /// A definition.
    pub(super) fn name<'m>(&self, meta: &'m Meta) -> &'m str {
        let context = self.set.modules[meta.module.index()].context.as_deref();
        if context == self.context { &meta.name } else { &meta.subject }
    }

    /// A type; records and unions always with their version, so that a second one changes nothing here.
    pub(super) fn ty(&self, of: &Type) -> String {
        match of {
            Type::Builtin(builtin) => builtin.name().to_owned(),
            Type::Named(Named::Scalar(id)) => self.name(&self.set[*id].meta).to_owned(),
            Type::Named(Named::Enum(id)) => self.name(&self.set[*id].meta).to_owned(),
            Type::Named(Named::Record(id, version)) => format!("{}@{version}", self.name(&self.set[*id].meta)),
            Type::Named(Named::Union(id, version)) => format!("{}@{version}", self.name(&self.set[*id].meta)),
            Type::List(item) => format!("list<{}>", self.ty(item)),
            Type::Set(item) => format!("set<{}>", self.ty(item)),
            Type::Map(key, item) => format!("map<{}, {}>", self.ty(key), self.ty(item)),
            Type::Optional(inner) => format!("{}?", self.ty(inner)),
        }
    }

    /// Fields, a line each, sorted by name: JSON does not show their order.
    pub(super) fn fields(&self, fields: &[Field], indent: usize, into: &mut String) {
        let mut sorted: Vec<&Field> = fields.iter().collect();
        sorted.sort_by(|left, right| left.name.cmp(&right.name));
        for field in sorted {
            into.push_str(&" ".repeat(indent));
            into.push_str(&text(&field.name));
            into.push_str(": ");
            into.push_str(&self.field(field));
            into.push('\n');
        }
    }

    fn field(&self, field: &Field) -> String {
        let Field {
            name,
            rust_name: _,
            wire_name,
            aliases,
            ty,
            constraints: _,
            default,
            fill,
            source,
            map: renamed,
            doc: _,
            example: _,
            deprecated: _,
            pii,
            unit,
            place: _,
            type_place: _,
        } = field;
        let mut keys = vec![("type".to_owned(), text(&self.ty(ty)))];
        let mut add = |key: &str, spelled: String| keys.push((key.to_owned(), spelled));
        if let Some(form) = form(ty) {
            add("as", form.to_owned());
        }
        if wire_name != name {
            add("wire", text(wire_name));
        }
        if !aliases.is_empty() {
            add("aliases", names(aliases));
        }
        constraints(&field.constraints, &mut add);
        if let Some(default) = default {
            add("default", value(default));
        }
        if let Some(fill) = fill {
            add("fill", value(fill));
        }
        match source {
            Some(StepSource::Function(path, _)) => add("with", function(path)),
            Some(StepSource::Path(path)) => add("from", text(&path.segments.join("."))),
            Some(StepSource::Gather(fields, _)) => {
                let mut fields: Vec<(String, String)> =
                    fields.iter().map(|(field, path)| (field.clone(), text(&path.segments.join(".")))).collect();
                fields.sort();
                add("from", map(&fields));
            }
            None => {}
        }
        if !renamed.is_empty() {
            add("map", pairs(renamed));
        }
        if *pii {
            add("pii", "true".to_owned());
        }
        if let Some(unit) = unit {
            add("unit", text(unit));
        }
        match keys.as_slice() {
            [(_, ty)] => ty.clone(),
            keys => map(keys),
        }
    }
}

/// `as:` of a type.
fn form(ty: &Type) -> Option<&'static str> {
    match ty {
        Type::Builtin(Builtin::DecimalNumber) => Some("number"),
        Type::Builtin(Builtin::U64String | Builtin::I64String) => Some("string"),
        Type::Builtin(_) | Type::Named(_) => None,
        Type::List(inner) | Type::Set(inner) | Type::Map(_, inner) | Type::Optional(inner) => form(inner),
    }
}

/// The keys of constraints.
pub(super) fn constraints(of: &Constraints, add: &mut impl FnMut(&str, String)) {
    let Constraints { min, max, min_length, max_length, pattern, min_items, max_items, unique } = of;
    for (key, spelled) in [
        ("min", min.map(bound)),
        ("max", max.map(bound)),
        ("min_length", min_length.map(|length| length.to_string())),
        ("max_length", max_length.map(|length| length.to_string())),
        ("pattern", pattern.as_ref().map(|pattern| text(&pattern.written))),
        ("min_items", min_items.map(|items| items.to_string())),
        ("max_items", max_items.map(|items| items.to_string())),
        ("unique", unique.then(|| "true".to_owned())),
    ] {
        if let Some(spelled) = spelled {
            add(key, spelled);
        }
    }
}

fn bound(of: Bound) -> String {
    match of {
        Bound::Integer(number) => number.to_string(),
        Bound::Float(number) => format!("{number:?}"),
        // In quotes, as `decimal` asks for; a decimal written as a number takes it too.
        Bound::Decimal(number) => format!("\"{number}\""),
    }
}

/// Names in a list, sorted: their order says nothing.
pub(super) fn names<T: AsRef<str>>(of: &[T]) -> String {
    let mut sorted: Vec<&str> = of.iter().map(AsRef::as_ref).collect();
    sorted.sort_unstable();
    list(sorted)
}

/// Pairs of names, sorted.
pub(super) fn pairs(of: &[(String, String)]) -> String {
    let mut sorted: Vec<(String, String)> = of.iter().map(|(key, of)| (key.clone(), text(of))).collect();
    sorted.sort();
    map(&sorted)
}

/// A function's path, with `?` where it may fail.
pub(super) fn function(path: &FunctionPath) -> String {
    text(&format!("{}{}", path.path, if path.fallible { "?" } else { "" }))
}
