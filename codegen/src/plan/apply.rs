//! The steps as the model takes them: a payload of an older version becomes one of a newer as the generated code would
//! make it. Functions run only in the user's program, so a payload that needs one is left, with the function's name.

use std::collections::HashSet;
use std::fmt;

use serde_json::{Map, Value};

use super::numbers;
use super::witness::key_text;
use super::{Conversion, FieldStep, Plans, StepKind, UnionStepKind, WhenNone};
use crate::model::{
    Body, Builtin, Definition, EnumId, Field, FunctionPath, Named, NoneForm, RecordId, SchemaSet, Type, UnionBody,
    UnionId,
};
use crate::value::{self, EnumText, canonical, enum_text};

/// Why a payload could not be taken to a newer version here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NeedsFunction {
    /// The function that a person wrote; `None` where there is no step at all, because the data becomes other events.
    pub function: Option<FunctionPath>,
    /// The definition that has the step: the payload's own, or a record or union in it.
    pub subject: String,
    /// The version that the step leads to.
    pub version: u32,
}

impl fmt::Display for NeedsFunction {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (subject, version) = (&self.subject, self.version);
        match &self.function {
            Some(function) => write!(formatter, "`{}` makes v{version} of `{subject}`", function.path),
            None => write!(formatter, "no step leads to v{version} of `{subject}`"),
        }
    }
}

impl std::error::Error for NeedsFunction {}

/// Takes a payload that the body `from` reads to the version `to` of the same definition, as the newer body writes it.
/// Definitions without versions, and versions that are not newer, leave it as it is.
///
/// # Errors
/// If a step on the way is a function.
pub fn apply(
    set: &SchemaSet,
    plans: &Plans,
    definition: Definition,
    from: u32,
    to: u32,
    payload: &Value,
) -> Result<Value, NeedsFunction> {
    let steps = Steps { set, plans };
    let mut payload = payload.clone();
    for version in from.saturating_add(1)..=to {
        payload = match definition {
            Definition::Event(id) => {
                let (meta, versions) = (&set[id].meta, &set[id].versions);
                let step = plans.events.get(&(id.index(), version));
                steps.body(&meta.subject, version, versions.at(version - 1), versions.at(version), step, &payload)?
            }
            Definition::Command(id) => {
                let (meta, versions) = (&set[id].meta, &set[id].versions);
                let step = plans.commands.get(&(id.index(), version));
                steps.body(&meta.subject, version, versions.at(version - 1), versions.at(version), step, &payload)?
            }
            Definition::Query(id) => {
                let (meta, versions) = (&set[id].meta, &set[id].versions);
                let step = plans.queries.get(&(id.index(), version));
                steps.body(&meta.subject, version, versions.at(version - 1), versions.at(version), step, &payload)?
            }
            Definition::Record(id) => steps.record(id, version, &payload)?,
            Definition::Union(id) => steps.union(id, version, &payload)?,
            Definition::Scalar(_)
            | Definition::Enum(_)
            | Definition::Rejection(_)
            | Definition::View(_)
            | Definition::Process(_) => payload,
        };
    }
    Ok(payload)
}

type Made<T> = Result<T, NeedsFunction>;

struct Steps<'a> {
    set: &'a SchemaSet,
    plans: &'a Plans,
}

/// Which definition a step belongs to, for the error.
#[derive(Clone, Copy)]
struct At<'a> {
    subject: &'a str,
    version: u32,
}

impl At<'_> {
    fn needs(self, function: Option<&FunctionPath>) -> NeedsFunction {
        NeedsFunction { function: function.cloned(), subject: self.subject.to_owned(), version: self.version }
    }
}

