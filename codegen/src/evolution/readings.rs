//! What a payload is read as: the same JSON as the type would write it again, with every default filled in, today's
//! names, unknown keys gone. Two readings of one payload are compared, and shown, in this form.

use std::cmp::Ordering;

use rust_decimal::Decimal;
use serde_json::value::RawValue;
use serde_json::{Map, Number, Value};

use crate::Compiled;
use crate::model::{Body, Builtin, Definition, Field, Named, NoneForm, SchemaSet, Tag, Type, UnionBody, Versions};
use crate::plan::{self, NeedsFunction};
use crate::value::{self, EnumText, canonical, enum_text};

/// A payload of one version, read and taken to a later one by the steps.
///
/// # Errors
/// If a step on the way is a function.
pub(super) fn at_version(
    compiled: &Compiled,
    definition: Definition,
    version: u32,
    to: u32,
    payload: &Value,
) -> Result<Value, NeedsFunction> {
    if to <= version {
        return Ok(read(compiled, definition, version, payload));
    }
    let Ok(text) = RawValue::from_string(payload.to_string()) else { return Ok(payload.clone()) };
    let made = plan::apply(&compiled.set, &compiled.plans, definition, version, to, &text)?;
    Ok(serde_json::from_str(&made).map_or(Value::Null, |made| read(compiled, definition, to, &made)))
}

/// The same, without the fields that functions make.
///
/// # Errors
/// If a function makes the whole of a version on the way.
pub(super) fn derived_at_version(
    compiled: &Compiled,
    definition: Definition,
    version: u32,
    to: u32,
    payload: &Value,
) -> Result<Value, NeedsFunction> {
    let Ok(text) = RawValue::from_string(payload.to_string()) else { return Ok(payload.clone()) };
    let made = plan::apply_derived(&compiled.set, &compiled.plans, definition, version, to, &text)?;
    let made: Value = serde_json::from_str(&made).unwrap_or_default();
    let mut read = read(compiled, definition, to, &made);
    if let Value::Object(members) = &mut read {
        members.retain(|name, value| !value.is_null() || made.get(name).is_some());
    }
    Ok(read)
}

fn read(compiled: &Compiled, definition: Definition, version: u32, payload: &Value) -> Value {
    let body = versions(&compiled.set, definition).and_then(|versions| versions.at(version));
    body.map_or_else(|| payload.clone(), |body| of_body(&compiled.set, body, payload))
}

/// The bodies of an event, command, query or record.
pub(super) fn versions(set: &SchemaSet, definition: Definition) -> Option<&Versions<Body>> {
    match definition {
        Definition::Event(id) => Some(&set[id].versions),
        Definition::Command(id) => Some(&set[id].versions),
        Definition::Query(id) => Some(&set[id].versions),
        Definition::Record(id) => Some(&set[id].versions),
        Definition::Scalar(_)
        | Definition::Enum(_)
        | Definition::Union(_)
        | Definition::Rejection(_)
        | Definition::View(_)
        | Definition::Process(_) => None,
    }
}

/// What a body reads a payload as.
pub(super) fn of_body(set: &SchemaSet, body: &Body, payload: &Value) -> Value {
    let mut read = Map::new();
    if let Some(tag) = &body.tag {
        read.insert(tag.key.clone(), Value::from(tag.value.as_str()));
    }
    let Value::Object(object) = payload else { return payload.clone() };
    fields(set, &body.fields, body.none, object, &mut read);
    Value::Object(read)
}

/// What fields read an object as, with the key that holds the name.
pub(super) fn of_tagged(set: &SchemaSet, tag: Option<&Tag>, of: &[Field], payload: &Value) -> Value {
    let Value::Object(object) = payload else { return payload.clone() };
    let mut read = Map::new();
    if let Some(tag) = tag {
        read.insert(tag.key.clone(), Value::from(tag.value.as_str()));
    }
    fields(set, of, NoneForm::Absent, object, &mut read);
    Value::Object(read)
}

fn fields(
    set: &SchemaSet,
    fields: &[Field],
    none: NoneForm,
    object: &Map<String, Value>,
    read: &mut Map<String, Value>,
) {
    for field in fields {
        let found = member(field, object).or(field.default.as_ref());
        let found = found.map_or(Value::Null, |found| of_type(set, &field.ty, found));
        if !found.is_null() || none == NoneForm::Null || !field.ty.is_optional() {
            read.insert(field.wire_name.clone(), found);
        }
    }
}

