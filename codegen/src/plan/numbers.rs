//! Numbers and bounds of any kind beside each other, compared exactly: whether every number that a type and its bounds
//! allow is within other bounds, and if not, the smallest that is not.

use std::cmp::Ordering;

use rust_decimal::Decimal;
use rust_decimal::prelude::{FromPrimitive, ToPrimitive};
use serde_json::Value;

use crate::model::{Bound, Builtin, Constraints};

/// A number of any type.
#[derive(Clone, Copy, Debug)]
pub(super) enum Number {
    Integer(i128),
    Float(f64),
    Decimal(Decimal),
}

impl Number {
    /// Exactly, whatever the kinds; `None` never for numbers that a type can hold.
    pub(super) fn compare(self, other: Number) -> Option<Ordering> {
        match (self, other) {
            (Number::Integer(left), Number::Integer(right)) => Some(left.cmp(&right)),
            (Number::Float(left), Number::Float(right)) => left.partial_cmp(&right),
            (Number::Decimal(left), Number::Decimal(right)) => Some(left.cmp(&right)),
            (Number::Integer(left), Number::Float(right)) => integer_and_float(left, right),
            (Number::Float(left), Number::Integer(right)) => integer_and_float(right, left).map(Ordering::reverse),
            (Number::Integer(left), Number::Decimal(right)) => Some(Decimal::from_i128(left)?.cmp(&right)),
            (Number::Decimal(left), Number::Integer(right)) => Some(left.cmp(&Decimal::from_i128(right)?)),
            (Number::Float(left), Number::Decimal(right)) => left.partial_cmp(&right.to_f64()?),
            (Number::Decimal(left), Number::Float(right)) => left.to_f64()?.partial_cmp(&right),
        }
    }

    fn is_below(self, other: Number) -> bool {
        self.compare(other) == Some(Ordering::Less)
    }

    fn plus(self, step: i8) -> Number {
        match self {
            Number::Integer(integer) => Number::Integer(integer.saturating_add(step.into())),
            Number::Float(float) => Number::Float(float.floor() + f64::from(step)),
            Number::Decimal(decimal) => Number::Decimal(decimal.saturating_add(step.into())),
        }
    }

    /// The nearest number of the kind that a type holds.
    #[allow(clippy::cast_possible_truncation)]
    fn of_kind(self, builtin: Builtin) -> Option<Number> {
        Some(match (builtin.plain(), self) {
            (Builtin::F32, number) => Number::Float(f64::from(number.float()? as f32)),
            (Builtin::F64, number) => Number::Float(number.float()?),
            (Builtin::Decimal, Number::Integer(integer)) => Number::Decimal(Decimal::from_i128(integer)?),
            (Builtin::Decimal, Number::Float(float)) => Number::Decimal(Decimal::from_f64(float)?),
            (Builtin::Decimal, decimal @ Number::Decimal(_)) => decimal,
            (_, Number::Integer(integer)) => Number::Integer(integer),
            (_, Number::Float(float)) => Number::Integer(float.floor() as i128),
            (_, Number::Decimal(decimal)) => Number::Integer(decimal.floor().to_i128()?),
        })
    }

    fn float(self) -> Option<f64> {
        match self {
            #[allow(clippy::cast_precision_loss)]
            Number::Integer(integer) => Some(integer as f64),
            Number::Float(float) => Some(float),
            Number::Decimal(decimal) => decimal.to_f64(),
        }
    }

    /// As a type writes it.
    pub(super) fn json(self, builtin: Builtin) -> Value {
        match (self, builtin) {
            (Number::Integer(integer), Builtin::U64String | Builtin::I64String) => Value::from(integer.to_string()),
            (Number::Integer(integer), _) => match (u64::try_from(integer), i64::try_from(integer)) {
                (Ok(integer), _) => Value::from(integer),
                (_, Ok(integer)) => Value::from(integer),
                (Err(_), Err(_)) => Value::Null,
            },
            (Number::Decimal(decimal), Builtin::DecimalNumber) => float_json(decimal.to_f64().unwrap_or_default()),
            (Number::Decimal(decimal), _) => Value::from(decimal.to_string()),
            (Number::Float(float), _) => float_json(float),
        }
    }
}

/// A number without a fraction is written without one where that says the same.
#[allow(clippy::cast_possible_truncation)]
fn float_json(float: f64) -> Value {
    if float.fract() == 0.0 && float.abs() < 9e15 { Value::from(float as i64) } else { Value::from(float) }
}

#[allow(clippy::cast_possible_truncation)]
fn integer_and_float(integer: i128, float: f64) -> Option<Ordering> {
    if float.is_nan() {
        return None;
    }
    // Beyond this every float is beyond every integer of the language.
    if float.abs() >= 2_f64.powi(100) {
        return Some(if float > 0.0 { Ordering::Less } else { Ordering::Greater });
    }
    let whole = integer.cmp(&(float.trunc() as i128));
    Some(whole.then(if float.fract() > 0.0 {
        Ordering::Less
    } else if float.fract() < 0.0 {
        Ordering::Greater
    } else {
        Ordering::Equal
    }))
}