impl Steps<'_> {
    fn body(
        &self,
        subject: &str,
        version: u32,
        old: Option<&Body>,
        new: Option<&Body>,
        step: Option<&super::Step>,
        payload: &Value,
    ) -> Made<Value> {
        let at = At { subject, version };
        let (Some(old), Some(new), Some(step)) = (old, new, step) else { return Err(at.needs(None)) };
        let steps = match &step.kind {
            StepKind::Function(function) => return Err(at.needs(Some(function))),
            StepKind::Fields(steps) => steps,
        };
        let mut made = Map::new();
        if let Some(tag) = &new.tag {
            made.insert(tag.key.clone(), Value::from(tag.value.as_str()));
        }
        self.fields(at, steps, &old.fields, payload, (&new.fields, new.none), &mut made)?;
        Ok(Value::Object(made))
    }

    fn record(&self, id: RecordId, version: u32, payload: &Value) -> Made<Value> {
        let (meta, versions) = (&self.set[id].meta, &self.set[id].versions);
        let step = self.plans.records.get(&(id.index(), version));
        self.body(&meta.subject, version, versions.at(version - 1), versions.at(version), step, payload)
    }

    fn union(&self, id: UnionId, version: u32, payload: &Value) -> Made<Value> {
        let definition = &self.set[id];
        let at = At { subject: &definition.meta.subject, version };
        let bodies = (definition.versions.at(version - 1), definition.versions.at(version));
        let step = self.plans.unions.get(&(id.index(), version));
        let ((Some(old), Some(new)), Some(step)) = (bodies, step) else { return Err(at.needs(None)) };
        let variants = match &step.kind {
            UnionStepKind::Function(function) => return Err(at.needs(Some(function))),
            UnionStepKind::Variants(variants) => variants,
        };
        let name = payload.get(&definition.tag).and_then(Value::as_str).unwrap_or_default();
        let position = |body: &UnionBody| body.variants.iter().position(|variant| variant.name == name);
        let known = position(old).and_then(|index| variants.iter().find(|step| step.old == index));
        // What an open union does not know stays as it is.
        let Some(step) = known else { return Ok(payload.clone()) };
        let (old_variant, new_variant) = (&old.variants[step.old], &new.variants[step.new]);
        let mut made = Map::from_iter([(definition.tag.clone(), Value::from(new_variant.name.as_str()))]);
        match &definition.content {
            None => {
                self.fields(
                    at,
                    &step.fields,
                    &old_variant.fields,
                    payload,
                    (&new_variant.fields, new.none),
                    &mut made,
                )?;
            }
            Some(content) => {
                let held = payload.get(content).unwrap_or(&Value::Null);
                let mut inner = Map::new();
                self.fields(at, &step.fields, &old_variant.fields, held, (&new_variant.fields, new.none), &mut inner)?;
                made.insert(content.clone(), Value::Object(inner));
            }
        }
        Ok(Value::Object(made))
    }

    fn fields(
        &self,
        at: At<'_>,
        steps: &[FieldStep],
        old: &[Field],
        payload: &Value,
        (new, none): (&[Field], NoneForm),
        made: &mut Map<String, Value>,
    ) -> Made<()> {
        for (step, field) in steps.iter().zip(new) {
            let value = match step {
                FieldStep::Function(function) => return Err(at.needs(Some(function))),
                FieldStep::Move { path, convert, when_none } => {
                    self.moved(path, convert, when_none, old, payload, &field.ty)?
                }
                FieldStep::Gather { record, version, fields } => {
                    let mut gathered = Map::new();
                    if let Some(body) = self.set[*record].versions.at(*version) {
                        self.fields(at, fields, old, payload, (&body.fields, body.none), &mut gathered)?;
                    }
                    Some(Value::Object(gathered))
                }
                FieldStep::Value(value) => Some(value.clone()),
                FieldStep::None => None,
            };
            match (value, none) {
                (Some(value), _) => {
                    made.insert(field.wire_name.clone(), value);
                }
                (None, NoneForm::Null) => {
                    made.insert(field.wire_name.clone(), Value::Null);
                }
                (None, NoneForm::Absent) => {}
            }
        }
        Ok(())
    }

    fn moved(
        &self,
        path: &[usize],
        convert: &Conversion,
        when_none: &WhenNone,
        old: &[Field],
        payload: &Value,
        to: &Type,
    ) -> Made<Option<Value>> {
        let Some((value, ty, optional)) = self.at_path(path, old, payload) else {
            return Ok(match when_none {
                WhenNone::Keep => None,
                WhenNone::Value(value) => Some(value.clone()),
            });
        };
        let made = match (when_none, convert) {
            (WhenNone::Value(_), _) => self.convert(convert, value, ty.without_optional(), to)?,
            (WhenNone::Keep, Conversion::Optional(inner)) if optional => {
                self.convert(inner, value, ty.without_optional(), to.without_optional())?
            }
            (WhenNone::Keep, _) if optional => {
                self.convert(convert, value, ty.without_optional(), to.without_optional())?
            }
            (WhenNone::Keep, _) => self.convert(convert, value, ty, to)?,
        };
        Ok(Some(made).filter(|made| !(made.is_null() && to.is_optional())))
    }

    /// The value at the end of a path, its type, and whether there might have been none; `None` where there is none.
    fn at_path<'v>(
        &'v self,
        path: &[usize],
        fields: &'v [Field],
        payload: &'v Value,
    ) -> Option<(&'v Value, &'v Type, bool)> {
        let mut fields = fields;
        let mut object = payload;
        let mut optional = false;
        let (&last, way) = path.split_last()?;
        for &index in way {
            let field = fields.get(index)?;
            optional |= field.ty.is_optional();
            object = present(field, object)?;
            let Type::Named(Named::Record(id, version)) = field.ty.without_optional() else { return None };
            fields = &self.set[*id].versions.at(*version)?.fields;
        }
        let field = fields.get(last)?;
        Some((present(field, object)?, &field.ty, optional || field.ty.is_optional()))
    }

    fn convert(&self, how: &Conversion, value: &Value, from: &Type, to: &Type) -> Made<Value> {
        Ok(match (how, from, to) {
            (Conversion::Same, _, _) => respelled(value, from, to),
            (Conversion::Widen, Type::Builtin(from), Type::Builtin(to)) => number(value, *from, *to),
            (Conversion::Widen, _, _) => value.clone(),
            (Conversion::Unwrap(scalar, inner), _, _) => self.convert(inner, value, &self.set[*scalar].inner, to)?,
            (Conversion::Wrap(inner, scalar), _, _) => self.convert(inner, value, from, &self.set[*scalar].inner)?,
            (Conversion::Some(inner), _, _) => self.convert(inner, value, from, to.without_optional())?,
            (Conversion::Optional(_), _, _) if value.is_null() => Value::Null,
            (Conversion::Optional(inner), _, _) => {
                self.convert(inner, value, from.without_optional(), to.without_optional())?
            }
            (Conversion::List(inner), Type::List(from), Type::List(to)) => {
                Value::Array(self.items(inner, value, from, to)?)
            }
            (Conversion::Set(inner), Type::Set(from), Type::Set(to)) => {
                let mut met = HashSet::new();
                let mut items = self.items(inner, value, from, to)?;
                items.retain(|item| met.insert(canonical(item)));
                Value::Array(items)
            }
            (Conversion::Map(key, inner), Type::Map(from_key, from), Type::Map(to_key, to)) => {
                let mut made = Map::new();
                for (name, item) in value.as_object().into_iter().flatten() {
                    let item = self.convert(inner, item, from, to)?;
                    let name = self.convert(key, &self.key_value(name, from_key), from_key, to_key)?;
                    made.insert(key_text(&name).unwrap_or_default(), item);
                }
                Value::Object(made)
            }
            (Conversion::List(_) | Conversion::Set(_) | Conversion::Map(..), _, _) => value.clone(),
            (Conversion::Enum { from, to, values }, _, _) => self.enumeration(value, *from, *to, values),
            (Conversion::Record { record, from, to, .. }, _, _) => {
                let mut value = value.clone();
                for version in from + 1..=*to {
                    value = self.record(*record, version, &value)?;
                }
                value
            }
            (Conversion::Union { union, from, to, .. }, _, _) => {
                let mut value = value.clone();
                for version in from + 1..=*to {
                    value = self.union(*union, version, &value)?;
                }
                value
            }
        })
    }

    fn items(&self, how: &Conversion, value: &Value, from: &Type, to: &Type) -> Made<Vec<Value>> {
        value.as_array().into_iter().flatten().map(|item| self.convert(how, item, from, to)).collect()
    }

    /// The key of a map as a value of its type.
    fn key_value(&self, name: &str, key: &Type) -> Value {
        match value::unwrap(self.set, key).0 {
            Type::Builtin(builtin) if builtin.integer_bounds().is_some() => name
                .parse()
                .map_or_else(|_| Value::from(name), |integer| numbers::Number::Integer(integer).json(Builtin::I64)),
            _ => Value::from(name),
        }
    }

    fn enumeration(&self, value: &Value, from: EnumId, to: EnumId, values: &[Option<usize>]) -> Value {
        let (old, new) = (&self.set[from], &self.set[to]);
        let text = value.as_str().unwrap_or_default();
        let wire = match enum_text(old, text) {
            Some(EnumText::Known(index)) => match values.get(index).copied().flatten() {
                Some(target) => &new.values[target].wire,
                None => &old.values[index].wire,
            },
            Some(EnumText::Unknown) | None => match enum_text(new, text) {
                Some(EnumText::Known(index)) => &new.values[index].wire,
                Some(EnumText::Unknown) | None => return value.clone(),
            },
        };
        Value::from(wire.as_str())
    }
}

