//! What a field of a process's state is before anything has happened: its `default`, or the value of its type that stands
//! for nothing. Where there is neither, a person says how the process begins.

use serde_json::{Value, json};

use super::scope::Scope;
use crate::model::{Builtin, Field, Named, Type};

/// The value of a field, in JSON as on the wire.
pub(super) fn first_value(scope: &Scope<'_>, field: &Field) -> Option<Value> {
    match &field.default {
        // What can be refused is said by a person, who can do something about it.
        Some(default) if scope.refuses(&field.ty, default) => None,
        Some(default) => Some(default.clone()),
        None if field.constraints.is_empty() || field.ty.is_optional() => {
            nothing(scope, &field.ty).filter(|value| !scope.refuses(&field.ty, value))
        }
        None => None,
    }
}

fn nothing(scope: &Scope<'_>, ty: &Type) -> Option<Value> {
    match ty {
        Type::Optional(_) => Some(Value::Null),
        Type::List(_) | Type::Set(_) => Some(json!([])),
        Type::Map(..) => Some(json!({})),
        Type::Named(Named::Scalar(id)) => {
            let scalar = &scope.set()[*id];
            if scalar.constraints.is_empty() { nothing(scope, &scalar.inner) } else { None }
        }
        Type::Named(Named::Enum(_) | Named::Record(..) | Named::Union(..)) => None,
        Type::Builtin(builtin) => match builtin {
            Builtin::Bool => Some(json!(false)),
            Builtin::U8
            | Builtin::U16
            | Builtin::U32
            | Builtin::U64
            | Builtin::I8
            | Builtin::I16
            | Builtin::I32
            | Builtin::I64
            | Builtin::DecimalNumber => Some(json!(0)),
            Builtin::F32 | Builtin::F64 => Some(json!(0.0)),
            Builtin::U64String | Builtin::I64String | Builtin::Decimal => Some(json!("0")),
            Builtin::String | Builtin::Bytes => Some(json!("")),
            Builtin::Duration => Some(json!("PT0S")),
            Builtin::Uuid | Builtin::Date | Builtin::Time | Builtin::Timestamp | Builtin::Json => None,
        },
    }
}