/// What a type reads a value as; the value is one that it reads.
pub(super) fn of_type(set: &SchemaSet, ty: &Type, found: &Value) -> Value {
    match (ty, found) {
        (Type::Optional(_), Value::Null) => Value::Null,
        (Type::Optional(inner), _) => of_type(set, inner, found),
        (Type::Builtin(builtin), _) => of_builtin(*builtin, found),
        (Type::List(item), Value::Array(items)) => items.iter().map(|found| of_type(set, item, found)).collect(),
        (Type::Set(item), Value::Array(items)) => {
            let mut items: Vec<Value> = items.iter().map(|found| of_type(set, item, found)).collect();
            items.sort_by(order);
            items.dedup_by(|left, right| canonical(left) == canonical(right));
            Value::Array(items)
        }
        (Type::Map(key, item), Value::Object(members)) => {
            members.iter().map(|(name, found)| (of_key(set, key, name), of_type(set, item, found))).collect()
        }
        (Type::Named(Named::Scalar(id)), _) => of_type(set, &set[*id].inner, found),
        (Type::Named(Named::Enum(id)), Value::String(text)) => match enum_text(&set[*id], text) {
            Some(EnumText::Known(index)) => Value::from(set[*id].values[index].wire.as_str()),
            Some(EnumText::Unknown) | None => found.clone(),
        },
        (Type::Named(Named::Record(id, version)), _) => match set[*id].versions.at(*version) {
            Some(body) => of_body(set, body, found),
            None => found.clone(),
        },
        (Type::Named(Named::Union(id, version)), Value::Object(object)) => {
            let union = &set[*id];
            match union.versions.at(*version) {
                Some(body) => of_union(set, &union.tag, union.content.as_deref(), body, object),
                None => found.clone(),
            }
        }
        _ => found.clone(),
    }
}

fn of_union(set: &SchemaSet, tag: &str, content: Option<&str>, body: &UnionBody, object: &Map<String, Value>) -> Value {
    let name = object.get(tag).and_then(Value::as_str);
    let variant = body.variants.iter().find(|variant| Some(variant.name.as_str()) == name);
    // What an open union does not know stays as it is.
    let Some(variant) = variant else { return Value::Object(object.clone()) };
    let mut read = Map::from_iter([(tag.to_owned(), Value::from(variant.name.as_str()))]);
    match content {
        None => fields(set, &variant.fields, body.none, object, &mut read),
        Some(content) => {
            let mut held = Map::new();
            if let Some(Value::Object(object)) = object.get(content) {
                fields(set, &variant.fields, body.none, object, &mut held);
            }
            read.insert(content.to_owned(), Value::Object(held));
        }
    }
    Value::Object(read)
}

fn of_key(set: &SchemaSet, key: &Type, name: &str) -> String {
    match value::unwrap(set, key).0 {
        Type::Named(Named::Enum(id)) => match enum_text(&set[*id], name) {
            Some(EnumText::Known(index)) => set[*id].values[index].wire.clone(),
            Some(EnumText::Unknown) | None => name.to_owned(),
        },
        Type::Builtin(Builtin::Uuid) => name.to_ascii_lowercase(),
        _ => name.to_owned(),
    }
}

fn of_builtin(builtin: Builtin, found: &Value) -> Value {
    let Value::Number(number) = found else {
        return match (builtin, found) {
            (Builtin::Uuid, Value::String(text)) => Value::from(text.to_ascii_lowercase()),
            _ => found.clone(),
        };
    };
    match builtin {
        #[allow(clippy::cast_possible_truncation)]
        Builtin::F32 => number.as_f64().map_or_else(|| found.clone(), |float| short(f64::from(float as f32), true)),
        Builtin::F64 => number.as_f64().map_or_else(|| found.clone(), |float| short(float, false)),
        Builtin::DecimalNumber => {
            let text = number.to_string();
            let decimal: Decimal = text.parse().or_else(|_| Decimal::from_scientific(&text)).unwrap_or_default();
            decimal.normalize().to_string().parse::<Number>().map_or_else(|_| found.clone(), Value::Number)
        }
        _ => match value::integer(number) {
            Some(integer) => Number::from_i128(integer).map_or_else(|| found.clone(), Value::Number),
            None => found.clone(),
        },
    }
}

/// A float as it is written: an integer where it is one.
fn short(float: f64, single: bool) -> Value {
    #[allow(clippy::cast_possible_truncation)]
    if float.fract() == 0.0 && float.abs() < 2_f64.powi(63) {
        return Value::from(float as i64);
    }
    #[allow(clippy::cast_possible_truncation)]
    let text = if single { (float as f32).to_string() } else { return Value::from(float) };
    text.parse::<f64>().map_or(Value::from(float), Value::from)
}

/// Whether a set writes these items in another order.
pub(super) fn is_reordered(list: &Value) -> bool {
    let pairs = list.as_array().into_iter().flat_map(|items| items.windows(2));
    pairs.into_iter().any(|pair| order(&pair[0], &pair[1]) == Ordering::Greater)
}

/// The order in which a set is written.
fn order(left: &Value, right: &Value) -> Ordering {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => match (value::integer(left), value::integer(right)) {
            (Some(left), Some(right)) => left.cmp(&right),
            _ => left.as_f64().partial_cmp(&right.as_f64()).unwrap_or(Ordering::Equal),
        },
        (Value::String(left), Value::String(right)) => left.cmp(right),
        (Value::Bool(left), Value::Bool(right)) => left.cmp(right),
        _ => Ordering::Equal,
    }
}

/// The value of a field under its name or one of its earlier names.
fn member<'v>(field: &Field, object: &'v Map<String, Value>) -> Option<&'v Value> {
    field.names().find_map(|name| object.get(name))
}
