//! All constraints that hold for one value: those of the field and those of the newtypes around the builtin, together.

use crate::language::Language;
use crate::model::{Bound, Builtin, Constraints};

/// Constraints that hold at once.
#[derive(Clone, Debug, Default)]
pub(super) struct Limits<'s> {
    pub(super) min: Option<Bound>,
    pub(super) max: Option<Bound>,
    pub(super) min_items: u64,
    pub(super) max_items: Option<u64>,
    pub(super) unique: bool,
    texts: Vec<&'s Constraints>,
}

impl<'s> Limits<'s> {
    pub(super) fn of(constraints: &'s Constraints) -> Self {
        let mut limits = Self::default();
        limits.add(constraints);
        limits
    }

    /// Narrows by further constraints.
    pub(super) fn add(&mut self, constraints: &'s Constraints) {
        self.min = tighter(self.min, constraints.min, f64::max, i128::max, Ord::max);
        self.max = tighter(self.max, constraints.max, f64::min, i128::min, Ord::min);
        self.min_items = self.min_items.max(constraints.min_items.unwrap_or(0));
        self.max_items = lower(self.max_items, constraints.max_items);
        self.unique |= constraints.unique;
        self.texts.push(constraints);
    }

    /// The texts that a string can be within the limits.
    pub(super) fn language(&self) -> Language {
        Language::of(&self.texts)
    }

    /// The integers that a type has within the limits, both ends included.
    pub(super) fn integers(&self, builtin: Builtin) -> Option<(i128, i128)> {
        let (mut min, mut max) = builtin.integer_bounds()?;
        if let Some(Bound::Integer(bound)) = self.min {
            min = min.max(bound);
        }
        if let Some(Bound::Integer(bound)) = self.max {
            max = max.min(bound);
        }
        (min <= max).then_some((min, max))
    }
}

fn tighter(
    one: Option<Bound>,
    other: Option<Bound>,
    float: fn(f64, f64) -> f64,
    integer: fn(i128, i128) -> i128,
    decimal: fn(rust_decimal::Decimal, rust_decimal::Decimal) -> rust_decimal::Decimal,
) -> Option<Bound> {
    match (one, other) {
        (Some(Bound::Integer(one)), Some(Bound::Integer(other))) => Some(Bound::Integer(integer(one, other))),
        (Some(Bound::Float(one)), Some(Bound::Float(other))) => Some(Bound::Float(float(one, other))),
        (Some(Bound::Decimal(one)), Some(Bound::Decimal(other))) => Some(Bound::Decimal(decimal(one, other))),
        // Bounds of one type are of one kind.
        (one, other) => one.or(other),
    }
}

fn lower(one: Option<u64>, other: Option<u64>) -> Option<u64> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}
