//! The conversion from one type to another that succeeds and loses nothing for every value; or the smallest value for
//! which there is none.

use std::cell::RefCell;

use serde_json::{Value, json};

use super::Conversion;
use super::enums::{Enums, Mapping};
use super::numbers::Range;
use crate::language::Languages;
use crate::model::{Builtin, Constraints, Named, ScalarId, SchemaSet, Type};
use crate::sample::Sampler;
use crate::value::{self, shown};

/// The most steps of a record or union that one step of what embeds it may take.
const MOST_STEPS: u32 = 256;

/// A type with the constraints of the field that has it.
#[derive(Clone, Debug)]
pub(super) struct Side<'s> {
    pub(super) ty: &'s Type,
    pub(super) constraints: Vec<&'s Constraints>,
}

impl<'s> Side<'s> {
    pub(super) fn new(ty: &'s Type, constraints: &'s Constraints) -> Self {
        Self { ty, constraints: vec![constraints] }
    }

    /// A type without constraints of its own, such as that of an item.
    pub(super) fn plain(ty: &'s Type) -> Self {
        Self { ty, constraints: Vec::new() }
    }

    /// What is inside an optional; constraints of `T?` concern the `T`.
    pub(super) fn inside(&self) -> Self {
        Self { ty: self.ty.without_optional(), constraints: self.constraints.clone() }
    }
}

/// Why there is no conversion.
#[derive(Clone, Debug)]
pub(super) struct Failure {
    /// The smallest value that would fail or become another, if one can be shown.
    pub(super) witness: Option<Value>,
    /// Why, as a clause.
    pub(super) reason: String,
}

impl Failure {
    /// A failure at a value, which the reason names.
    pub(super) fn at(witness: Value, reason: impl FnOnce(&str) -> String) -> Self {
        let reason = reason(&shown(&witness));
        Self { witness: Some(witness), reason }
    }

    /// The same failure inside a container.
    fn within(self, wrap: impl FnOnce(Value) -> Option<Value>) -> Self {
        Self { witness: self.witness.and_then(wrap), reason: self.reason }
    }
}

/// Finds conversions for one field.
pub(super) struct Converter<'p, 's> {
    pub(super) set: &'s SchemaSet,
    pub(super) languages: &'p Languages,
    pub(super) sampler: &'p RefCell<Sampler<'s>>,
    pub(super) enums: &'p Enums<'s>,
    /// What `map` of the field says, and what became of it.
    pub(super) mapping: Mapping<'s>,
}

