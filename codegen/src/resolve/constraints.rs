//! Constraints: whether they apply to the type, and what they mean for it.

use std::cmp::Ordering;
use std::str::FromStr;

use rust_decimal::Decimal;

use crate::diagnostic::Diagnostic;
use crate::model::{Bound, Builtin, Constraints, Pattern, Type};
use crate::rules;
use crate::source::Place;
use crate::written::{Spanned, WrittenConstraints, place_within, shortened};
use crate::yaml::{Node, NodeKind, PlainKind};

use super::Resolver;

/// What a type can be constrained by.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Family {
    Number(Builtin),
    Text,
    List,
    Items,
    Other,
}

impl Family {
    fn takes(self) -> &'static str {
        match self {
            Family::Number(_) => "a number takes `min` and `max`",
            Family::Text => "a string takes `min_length`, `max_length` and `pattern`",
            Family::List => {
                "a list takes `min_items`, `max_items` and `unique`; constraints of its items belong on a newtype"
            }
            Family::Items => "sets and maps take `min_items` and `max_items`",
            Family::Other => "this type takes none",
        }
    }
}

impl Resolver<'_> {
    pub(super) fn constraints(&mut self, written: Option<&WrittenConstraints<'_>>, ty: &Type) -> Constraints {
        let Some(written) = written else { return Constraints::default() };
        let family = match self.base(ty.without_optional()) {
            Type::Builtin(Builtin::String) => Family::Text,
            Type::Builtin(builtin) if builtin.integer_bounds().is_some() => Family::Number(*builtin),
            Type::Builtin(builtin @ (Builtin::F32 | Builtin::F64 | Builtin::Decimal | Builtin::DecimalNumber)) => {
                Family::Number(*builtin)
            }
            Type::List(_) => Family::List,
            Type::Set(_) | Type::Map(..) => Family::Items,
            Type::Builtin(_) | Type::Named(_) | Type::Optional(_) => Family::Other,
        };
        let mut constraints = Constraints::default();
        let number = match family {
            Family::Number(builtin) => Some(builtin),
            _ => None,
        };
        for (key, node, slot) in
            [("min", written.min, &mut constraints.min), ("max", written.max, &mut constraints.max)]
        {
            let Some(node) = node else { continue };
            match number {
                Some(builtin) => *slot = self.bound(key, node, builtin),
                None => self.not_applicable(key, node.place, family),
            }
        }
        if let (Some(min), Some(max)) = (&constraints.min, &constraints.max)
            && compare_bounds(min, max) == Some(Ordering::Greater)
            && let Some(place) = written.max.map(|node| node.place)
        {
            self.no_value_left(place, "`max` is below `min`", written.min.map(|node| node.place));
        }
        let is_text = family == Family::Text;
        constraints.min_length = self.length("min_length", written.min_length.as_ref(), is_text, family);
        constraints.max_length = self.length("max_length", written.max_length.as_ref(), is_text, family);
        self.ordered(("min_length", &written.min_length), ("max_length", &written.max_length));
        let has_items = matches!(family, Family::List | Family::Items);
        constraints.min_items = self.length("min_items", written.min_items.as_ref(), has_items, family);
        constraints.max_items = self.length("max_items", written.max_items.as_ref(), has_items, family);
        self.ordered(("min_items", &written.min_items), ("max_items", &written.max_items));
        if let Some(unique) = &written.unique {
            if family == Family::List {
                constraints.unique = unique.value;
            } else {
                self.not_applicable("unique", unique.place, family);
            }
        }
        if let Some(pattern) = &written.pattern {
            if is_text {
                constraints.pattern = self.pattern(pattern);
            } else {
                self.not_applicable("pattern", pattern.place, family);
            }
        }
        constraints
    }

    fn pattern(&mut self, text: &Spanned<String>) -> Option<Pattern> {
        match self.patterns.parse(&text.value) {
            Ok(pattern) => Some(pattern),
            Err(error) => {
                let place = place_within(text.place, &text.value, error.range.clone());
                self.report(
                    Diagnostic::new(&rules::pattern_invalid::RULE, place, error.message.clone()).with_help(
                        "patterns use what ECMA-262 and Rust read alike: classes, groups, `|`, `*`, `+`, `?`, `{n,m}`, `^` and `$`",
                    ),
                );
                None
            }
        }
    }

    fn length(&mut self, key: &str, count: Option<&Spanned<u64>>, applies: bool, family: Family) -> Option<u64> {
        let count = count?;
        if !applies {
            self.not_applicable(key, count.place, family);
            return None;
        }
        Some(count.value)
    }

    fn ordered(
        &mut self,
        (low_key, low): (&str, &Option<Spanned<u64>>),
        (high_key, high): (&str, &Option<Spanned<u64>>),
    ) {
        if let (Some(low), Some(high)) = (low, high)
            && low.value > high.value
        {
            self.no_value_left(high.place, &format!("`{high_key}` is below `{low_key}`"), Some(low.place));
        }
    }

    fn no_value_left(&mut self, place: Place, why: &str, also: Option<Place>) {
        let mut problem = Diagnostic::new(&rules::constraint_empty::RULE, place, format!("no value is left: {why}"));
        if let Some(also) = also {
            problem = problem.with_also(also, "the other bound");
        }
        self.report(problem);
    }

    fn not_applicable(&mut self, key: &str, place: Place, family: Family) {
        self.report(
            Diagnostic::new(
                &rules::constraint_not_applicable::RULE,
                place,
                format!("`{key}` does not apply to this type"),
            )
            .with_help(family.takes()),
        );
    }

    fn bound(&mut self, key: &str, node: &Node, builtin: Builtin) -> Option<Bound> {
        let expected = match builtin {
            Builtin::F32 | Builtin::F64 => "a finite number, such as `0.5`",
            Builtin::Decimal => "a decimal in quotes, such as `\"0.05\"`",
            Builtin::DecimalNumber => "a decimal, such as `0.05`",
            _ => "a whole number that the type can hold",
        };
        let NodeKind::Scalar(scalar) = &node.kind else {
            self.wrong_bound(key, node.place, "this", expected);
            return None;
        };
        let text = scalar.text.as_str();
        let is_number = matches!(scalar.plain_kind(), PlainKind::Integer | PlainKind::Float);
        let bound = match builtin {
            Builtin::F32 | Builtin::F64 => {
                let value = text.parse::<f64>().ok().filter(|value| is_number && value.is_finite());
                let fits = value.filter(|&value| builtin == Builtin::F64 || value.abs() <= f64::from(f32::MAX));
                fits.map(Bound::Float)
            }
            Builtin::Decimal if is_number => {
                self.reader_needs_quotes(text, node.place);
                return None;
            }
            Builtin::Decimal | Builtin::DecimalNumber => Some(text)
                .filter(|text| is_decimal(text))
                .and_then(|text| Decimal::from_str(text).ok())
                .map(Bound::Decimal),
            _ => {
                let (lowest, highest) = builtin.integer_bounds().unwrap_or((0, 0));
                let value = text.parse::<i128>().ok().filter(|_| is_number);
                value.filter(|value| (lowest..=highest).contains(value)).map(Bound::Integer)
            }
        };
        if bound.is_none() {
            self.wrong_bound(key, node.place, &format!("`{}`", shortened(text)), expected);
        }
        bound
    }

    pub(super) fn reader_needs_quotes(&mut self, text: &str, place: Place) {
        let quoted = format!("\"{text}\"");
        self.report(
            Diagnostic::new(
                &rules::text_needs_quotes::RULE,
                place,
                format!("text is meant here, and `{}` is a number", shortened(text)),
            )
            .with_help(format!("write `{quoted}`"))
            .with_edit(place, quoted),
        );
    }

    fn wrong_bound(&mut self, key: &str, place: Place, found: &str, expected: &str) {
        self.report(Diagnostic::new(
            &rules::constraint_invalid::RULE,
            place,
            format!("`{key}` is {expected}, and {found} is not"),
        ));
    }
}

/// The form of a decimal in the language, with at most 28 digits.
fn is_decimal(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = match unsigned.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (unsigned, None),
    };
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && whole.len() + fraction.map_or(0, str::len) <= 28
}

fn compare_bounds(left: &Bound, right: &Bound) -> Option<Ordering> {
    match (left, right) {
        (Bound::Integer(left), Bound::Integer(right)) => Some(left.cmp(right)),
        (Bound::Float(left), Bound::Float(right)) => left.partial_cmp(right),
        (Bound::Decimal(left), Bound::Decimal(right)) => Some(left.cmp(right)),
        (Bound::Integer(_) | Bound::Float(_) | Bound::Decimal(_), _) => None,
    }
}
