//! A type as a JSON Schema: what it is on the wire, narrowed by its constraints. Definitions, and builtins whose exact
//! pattern is long, are references into `$defs`; everything else stands where it is used.

use rust_decimal::Decimal;

use super::text::{Json, Object, float, texts};
use super::{Builder, Part};
use crate::format::{integer_range_pattern, text_pattern};
use crate::model::{Bound, Builtin, Constraints, JsonForm, Named, SchemaSet, Type};

impl Builder<'_> {
    /// The schema of a type with the constraints of the field or newtype that has it.
    pub(in crate::emit) fn ty(&mut self, ty: &Type, constraints: &Constraints) -> Object {
        match ty {
            Type::Builtin(builtin) => self.builtin(*builtin, constraints),
            Type::Named(named) => {
                let mut schema = self.reference(Part::Named(*named));
                if let Some(builtin) = self.set.wrapped(*named) {
                    narrow(&mut schema, builtin, constraints);
                }
                schema
            }
            Type::List(item) => {
                let mut schema = Object::new().with("type", "array");
                schema.add("items", self.ty(item, &Constraints::default()));
                items(&mut schema, constraints, constraints.unique, ("minItems", "maxItems"));
                schema
            }
            Type::Set(item) => {
                let mut schema = Object::new().with("type", "array");
                schema.add("items", self.ty(item, &Constraints::default()));
                items(&mut schema, constraints, true, ("minItems", "maxItems"));
                schema
            }
            Type::Map(key, value) => {
                let mut schema = Object::new().with("type", "object");
                if let Some(names) = self.key(key) {
                    schema.add("propertyNames", names);
                }
                schema.add("additionalProperties", self.ty(value, &Constraints::default()));
                items(&mut schema, constraints, false, ("minProperties", "maxProperties"));
                let spellings = spellings_of_one_key(self.set, key);
                if !spellings.is_empty() {
                    schema.add("allOf", spellings);
                }
                schema
            }
            Type::Optional(inner) => nullable(self.ty(inner, constraints)),
        }
    }

    fn builtin(&mut self, builtin: Builtin, constraints: &Constraints) -> Object {
        let mut schema = match builtin.json_form() {
            JsonForm::Boolean => Object::new().with("type", "boolean"),
            JsonForm::Integer { min, max } => {
                let (min, max) = constraints.narrowed((min, max));
                return Object::new().with("type", "integer").with("minimum", min).with("maximum", max);
            }
            JsonForm::Number => number(builtin, constraints),
            JsonForm::Text if builtin == Builtin::String => Object::new().with("type", "string"),
            JsonForm::Text => self.reference(Part::Builtin(builtin)),
            JsonForm::Any => Object::new(),
        };
        narrow(&mut schema, builtin, constraints);
        schema
    }

    /// What the keys of a map must be; nothing for any text.
    fn key(&mut self, key: &Type) -> Option<Object> {
        match key {
            Type::Builtin(Builtin::String) => None,
            Type::Builtin(builtin) => Some(match builtin.integer_bounds() {
                Some((min, max)) => Object::new().with("pattern", integer_range_pattern(min, max)),
                None => self.reference(Part::Builtin(*builtin)),
            }),
            Type::Named(named) => Some(match integer_key_range(self.set, *named) {
                Some((min, max)) => Object::new().with("pattern", integer_range_pattern(min, max)),
                None => self.reference(Part::Named(*named)),
            }),
            Type::List(_) | Type::Set(_) | Type::Map(..) | Type::Optional(_) => None,
        }
    }
}

/// The schema of a builtin that stands in `$defs`: a string of an exact pattern.
pub(super) fn shared_builtin(builtin: Builtin) -> Object {
    let mut schema = Object::new().with("type", "string");
    // A format is named only where one that is asserted refuses nothing that the type reads: `time` asks for an
    // offset, and `duration` knows no fractions.
    match builtin {
        Builtin::Uuid => schema.add("format", "uuid"),
        Builtin::Date => schema.add("format", "date"),
        Builtin::Timestamp => schema.add("format", "date-time"),
        Builtin::Bytes => schema.add("contentEncoding", "base64"),
        _ => {}
    }
    schema.add_some("pattern", text_pattern(builtin));
    schema.with("x-retold-type", builtin.name())
}

/// The same schema that accepts `null` as well.
fn nullable(mut schema: Object) -> Object {
    if schema.is_empty() {
        return schema;
    }
    let plain = schema.value("$ref").is_none() && schema.value("allOf").is_none();
    let one = match schema.value_mut("type") {
        Some(ty) if plain => match &*ty {
            Json::Text(name) => Some((texts([name.as_str(), "null"]), ty)),
            _ => None,
        },
        _ => None,
    };
    match one {
        Some((both, ty)) => {
            *ty = both;
            schema
        }
        None => {
            Object::new().with("anyOf", vec![Json::Object(schema), Json::Object(Object::new().with("type", "null"))])
        }
    }
}