impl<'s> Converter<'_, 's> {
    pub(super) fn convert(&mut self, from: &Side<'s>, to: &Side<'s>) -> Result<Conversion, Failure> {
        if self.mapping.is_empty() && from.ty == to.ty && from.constraints == to.constraints {
            return Ok(Conversion::Same);
        }
        match (from.ty, to.ty) {
            (Type::Optional(_), Type::Optional(_)) => Ok(match self.convert(&from.inside(), &to.inside())? {
                Conversion::Same => Conversion::Same,
                inner => Conversion::Optional(Box::new(inner)),
            }),
            (_, Type::Optional(_)) => Ok(Conversion::Some(Box::new(self.convert(from, &to.inside())?))),
            (Type::Optional(_), _) => {
                self.convert(&from.inside(), to)?;
                Err(self.no_value(to))
            }
            (Type::Named(Named::Scalar(_)), _) | (_, Type::Named(Named::Scalar(_))) => self.newtypes(from, to),
            (Type::Builtin(old), Type::Builtin(new)) => self.builtins(*old, from, *new, to),
            (Type::List(old), Type::List(new)) => self.list(from, to, old, new),
            (Type::Set(old), Type::Set(new)) => self.set(from, to, old, new),
            (Type::Map(old_key, old), Type::Map(new_key, new)) => self.map(from, to, (old_key, old), (new_key, new)),
            (Type::Named(Named::Enum(old)), Type::Named(Named::Enum(new))) => self.enumeration(*old, *new),
            (Type::Named(Named::Record(old, before)), Type::Named(Named::Record(new, after)))
                if old == new && before <= after =>
            {
                self.few_steps(from, *before, *after)?;
                Ok(match before == after {
                    true => Conversion::Same,
                    false => Conversion::Record { record: *old, from: *before, to: *after, fallible: false },
                })
            }
            (Type::Named(Named::Union(old, before)), Type::Named(Named::Union(new, after)))
                if old == new && before <= after =>
            {
                self.few_steps(from, *before, *after)?;
                Ok(match before == after {
                    true => Conversion::Same,
                    false => Conversion::Union { union: *old, from: *before, to: *after, fallible: false },
                })
            }
            (Type::Named(Named::Record(..) | Named::Union(..)), Type::Named(Named::Record(..) | Named::Union(..))) => {
                let reason = if named(from.ty) == named(to.ty) {
                    format!("steps lead to newer versions only, and `{}` is older", self.set.spelled(to.ty))
                } else {
                    self.unlike(from, to)
                };
                Err(Failure { witness: self.smallest(from), reason })
            }
            (
                Type::Builtin(_) | Type::Named(_) | Type::List(_) | Type::Set(_) | Type::Map(..),
                Type::Builtin(_) | Type::Named(_) | Type::List(_) | Type::Set(_) | Type::Map(..),
            ) => Err(Failure { witness: self.smallest(from), reason: self.unlike(from, to) }),
        }
    }

    /// The failure where there may be none.
    pub(super) fn no_value(&self, to: &Side<'s>) -> Failure {
        Failure {
            witness: Some(Value::Null),
            reason: format!("there may be none, and `{}` needs a value", self.set.spelled(to.ty)),
        }
    }

    /// Every step is a call within a call in generated code.
    fn few_steps(&self, from: &Side<'s>, before: u32, after: u32) -> Result<(), Failure> {
        if after - before <= MOST_STEPS {
            return Ok(());
        }
        Err(Failure {
            witness: self.smallest(from),
            reason: format!("{} steps lie between, and more than {MOST_STEPS} are not taken at once", after - before),
        })
    }

    pub(super) fn unlike(&self, from: &Side<'s>, to: &Side<'s>) -> String {
        format!("`{}` does not become `{}` by itself", self.set.spelled(from.ty), self.set.spelled(to.ty))
    }

    /// Out of the newtypes of one side as far as both share one, then into those of the other.
    fn newtypes(&mut self, from: &Side<'s>, to: &Side<'s>) -> Result<Conversion, Failure> {
        let (old_chain, old_base) = chain(self.set, from.ty);
        let (new_chain, new_base) = chain(self.set, to.ty);
        let shared = old_chain
            .iter()
            .enumerate()
            .find_map(|(old, scalar)| new_chain.iter().position(|other| other == scalar).map(|new| (old, new)));
        let with_chain = |side: &Side<'s>, scalars: &[ScalarId]| -> Vec<&'s Constraints> {
            let set = self.set;
            side.constraints.iter().copied().chain(scalars.iter().map(|scalar| &set[*scalar].constraints)).collect()
        };
        let (unwrapped, wrapped) = shared.unwrap_or((old_chain.len(), new_chain.len()));
        let old = Side { ty: old_base, constraints: with_chain(from, &old_chain) };
        let new = Side { ty: new_base, constraints: with_chain(to, &new_chain[..wrapped]) };
        let mut conversion = match (shared, old_base, new_base) {
            (Some(_), Type::Builtin(builtin), _) => {
                self.scalar_constraints(*builtin, &old.constraints, *builtin, &new.constraints)?;
                Conversion::Same
            }
            (Some(_), _, _) => Conversion::Same,
            (None, _, _) => self.convert(&old, &new)?,
        };
        for scalar in new_chain[..wrapped].iter().rev() {
            conversion = Conversion::Wrap(Box::new(conversion), *scalar);
        }
        for scalar in old_chain[..unwrapped].iter().rev() {
            conversion = Conversion::Unwrap(*scalar, Box::new(conversion));
        }
        Ok(conversion)
    }

    fn builtins(&mut self, old: Builtin, from: &Side<'s>, new: Builtin, to: &Side<'s>) -> Result<Conversion, Failure> {
        let same = old.plain() == new.plain();
        if !same && !widens(old.plain(), new.plain()) {
            return Err(self.narrower(old, from, new, to));
        }
        self.scalar_constraints(old, &from.constraints, new, &to.constraints)?;
        Ok(if same { Conversion::Same } else { Conversion::Widen })
    }

    /// The smallest value that a builtin type cannot hold, of one that is not wider.
    fn narrower(&self, old: Builtin, from: &Side<'s>, new: Builtin, to: &Side<'s>) -> Failure {
        let found = match (Range::of(old, &from.constraints), Range::of(new, &[])) {
            (Some(_), Some(_)) => candidates(old, new).into_iter().find(|candidate| {
                value::check(self.set, from.ty, &from.constraints, candidate).is_ok() && !holds(new, candidate)
            }),
            _ => return Failure { witness: self.smallest(from), reason: self.unlike(from, to) },
        };
        let outside = || {
            let (old_range, new_range) = (Range::of(old, &from.constraints)?, Range::of(new, &[])?);
            old_range.outside(&new_range).map(|number| number.json(old))
        };
        match found.or_else(outside) {
            Some(witness) => Failure::at(witness, |shown| {
                format!("`{}` cannot hold every `{}`, such as {shown}", new.name(), old.name())
            }),
            None => Failure {
                witness: self.smallest(from),
                reason: format!(
                    "a number becomes a wider one by itself, and `{}` is not wider than `{}`",
                    new.name(),
                    old.name()
                ),
            },
        }
    }

    /// The failure of an item as one of its list.
    pub(super) fn in_list(&self, side: &Side<'s>, failure: Failure) -> Failure {
        failure.within(|item| self.holding(side, vec![item]))
    }

    /// The failure of a key or a value as one of its map.
    pub(super) fn in_map(
        &self,
        side: &Side<'s>,
        failure: Failure,
        entry: impl FnOnce(Value) -> Option<(Value, Value)>,
    ) -> Failure {
        failure.within(|part| {
            let (key, item) = entry(part)?;
            self.holding_keys(side, vec![key], &item)
        })
    }
}

