//! What two readers make of one payload, compared: written apart from the check that it judges, and more simply. A value
//! of the older side is the same on the newer one if a person would say so: equal numbers, equal texts, the same value
//! of an enum by what the newer side calls it, and the same in each field that both have.

use std::collections::BTreeMap;

use retold::__v1::Decimal;
use retold_codegen::model::{Body, Builtin, Enum, Field, Named, SchemaSet, Type, Versions};
use retold_codegen::value::canonical;
use serde_json::{Map, Value};

/// A value with its type, on one side.
#[derive(Clone, Copy)]
pub struct Side<'v> {
    pub set: &'v SchemaSet,
    pub ty: &'v Type,
    /// None stands for an absent field.
    pub value: Option<&'v Value>,
}

/// Whether both sides read the payload of a body as the same; otherwise where they do not.
pub fn same_bodies(old: (&SchemaSet, &Body, &Value), new: (&SchemaSet, &Body, &Value)) -> Result<(), String> {
    let empty = Map::new();
    let members = |value: &'_ Value| value.as_object().cloned().unwrap_or_else(|| empty.clone());
    same_fields((old.0, &old.1.fields, &members(old.2)), (new.0, &new.1.fields, &members(new.2)), "$")
}

type Fields<'v> = (&'v SchemaSet, &'v [Field], &'v Map<String, Value>);

fn same_fields(old: Fields<'_>, new: Fields<'_>, path: &str) -> Result<(), String> {
    for field in old.1 {
        // What reads the name that the older side writes is the field on the newer side.
        let Some(other) = new.1.iter().find(|other| names(other).any(|name| name == field.wire_name)) else { continue };
        let path = format!("{path}.{}", field.wire_name);
        same(
            Side { set: old.0, ty: &field.ty, value: read(field, old.2) },
            Side { set: new.0, ty: &other.ty, value: read(other, new.2) },
            &path,
        )?;
    }
    Ok(())
}

fn names(field: &Field) -> impl Iterator<Item = &str> {
    std::iter::once(&field.wire_name).chain(&field.aliases).map(String::as_str)
}

/// What a field reads: its default where it is absent, nothing where there is none.
fn read<'v>(field: &'v Field, members: &'v Map<String, Value>) -> Option<&'v Value> {
    let found = names(field).find_map(|name| members.get(name)).or(field.default.as_ref())?;
    (!(found.is_null() && field.ty.is_optional())).then_some(found)
}