/// Texts of an enum that are one key: only one of them may stand in a map.
fn spellings_of_one_key(set: &SchemaSet, key: &Type) -> Vec<Json> {
    let Type::Named(Named::Enum(id)) = key else { return Vec::new() };
    let mut conditions = Vec::new();
    for value in &set[*id].values {
        let texts: Vec<&str> = std::iter::once(&value.wire).chain(&value.aliases).map(String::as_str).collect();
        if texts.len() > 1 {
            conditions.push(at_most_one(&texts).into());
        }
    }
    conditions
}

/// A schema of an object that has at most one of these keys.
pub(super) fn at_most_one(keys: &[&str]) -> Object {
    if let [one, other] = keys {
        return Object::new().with("not", Object::new().with("required", texts([*one, *other])));
    }
    let mut absent = Object::new();
    keys.iter().for_each(|key| absent.add((*key).to_owned(), false));
    let mut choices: Vec<Json> = keys.iter().map(|key| present(key).into()).collect();
    choices.push(Object::new().with("properties", absent).into());
    Object::new().with("oneOf", choices)
}

/// A schema of an object that has this key.
pub(super) fn present(key: &str) -> Object {
    Object::new().with("required", texts([key]))
}

/// Bounds of the number of items, and that no two are equal.
fn items(schema: &mut Object, constraints: &Constraints, unique: bool, names: (&'static str, &'static str)) {
    schema.add_some(names.0, constraints.min_items);
    schema.add_some(names.1, constraints.max_items);
    if unique {
        schema.add("uniqueItems", true);
    }
}

/// A number that is not an integer: the range of the type, narrowed by the constraints.
fn number(builtin: Builtin, constraints: &Constraints) -> Object {
    let mut schema = Object::new().with("type", "number");
    match builtin {
        Builtin::F32 => {
            // What lies closer to the highest `f32` than to infinity is read as it.
            if constraints.min.is_none() {
                schema.add("exclusiveMinimum", float(-F32_OVERFLOW));
            }
            if constraints.max.is_none() {
                schema.add("exclusiveMaximum", float(F32_OVERFLOW));
            }
        }
        Builtin::DecimalNumber => {
            if constraints.min.is_none() {
                schema.add("minimum", Json::Number(format!("-{DECIMAL_MAX}")));
            }
            if constraints.max.is_none() {
                schema.add("maximum", Json::Number(DECIMAL_MAX.to_owned()));
            }
            schema.add("x-retold-type", builtin.name());
        }
        _ => {}
    }
    schema
}

/// The lowest number that is infinite as an `f32`: half a step above the highest.
const F32_OVERFLOW: f64 = 3.402_823_567_797_336_6e38;

/// The highest decimal. Readers that make doubles of numbers take it and 1e28 for one.
const DECIMAL_MAX: &str = "9999999999999999999999999999";

/// Adds to a schema of this builtin, or of a newtype around it, what the constraints ask for.
fn narrow(schema: &mut Object, builtin: Builtin, constraints: &Constraints) {
    match builtin {
        Builtin::U64String | Builtin::I64String => {
            if constraints.min.is_some() || constraints.max.is_some() {
                let bounds = builtin.integer_bounds().unwrap_or((0, 0));
                let (min, max) = constraints.narrowed(bounds);
                schema.add("pattern", integer_range_pattern(min, max));
            }
        }
        Builtin::Decimal => {
            if let Some(Bound::Decimal(min)) = constraints.min {
                if min >= Decimal::ZERO {
                    schema.add("pattern", NOT_NEGATIVE);
                }
                schema.add("x-retold-minimum", min.to_string());
            }
            if let Some(Bound::Decimal(max)) = constraints.max {
                schema.add("x-retold-maximum", max.to_string());
            }
        }
        _ => {
            schema.add_some("minimum", constraints.min.map(|min| bound(builtin, min)));
            schema.add_some("maximum", constraints.max.map(|max| bound(builtin, max)));
            schema.add_some("minLength", constraints.min_length);
            schema.add_some("maxLength", constraints.max_length);
            schema.add_some("pattern", constraints.pattern.as_ref().map(|pattern| &pattern.portable));
        }
    }
}

/// Of all texts that a decimal can be, those that are zero or above.
const NOT_NEGATIVE: &str = "^(?:[0-9]|-0(?:\\.0+)?$)";

/// A bound as a number. One of an `f32` is printed as an `f32` is, so that a value that is equal to it is not beyond it.
fn bound(builtin: Builtin, bound: Bound) -> Json {
    match bound {
        Bound::Integer(bound) => Json::from(bound),
        #[allow(clippy::cast_possible_truncation)]
        Bound::Float(bound) if builtin == Builtin::F32 => Json::Number((bound as f32).to_string()),
        Bound::Float(bound) => float(bound),
        Bound::Decimal(bound) => Json::Number(bound.to_string()),
    }
}

/// The integers that a newtype of an integer takes; nothing for a newtype of another type.
fn integer_key_range(set: &SchemaSet, mut named: Named) -> Option<(i128, i128)> {
    let mut range = set.wrapped(named)?.integer_bounds()?;
    while let Named::Scalar(scalar) = named {
        let scalar = &set[scalar];
        range = scalar.constraints.narrowed(range);
        match scalar.inner {
            Type::Named(inner) => named = inner,
            _ => break,
        }
    }
    Some(range)
}