fn named(ty: &Type) -> Option<(bool, usize)> {
    match ty {
        Type::Named(Named::Record(id, _)) => Some((true, id.index())),
        Type::Named(Named::Union(id, _)) => Some((false, id.index())),
        _ => None,
    }
}

/// The newtypes around a type, the outermost first, and what is inside them all.
fn chain<'s>(set: &'s SchemaSet, ty: &'s Type) -> (Vec<ScalarId>, &'s Type) {
    let mut scalars = Vec::new();
    let mut inner = ty;
    while let Type::Named(Named::Scalar(id)) = inner {
        scalars.push(*id);
        inner = &set[*id].inner;
    }
    (scalars, inner)
}

/// Whether Rust converts every value of one number type into the other without loss.
fn widens(old: Builtin, new: Builtin) -> bool {
    let bits = match new {
        Builtin::F32 => 24,
        Builtin::F64 => 53,
        _ => 0,
    };
    match (old.integer_bounds(), new.integer_bounds()) {
        (Some((old_min, old_max)), Some((new_min, new_max))) => new_min <= old_min && old_max <= new_max,
        // A float has all integers of as many bits as its significand.
        (Some((min, max)), None) => new == Builtin::Decimal || (min >= -(1 << bits) && max <= 1 << bits),
        (None, _) => (old, new) == (Builtin::F32, Builtin::F64),
    }
}

/// Values of one number type that another may not have, the smallest first.
fn candidates(old: Builtin, new: Builtin) -> Vec<Value> {
    let numbers = match (old.plain(), new.plain()) {
        (_, Builtin::F32) if old.integer_bounds().is_some() => json!([16_777_217, -16_777_217]),
        (_, Builtin::F64) if old.integer_bounds().is_some() => {
            json!([9_007_199_254_740_993_i64, -9_007_199_254_740_993_i64])
        }
        (Builtin::F64, Builtin::F32) => json!([0.1, 1.1, -1.1, 1e39]),
        (Builtin::F32 | Builtin::F64, Builtin::Decimal) => json!([1e30, -1e30, 1e-30, 1.0000000000000002]),
        (Builtin::F32 | Builtin::F64, _) => json!([0.5, 1.5, -1.5, 100.5, -100.5]),
        (Builtin::Decimal, Builtin::F32 | Builtin::F64) => json!(["0.1", "1.1", "-1.1", "100.1", "-100.1"]),
        (Builtin::Decimal, _) => json!(["0.5", "1.5", "-1.5", "100.5", "-100.5"]),
        _ => json!([]),
    };
    let Value::Array(numbers) = numbers else { return Vec::new() };
    let written = |value: Value| match (old, &value) {
        (Builtin::U64String | Builtin::I64String, _) => Value::from(value.to_string()),
        (Builtin::DecimalNumber, Value::String(text)) => text.parse::<f64>().map_or(value.clone(), Value::from),
        _ => value,
    };
    numbers.into_iter().map(written).collect()
}

/// Whether a number type has this number, exactly.
#[allow(clippy::cast_possible_truncation)]
fn holds(builtin: Builtin, number: &Value) -> bool {
    let float = match number {
        Value::String(text) => return builtin.plain() == Builtin::Decimal && !text.is_empty(),
        other => other.as_f64().unwrap_or(f64::NAN),
    };
    match builtin.plain() {
        Builtin::F32 => {
            number.as_i64().map_or(f64::from(float as f32) == float, |integer| float as f32 as i64 == integer)
        }
        Builtin::F64 => number.as_i64().is_none_or(|integer| float as i64 == integer),
        Builtin::Decimal => false,
        _ => float.fract() == 0.0,
    }
}