fn same(old: Side<'_>, new: Side<'_>, path: &str) -> Result<(), String> {
    let differs = || Err(format!("{path}: {} became {}", shown(old), shown(new)));
    let (old_ty, new_ty) = (inside(old.set, old.ty), inside(new.set, new.ty));
    // The null of `json` is a value, and none of `json?`.
    let any = Type::Builtin(Builtin::Json);
    let nothing = |side: Side<'_>, ty: &Type| some(side).is_none_or(|value| value.is_null() && *ty == any);
    if nothing(old, old_ty) && nothing(new, new_ty) {
        return Ok(());
    }
    let (Some(before), Some(after)) = (some(old), some(new)) else { return differs() };
    fn of<'v>(side: Side<'v>, ty: &'v Type, value: &'v Value) -> Side<'v> {
        Side { set: side.set, ty, value: Some(value) }
    }
    match (old_ty, new_ty) {
        (Type::Builtin(one), Type::Builtin(other)) => {
            if same_scalars((*one, before), (*other, after)) {
                Ok(())
            } else {
                differs()
            }
        }
        (Type::Builtin(_), _) | (_, Type::Builtin(_)) => {
            if canonical(before) == canonical(after) {
                Ok(())
            } else {
                differs()
            }
        }
        (Type::Named(Named::Enum(one)), Type::Named(Named::Enum(other))) => {
            let (one, other) = (&old.set[*one], &new.set[*other]);
            let (before, after) = (before.as_str().unwrap_or_default(), after.as_str().unwrap_or_default());
            // One side's text for the value reads as that value on the other.
            let (before, after) = (meant(one, before), meant(other, after));
            if meant(other, before) == after || meant(one, after) == before { Ok(()) } else { differs() }
        }
        (Type::List(one), Type::List(other)) => {
            let (before, after) = (items(before), items(after));
            if before.len() != after.len() {
                return differs();
            }
            let mut both = before.into_iter().zip(after).enumerate();
            both.try_for_each(|(at, (before, after))| {
                same(of(old, one, before), of(new, other, after), &format!("{path}[{at}]"))
            })
        }
        (Type::Set(one) | Type::List(one), Type::Set(other) | Type::List(other)) => {
            // Without an order on one side at least.
            let (before, after) = (items(before), items(after));
            let has = |one_side: Side<'_>, other_side: Side<'_>| same(one_side, other_side, path).is_ok();
            let kept = before.iter().all(|item| after.iter().any(|also| has(of(old, one, item), of(new, other, also))));
            let nothing =
                after.iter().all(|item| before.iter().any(|also| has(of(old, one, also), of(new, other, item))));
            if kept && nothing { Ok(()) } else { differs() }
        }
        (Type::Map(one_key, one), Type::Map(other_key, other)) => {
            let entries = |set: &SchemaSet, key: &Type, value: &'_ Value| -> BTreeMap<String, Value> {
                let members = value.as_object().into_iter().flatten();
                members.map(|(name, value)| (key_text(set, key, name), value.clone())).collect()
            };
            let (before, after) = (entries(old.set, one_key, before), entries(new.set, other_key, after));
            if before.len() != after.len() {
                return differs();
            }
            before.iter().try_for_each(|(key, before)| {
                // By the name that the one side has for it, or the other.
                let same_key = |(other, _): &(&String, &Value)| {
                    key_text(new.set, other_key, key) == **other || key_text(old.set, one_key, other) == *key
                };
                let Some((_, after)) = after.iter().find(same_key) else { return differs() };
                same(of(old, one, before), of(new, other, after), &format!("{path}[{key:?}]"))
            })
        }
        (Type::Named(Named::Record(one, from)), Type::Named(Named::Record(other, to))) => {
            let (Some(one), Some(other)) = (old.set[*one].versions.at(*from), new.set[*other].versions.at(*to)) else {
                return differs();
            };
            let (Some(before), Some(after)) = (before.as_object(), after.as_object()) else { return differs() };
            same_fields((old.set, &one.fields, before), (new.set, &other.fields, after), path)
        }
        (Type::Named(Named::Union(one, from)), Type::Named(Named::Union(other, to))) => {
            let (one, other) = (&old.set[*one], &new.set[*other]);
            let (Some(one_body), Some(other_body)) = (one.versions.at(*from), other.versions.at(*to)) else {
                return differs();
            };
            let (name, other_name) = (before.get(&one.tag), after.get(&other.tag));
            if name != other_name {
                return differs();
            }
            let found = |variants: &'_ [retold_codegen::model::Variant]| {
                variants.iter().position(|variant| name.and_then(Value::as_str) == Some(&variant.name))
            };
            let (at, other_at) = match (found(&one_body.variants), found(&other_body.variants)) {
                (Some(at), Some(other_at)) => (at, other_at),
                // Kept as JSON on one side at least.
                _ => return if canonical(before) == canonical(after) { Ok(()) } else { differs() },
            };
            let held = |value: &'_ Value, content: &Option<String>| {
                let held = content.as_ref().map_or(Some(value), |content| value.get(content));
                held.and_then(Value::as_object).cloned().unwrap_or_default()
            };
            same_fields(
                (old.set, &one_body.variants[at].fields, &held(before, &one.content)),
                (new.set, &other_body.variants[other_at].fields, &held(after, &other.content)),
                path,
            )
        }
        (Type::Named(_) | Type::List(_) | Type::Set(_) | Type::Map(..) | Type::Optional(_), _) => differs(),
    }
}

fn shown(side: Side<'_>) -> String {
    side.value.map_or_else(|| "none".to_owned(), |value| value.to_string())
}

fn some(side: Side<'_>) -> Option<&Value> {
    side.value.filter(|value| !(value.is_null() && side.ty.is_optional()))
}

fn items(value: &Value) -> Vec<&Value> {
    value.as_array().into_iter().flatten().collect()
}

/// What is inside optionals and newtypes.
fn inside<'s>(set: &'s SchemaSet, mut ty: &'s Type) -> &'s Type {
    loop {
        ty = match ty {
            Type::Optional(inner) => inner,
            Type::Named(Named::Scalar(id)) => &set[*id].inner,
            Type::Builtin(_) | Type::Named(_) | Type::List(_) | Type::Set(_) | Type::Map(..) => return ty,
        };
    }
}

/// The text of the value of an enum that a text stands for; the text itself where it is unknown.
fn meant<'t>(definition: &'t Enum, text: &'t str) -> &'t str {
    let known = definition.values.iter().find(|value| value.wire == text || value.aliases.iter().any(|it| it == text));
    known.map_or(text, |value| &value.wire)
}

