//! Builtin types with their constraints, as sets of values. Whatever has an exact text form is the pattern of that form;
//! a bound of a decimal that is a text is an automaton of its own.

use crate::format::{integer_range_pattern, text_pattern};
use crate::language::Language;
use crate::model::{Bound, Builtin, Constraints, JsonForm, Named, SchemaSet, Type};
use crate::shape::node::{ANY, Graph, Id, Kinds, Node};
use crate::shape::number::Decimal;

use super::Side;

/// The values of a builtin type that constraints leave.
pub(super) fn builtin(graph: &mut Graph, builtin: Builtin, side: Side, constraints: &Constraints) -> Id {
    let mut parts = Vec::new();
    match builtin.json_form() {
        JsonForm::Any => return ANY,
        JsonForm::Boolean => return graph.kinds(Kinds::BOOLEAN),
        JsonForm::Integer { min, max } => {
            let (min, max) = constraints.narrowed((min, max));
            parts.push(graph.kinds(Kinds::NUMBER));
            parts.push(graph.add(Node::MultipleOf(Decimal::ONE)));
            parts.extend(Decimal::new(min, 0).map(|min| graph.add(Node::AtLeast(min, true))));
            parts.extend(Decimal::new(max, 0).map(|max| graph.add(Node::AtMost(max, true))));
        }
        JsonForm::Number => {
            parts.push(graph.kinds(Kinds::NUMBER));
            let (most, closed) = most(builtin, side);
            let low = bound(builtin, constraints.min);
            let high = bound(builtin, constraints.max);
            parts.extend(Decimal::parse(&format!("-{most}")).map(|low| graph.add(Node::AtLeast(low, closed))));
            parts.extend(Decimal::parse(most).map(|high| graph.add(Node::AtMost(high, closed))));
            parts.extend(low.map(|low| graph.add(Node::AtLeast(low, true))));
            parts.extend(high.map(|high| graph.add(Node::AtMost(high, true))));
        }
        JsonForm::Text => {
            parts.push(graph.kinds(Kinds::STRING));
            parts.extend(text_pattern(builtin).map(|pattern| graph.add(Node::Pattern(pattern.into()))));
            text(graph, builtin, constraints, &mut parts);
        }
    }
    graph.all(parts)
}

/// What constraints ask of a text.
fn text(graph: &mut Graph, builtin: Builtin, constraints: &Constraints, parts: &mut Vec<Id>) {
    if let Some(bounds) = builtin.integer_bounds() {
        if constraints.min.is_some() || constraints.max.is_some() {
            let (min, max) = constraints.narrowed(bounds);
            parts.push(graph.add(Node::Pattern(integer_range_pattern(min, max).into())));
        }
        return;
    }
    parts.extend(bound(builtin, constraints.min).map(|min| graph.add(Node::DecimalAtLeast(min))));
    parts.extend(bound(builtin, constraints.max).map(|max| graph.add(Node::DecimalAtMost(max))));
    let language = Language::of(&[constraints]);
    parts.extend(language.patterns.into_iter().map(|pattern| graph.add(Node::Pattern(pattern.into()))));
    if language.min_length > 0 {
        parts.push(graph.add(Node::MinLength(language.min_length)));
    }
    if language.max_length < u64::MAX {
        parts.push(graph.add(Node::MaxLength(language.max_length)));
    }
}

/// The highest number that a type holds, and whether it is itself in: what a reader rounds down to the highest `f32` is
/// read as it.
fn most(builtin: Builtin, side: Side) -> (&'static str, bool) {
    match (builtin, side) {
        (Builtin::F32, Side::Writer) => ("3.4028235e38", true),
        (Builtin::F32, Side::Reader) => ("3.4028235677973366e38", false),
        (Builtin::DecimalNumber, _) => ("7.9e28", true),
        _ => ("1.7976931348623157e308", true),
    }
}

/// A bound as it is printed for the type.
fn bound(builtin: Builtin, bound: Option<Bound>) -> Option<Decimal> {
    match bound? {
        Bound::Integer(bound) => Decimal::new(bound, 0),
        #[allow(clippy::cast_possible_truncation)]
        Bound::Float(bound) if builtin == Builtin::F32 => Decimal::parse(&(bound as f32).to_string()),
        Bound::Float(bound) => Decimal::parse(&bound.to_string()),
        Bound::Decimal(bound) => Decimal::parse(&bound.to_string()),
    }
}

/// The integers that newtypes leave of a range.
pub(super) fn integer_range(set: &SchemaSet, ty: &Type, mut range: (i128, i128)) -> (i128, i128) {
    let mut ty = ty;
    while let Type::Named(Named::Scalar(scalar)) = ty {
        range = set[*scalar].constraints.narrowed(range);
        ty = &set[*scalar].inner;
    }
    range
}
