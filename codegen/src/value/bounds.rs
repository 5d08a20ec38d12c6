//! Constraints on a value that has its type already.

use std::cmp::Ordering;

use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;
use serde_json::Value;

use super::json::quoted;
use super::scalar::Number;
use crate::model::{Bound, Builtin, Constraints};
use crate::pattern;

/// What a scalar value breaks of its constraints.
pub(super) fn scalar(
    builtin: Builtin,
    constraints: &[&Constraints],
    value: &Value,
    number: Option<Number>,
) -> Vec<String> {
    let mut messages = Vec::new();
    for constraint in constraints {
        if let Some(number) = number {
            if let Some(min) = constraint.min
                && compare(builtin, number, min) == Some(Ordering::Less)
            {
                messages.push(format!("{} is less than the least, {}", shown(number), shown(bound(min))));
            }
            if let Some(max) = constraint.max
                && compare(builtin, number, max) == Some(Ordering::Greater)
            {
                messages.push(format!("{} is more than the most, {}", shown(number), shown(bound(max))));
            }
        }
        if let (Builtin::String, Value::String(text)) = (builtin, value) {
            messages.extend(string(constraint, text));
        }
    }
    messages
}

fn string(constraint: &Constraints, text: &str) -> Vec<String> {
    let mut messages = Vec::new();
    let length = text.chars().count() as u64;
    if let Some(min) = constraint.min_length.filter(|&min| length < min) {
        messages.push(format!("{} has {}, fewer than {min}", quoted(text), plural(length, "character")));
    }
    if let Some(max) = constraint.max_length.filter(|&max| length > max) {
        messages.push(format!("{} has {}, more than {max}", quoted(text), plural(length, "character")));
    }
    if let Some(wanted) = &constraint.pattern
        && !pattern::matches(&wanted.portable, text)
    {
        messages.push(format!("{} does not match `{}`", quoted(text), wanted.written));
    }
    messages
}

/// What a number of items breaks.
pub(super) fn count(what: &str, count: u64, constraints: &[&Constraints]) -> Vec<String> {
    let mut messages = Vec::new();
    for constraint in constraints {
        if let Some(min) = constraint.min_items.filter(|&min| count < min) {
            messages.push(format!("{} are fewer than {min}", plural(count, what)));
        }
        if let Some(max) = constraint.max_items.filter(|&max| count > max) {
            messages.push(format!("{} are more than {max}", plural(count, what)));
        }
    }
    messages
}

fn plural(count: u64, what: &str) -> String {
    match (count, what) {
        (1, what) => format!("1 {what}"),
        (count, "entry") => format!("{count} entries"),
        (count, what) => format!("{count} {what}s"),
    }
}

fn bound(bound: Bound) -> Number {
    match bound {
        Bound::Integer(integer) => Number::Integer(integer),
        Bound::Float(float) => Number::Float(float),
        Bound::Decimal(decimal) => Number::Decimal(decimal),
    }
}

fn shown(number: Number) -> String {
    match number {
        Number::Integer(integer) => format!("`{integer}`"),
        Number::Float(float) => format!("`{float}`"),
        Number::Decimal(decimal) => format!("`{decimal}`"),
    }
}

/// A number beside a bound, compared as the type holds them: an `f32` with the bound as an `f32`.
#[allow(clippy::cast_possible_truncation)]
fn compare(builtin: Builtin, number: Number, bound: Bound) -> Option<Ordering> {
    match (number, bound) {
        (Number::Integer(left), Bound::Integer(right)) => Some(left.cmp(&right)),
        (Number::Float(left), Bound::Float(right)) if builtin == Builtin::F32 => {
            (left as f32).partial_cmp(&(right as f32))
        }
        (Number::Float(left), Bound::Float(right)) => left.partial_cmp(&right),
        (Number::Decimal(left), Bound::Decimal(right)) => Some(left.cmp(&right)),
        (left, right) => decimal(left)?.partial_cmp(&decimal(self::bound(right))?),
    }
}

fn decimal(number: Number) -> Option<Decimal> {
    match number {
        Number::Integer(integer) => Decimal::from_i128(integer),
        Number::Float(float) => Decimal::from_f64(float),
        Number::Decimal(decimal) => Some(decimal),
    }
}
