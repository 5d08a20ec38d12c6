//! The keys of streams, views and processes: the type, as a person's file spells it, and one for a test.

use serde_json::Value;

use super::import::Imports;
use super::{layout, module_path};
use crate::emit::rust::names;
use crate::emit::rust::scope::Scope;
use crate::model::{Builtin, Constraints, Meta, Named, Type};
use crate::sample::{Sampler, Style};

/// Imports a generated type by its definition's module, and spells it; `name` is what it is called there.
pub(super) fn import(root: &str, scope: &Scope<'_>, imports: &mut Imports, meta: &Meta, name: &str) -> String {
    imports.add_from(&module_path(root, &scope.schema.modules[meta.module.index()]), name)
}

/// The type of a key.
pub(super) fn ty(root: &str, scope: &Scope<'_>, imports: &mut Imports, key: &Type) -> String {
    if let Some(own) = scope.schema.own.of(key) {
        return own.path.as_str().trim_start_matches("::").to_owned();
    }
    let meta = match key {
        Type::Builtin(builtin) => return builtin_key(*builtin).to_owned(),
        Type::Named(Named::Scalar(id)) => &scope.set()[*id].meta,
        Type::Named(Named::Enum(id)) => &scope.set()[*id].meta,
        Type::Named(Named::Record(..) | Named::Union(..))
        | Type::List(_)
        | Type::Set(_)
        | Type::Map(..)
        | Type::Optional(_) => unreachable!("a key has a text"),
    };
    import(root, scope, imports, meta, &meta.rust_name)
}

fn builtin_key(builtin: Builtin) -> &'static str {
    match builtin {
        Builtin::Bool => "bool",
        Builtin::U8 => "u8",
        Builtin::U16 => "u16",
        Builtin::U32 => "u32",
        Builtin::U64 | Builtin::U64String => "u64",
        Builtin::I8 => "i8",
        Builtin::I16 => "i16",
        Builtin::I32 => "i32",
        Builtin::I64 | Builtin::I64String => "i64",
        Builtin::F32 => "f32",
        Builtin::F64 => "f64",
        Builtin::Decimal | Builtin::DecimalNumber => "retold::rust_decimal::Decimal",
        Builtin::String => "String",
        Builtin::Bytes => "retold::Bytes",
        Builtin::Uuid => "retold::uuid::Uuid",
        Builtin::Date => "retold::jiff::civil::Date",
        Builtin::Time => "retold::jiff::civil::Time",
        Builtin::Timestamp => "retold::jiff::Timestamp",
        Builtin::Duration => "retold::jiff::SignedDuration",
        Builtin::Json => "retold::serde_json::Value",
    }
}

/// A key as JSON; nothing if none is found.
pub(super) fn sample<'s>(sampler: &mut Sampler<'s>, key: &'s Type) -> Option<Value> {
    sampler.value(key, Constraints::NONE, Style::Full)
}

/// The text of a key in a stream's name.
pub(super) fn in_stream(key: &Value) -> Option<String> {
    match key {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(_) | Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// `        let key: Type = …;`
pub(super) fn binding(key: &Type, spelled: &str, sample: &Value) -> Option<String> {
    let text = in_stream(sample)?;
    Some(match key {
        Type::Builtin(Builtin::String) => format!("        let key = {}.to_owned();\n", literal(&text)),
        Type::Builtin(_) => format!("        let key: {spelled} = {}.parse().expect(\"a key\");\n", literal(&text)),
        Type::Named(_) | Type::List(_) | Type::Set(_) | Type::Map(..) | Type::Optional(_) => {
            let json = super::tests::ascii(&sample.to_string());
            layout::from_json("key", spelled, &json, &json)
        }
    })
}

/// A literal of text, with everything but ASCII escaped.
pub(super) fn literal(text: &str) -> String {
    format!("\"{}\"", text.escape_default())
}

/// The names of fields, as a comment lists them.
pub(super) fn listed<'n>(fields: impl Iterator<Item = &'n str>) -> String {
    fields.map(names::identifier).collect::<Vec<_>>().join(", ")
}