fn key_text(set: &SchemaSet, key: &Type, name: &str) -> String {
    match inside(set, key) {
        Type::Named(Named::Enum(id)) => meant(&set[*id], name).to_owned(),
        Type::Builtin(Builtin::Uuid) => name.to_lowercase(),
        _ => name.to_owned(),
    }
}

enum Number {
    Integer(i128),
    Float(f64),
    Decimal(Decimal),
}

fn same_scalars((one, before): (Builtin, &Value), (other, after): (Builtin, &Value)) -> bool {
    // What an `f32` writes is a short text, and the same number to whoever reads that text as an `f64`.
    if let (Builtin::F32, Builtin::F64, Some(read)) = (one, other, after.as_f64()) {
        #[allow(clippy::cast_possible_truncation)]
        let written = (read as f32).to_string().parse::<f64>();
        if written == Ok(read) {
            return number(Builtin::F32, before).is_some_and(|before| match before {
                #[allow(clippy::cast_possible_truncation)]
                Number::Float(before) => before == f64::from(read as f32),
                Number::Integer(_) | Number::Decimal(_) => false,
            });
        }
    }
    match (number(one, before), number(other, after)) {
        (Some(before), Some(after)) => same_numbers(&before, &after),
        (None, None) if one == other => text(one, before) == text(one, after),
        (_, _) => canonical(before) == canonical(after),
    }
}

/// The text of one value, however it is spelled.
fn text(builtin: Builtin, value: &Value) -> String {
    let text = value.as_str().unwrap_or_default();
    match builtin {
        Builtin::Uuid => text.to_lowercase(),
        Builtin::Timestamp => text.parse::<jiff::Timestamp>().map_or_else(|_| text.to_owned(), |at| at.to_string()),
        Builtin::Time => text.parse::<jiff::civil::Time>().map_or_else(|_| text.to_owned(), |at| at.to_string()),
        _ => canonical(value),
    }
}

/// A number as the type holds it.
fn number(builtin: Builtin, value: &Value) -> Option<Number> {
    match builtin {
        Builtin::F32 => {
            #[allow(clippy::cast_possible_truncation)]
            let narrow = value.as_f64()? as f32;
            Some(Number::Float(narrow.into()))
        }
        Builtin::F64 => Some(Number::Float(value.as_f64()?)),
        Builtin::Decimal => Some(Number::Decimal(value.as_str()?.parse().ok()?)),
        Builtin::DecimalNumber => {
            let text = value.as_number()?.to_string();
            Some(Number::Decimal(text.parse().or_else(|_| Decimal::from_scientific(&text)).ok()?))
        }
        Builtin::U64String | Builtin::I64String => Some(Number::Integer(value.as_str()?.parse().ok()?)),
        _ => {
            builtin.integer_bounds()?;
            let number = value.as_number()?;
            #[allow(clippy::cast_possible_truncation)]
            let integer = number.as_i128().or_else(|| number.as_f64().map(|float| float as i128))?;
            Some(Number::Integer(integer))
        }
    }
}

fn same_numbers(one: &Number, other: &Number) -> bool {
    match (one, other) {
        (Number::Integer(one), Number::Integer(other)) => one == other,
        (Number::Float(one), Number::Float(other)) => one == other,
        (Number::Decimal(one), Number::Decimal(other)) => one == other,
        #[allow(clippy::cast_possible_truncation)]
        (Number::Integer(integer), Number::Float(float)) | (Number::Float(float), Number::Integer(integer)) => {
            float.fract() == 0.0 && float.abs() < 1e30 && *float as i128 == *integer
        }
        (Number::Integer(integer), Number::Decimal(decimal)) | (Number::Decimal(decimal), Number::Integer(integer)) => {
            decimal.normalize().to_string() == integer.to_string()
        }
        (Number::Float(float), Number::Decimal(decimal)) | (Number::Decimal(decimal), Number::Float(float)) => {
            Decimal::from_scientific(&format!("{float:e}")).is_ok_and(|float| float == *decimal)
        }
    }
}

/// The newest version that both sides have, not below `written`.
pub fn newest_known<B>(old: &Versions<B>, new: &Versions<B>, written: u32) -> Option<u32> {
    let newest = old.current().min(new.current());
    (newest >= written && old.at(newest).is_some() && new.at(newest).is_some()).then_some(newest)
}
