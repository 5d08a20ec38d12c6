//! Types and values as a changelog spells them: a type with its context, and with its version beyond the first, so that
//! pinning what means the same is no change.

use std::fmt::Write;

use serde_json::Value;

pub(super) use crate::diagnostic::markdown::code;
use crate::model::{
    Bound, Constraints, Definition, Field, Meta, Named, Returns, SchemaSet, Type, ViewCount, ViewValue,
};

/// A type.
pub(super) fn ty(set: &SchemaSet, of: &Type) -> String {
    let pinned = |meta: &Meta, version: u32| {
        if version > 1 { format!("{}@{version}", meta.subject) } else { meta.subject.clone() }
    };
    match of {
        Type::Builtin(builtin) => builtin.name().to_owned(),
        Type::Named(Named::Scalar(id)) => set[*id].meta.subject.clone(),
        Type::Named(Named::Enum(id)) => set[*id].meta.subject.clone(),
        Type::Named(Named::Record(id, version)) => pinned(&set[*id].meta, *version),
        Type::Named(Named::Union(id, version)) => pinned(&set[*id].meta, *version),
        Type::List(item) => format!("list<{}>", ty(set, item)),
        Type::Set(item) => format!("set<{}>", ty(set, item)),
        Type::Map(key, item) => format!("map<{}, {}>", ty(set, key), ty(set, item)),
        Type::Optional(inner) => format!("{}?", ty(set, inner)),
    }
}

/// A JSON value as code.
pub(super) fn value(of: &Value) -> String {
    code(&of.to_string())
}

/// A type with everything that narrows it or says how it is read.
pub(super) fn field(set: &SchemaSet, field: &Field) -> String {
    let mut text = code(&ty(set, &field.ty));
    constraints(&mut text, &field.constraints);
    let mut more = |what: std::fmt::Arguments<'_>| {
        let _ = write!(text, ", {what}");
    };
    if let Some(default) = &field.default {
        more(format_args!("default {}", value(default)));
    }
    let mut aliases: Vec<&String> = field.aliases.iter().collect();
    aliases.sort();
    for alias in aliases {
        more(format_args!("also read as {}", code(alias)));
    }
    if let Some(unit) = &field.unit {
        more(format_args!("in {}", code(unit)));
    }
    if field.pii {
        more(format_args!("personal data"));
    }
    if let Some(reason) = &field.deprecated {
        more(format_args!("deprecated: {}", plain(reason)));
    }
    text
}

/// Constraints after a type.
pub(super) fn constraints(text: &mut String, of: &Constraints) {
    let Constraints { min, max, min_length, max_length, pattern, min_items, max_items, unique } = of;
    let mut more = |what: &str, value: Option<String>| {
        if let Some(value) = value {
            let _ = write!(text, ", {what} {}", code(&value));
        }
    };
    more("min", min.map(bound));
    more("max", max.map(bound));
    more("min_length", min_length.map(|length| length.to_string()));
    more("max_length", max_length.map(|length| length.to_string()));
    more("pattern", pattern.as_ref().map(|pattern| pattern.written.clone()));
    more("min_items", min_items.map(|items| items.to_string()));
    more("max_items", max_items.map(|items| items.to_string()));
    if *unique {
        text.push_str(", unique");
    }
}

fn bound(of: Bound) -> String {
    match of {
        Bound::Integer(number) => number.to_string(),
        Bound::Float(number) => number.to_string(),
        Bound::Decimal(number) => number.to_string(),
    }
}

/// What a view holds.
pub(super) fn view_value(set: &SchemaSet, of: &ViewValue) -> String {
    match of {
        ViewValue::Type(of) => code(&ty(set, of)),
        ViewValue::Fields(fields) => {
            let mut fields: Vec<_> =
                fields.iter().map(|of| format!("{}: {}", code(&of.wire_name), field(set, of))).collect();
            fields.sort();
            if fields.is_empty() { "no fields".to_owned() } else { fields.join("; ") }
        }
    }
}

/// What a query answers.
pub(super) fn returns(set: &SchemaSet, of: &Returns) -> String {
    match of {
        Returns::Type(of) => code(&ty(set, of)),
        Returns::View { view, count } => {
            let name = &set[*view].meta.subject;
            code(&match count {
                ViewCount::One => name.clone(),
                ViewCount::Optional => format!("{name}?"),
                ViewCount::List => format!("list<{name}>"),
            })
        }
    }
}

/// Text of a person's in a line of Markdown: data, never markup.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' | '\r' => out.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '&' | '!' | '~' => {
                out.push('\\');
                out.push(character);
            }
            character if character.is_control() => {}
            character => out.push(character),
        }
    }
    out
}

/// The word for a definition of a kind.
pub(super) fn kind(of: Definition) -> &'static str {
    match of {
        Definition::Scalar(_) => "scalar",
        Definition::Enum(_) => "enum",
        Definition::Record(_) => "record",
        Definition::Union(_) => "union",
        Definition::Event(_) => "event",
        Definition::Command(_) => "command",
        Definition::Rejection(_) => "rejection",
        Definition::View(_) => "view",
        Definition::Query(_) => "query",
        Definition::Process(_) => "process",
    }
}