/// The value of a field, its default where it is absent; `None` where there is none.
fn present<'v>(field: &'v Field, object: &'v Value) -> Option<&'v Value> {
    let found = object.as_object().and_then(|object| value::member(field, object)).or(field.default.as_ref())?;
    (!(found.is_null() && field.ty.is_optional())).then_some(found)
}

/// The same value where the two types differ in their `as:` at most.
fn respelled(value: &Value, from: &Type, to: &Type) -> Value {
    if from == to {
        return value.clone();
    }
    match (from, to, value) {
        (Type::Builtin(from), Type::Builtin(to), _) => number(value, *from, *to),
        (Type::Optional(from), Type::Optional(to), value) if !value.is_null() => respelled(value, from, to),
        (Type::List(from), Type::List(to), Value::Array(items))
        | (Type::Set(from), Type::Set(to), Value::Array(items)) => {
            items.iter().map(|item| respelled(item, from, to)).collect()
        }
        (Type::Map(_, from), Type::Map(_, to), Value::Object(members)) => {
            Value::Object(members.iter().map(|(key, item)| (key.clone(), respelled(item, from, to))).collect())
        }
        _ => value.clone(),
    }
}

/// A number of one type as one of a wider type, or of the same in another form.
fn number(value: &Value, from: Builtin, to: Builtin) -> Value {
    #[allow(clippy::cast_possible_truncation)]
    let narrowed = |float: f64| if from == Builtin::F32 { f64::from(float as f32) } else { float };
    let integer = || match value {
        Value::Number(number) => value::integer(number),
        Value::String(text) => text.parse().ok(),
        _ => None,
    };
    match (from.plain(), to) {
        (Builtin::Decimal, Builtin::Decimal) => match value {
            Value::Number(number) => Value::from(value::decimal(number).to_string()),
            other => other.clone(),
        },
        (Builtin::Decimal, Builtin::DecimalNumber) => match value {
            Value::String(text) => text.parse::<f64>().map_or_else(|_| value.clone(), Value::from),
            other => other.clone(),
        },
        (_, Builtin::Decimal | Builtin::U64String | Builtin::I64String) => {
            integer().map_or_else(|| value.clone(), |integer| Value::from(integer.to_string()))
        }
        (Builtin::F32, Builtin::F64) => {
            value.as_f64().map_or_else(|| value.clone(), |float| Value::from(narrowed(float)))
        }
        _ => match integer() {
            Some(integer) => numbers::Number::Integer(integer).json(to.plain()),
            None => value.clone(),
        },
    }
}