/// A bound as the type holds it: one of an `f32` is rounded to an `f32`.
fn bound(builtin: Builtin, bound: Bound) -> Number {
    match bound {
        Bound::Integer(integer) => Number::Integer(integer),
        #[allow(clippy::cast_possible_truncation)]
        Bound::Float(float) if builtin == Builtin::F32 => Number::Float(f64::from(float as f32)),
        Bound::Float(float) => Number::Float(float),
        Bound::Decimal(decimal) => Number::Decimal(decimal),
    }
}

/// The lowest and the highest number that a type can hold; `None` if it is no number.
fn whole_range(builtin: Builtin) -> Option<(Number, Number)> {
    if let Some((min, max)) = builtin.integer_bounds() {
        return Some((Number::Integer(min), Number::Integer(max)));
    }
    Some(match builtin {
        Builtin::F32 => (Number::Float(f64::from(f32::MIN)), Number::Float(f64::from(f32::MAX))),
        Builtin::F64 => (Number::Float(f64::MIN), Number::Float(f64::MAX)),
        Builtin::Decimal | Builtin::DecimalNumber => {
            let most = Decimal::from_i128_with_scale(9_999_999_999_999_999_999_999_999_999, 0);
            (Number::Decimal(-most), Number::Decimal(most))
        }
        _ => return None,
    })
}

/// A range of numbers of one type, its ends included.
#[derive(Clone, Copy, Debug)]
pub(super) struct Range {
    builtin: Builtin,
    min: Number,
    max: Number,
}

impl Range {
    /// What the constraints leave of a type; `None` if it is no number.
    pub(super) fn of(builtin: Builtin, constraints: &[&Constraints]) -> Option<Self> {
        let (mut min, mut max) = whole_range(builtin)?;
        for constraint in constraints {
            if let Some(narrower) = constraint.min.map(|min| bound(builtin, min))
                && min.is_below(narrower)
            {
                min = narrower;
            }
            if let Some(narrower) = constraint.max.map(|max| bound(builtin, max))
                && narrower.is_below(max)
            {
                max = narrower;
            }
        }
        Some(Self { builtin, min, max })
    }

    pub(super) fn contains(&self, number: Number) -> bool {
        !number.is_below(self.min) && !self.max.is_below(number)
    }

    /// How many numbers there are, if they are integers and not too many to count.
    pub(super) fn count(&self) -> Option<u64> {
        let (Number::Integer(min), Number::Integer(max)) = (self.min, self.max) else { return None };
        u64::try_from(max.checked_sub(min)?.checked_add(1)?.max(0)).ok()
    }

    /// The number of this range that is nearest to zero.
    pub(super) fn smallest(&self) -> Option<Number> {
        let zero = Number::Integer(0).of_kind(self.builtin)?;
        [zero, self.min, self.max].into_iter().find(|&number| self.contains(number))
    }

    /// A number of this range that `other` does not contain, small and plain; `None` if there is none.
    pub(super) fn outside(&self, other: &Range) -> Option<Number> {
        let candidates = [Number::Integer(0), other.max.plus(1), other.min.plus(-1), self.max, self.min];
        let tenth = |number: Number, tenth: Decimal| match number {
            Number::Decimal(decimal) => decimal.checked_add(tenth).map(Number::Decimal),
            _ => None,
        };
        let near = [tenth(other.max, Decimal::new(1, 1)), tenth(other.min, Decimal::new(-1, 1))];
        candidates
            .into_iter()
            .filter_map(|number| number.of_kind(self.builtin))
            .chain(near.into_iter().flatten())
            .chain([self.max, self.min])
            .find(|&number| self.contains(number) && !other.contains(number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_and_floats_compare_exactly() {
        let integer = |integer| Number::Integer(integer);
        let high = 9_007_199_254_740_993;
        assert_eq!(integer(high).compare(Number::Float(9_007_199_254_740_992.0)), Some(Ordering::Greater));
        assert_eq!(integer(-1).compare(Number::Float(-0.5)), Some(Ordering::Less));
        assert_eq!(integer(0).compare(Number::Float(-0.5)), Some(Ordering::Greater));
        assert_eq!(integer(0).compare(Number::Float(0.5)), Some(Ordering::Less));
        assert_eq!(integer(i128::MAX).compare(Number::Float(f64::MAX)), Some(Ordering::Less));
        assert_eq!(Number::Float(2.0).compare(integer(2)), Some(Ordering::Equal));
    }

    #[test]
    fn the_smallest_number_outside_is_near_zero() {
        let range = |min, max| {
            let constraints = Constraints {
                min: Some(Bound::Integer(min)),
                max: Some(Bound::Integer(max)),
                ..Constraints::default()
            };
            Range::of(Builtin::I64, &[&constraints]).expect("integers are numbers")
        };
        let outside = |left: Range, right: Range| left.outside(&right).map(|number| number.json(Builtin::I64));
        assert_eq!(outside(range(0, 10), range(1, 10)), Some(Value::from(0)));
        assert_eq!(outside(range(0, 10), range(0, 5)), Some(Value::from(6)));
        assert_eq!(outside(range(-9, -3), range(-5, 5)), Some(Value::from(-6)));
        assert_eq!(outside(range(1, 4), range(0, 5)), None);
        assert_eq!(outside(range(5, 4), range(0, 0)), None);
    }
}
