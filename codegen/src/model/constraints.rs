//! What narrows a type: bounds, lengths, a pattern, numbers of items.

use rust_decimal::Decimal;

/// The constraints of a field or a newtype; all absent means none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Constraints {
    /// The lowest value, included: numbers.
    pub min: Option<Bound>,
    /// The highest value, included: numbers.
    pub max: Option<Bound>,
    /// The fewest code points: strings.
    pub min_length: Option<u64>,
    /// The most code points: strings.
    pub max_length: Option<u64>,
    /// What a string must contain a match of.
    pub pattern: Option<Pattern>,
    /// The fewest items: lists, sets, maps.
    pub min_items: Option<u64>,
    /// The most items: lists, sets, maps.
    pub max_items: Option<u64>,
    /// No two items are equal: lists.
    pub unique: bool,
}

impl Constraints {
    /// Nothing is constrained.
    pub(crate) const NONE: &'static Constraints = &Constraints {
        min: None,
        max: None,
        min_length: None,
        max_length: None,
        pattern: None,
        min_items: None,
        max_items: None,
        unique: false,
    };

    /// Whether nothing is constrained.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self == &Self::default()
    }

    /// The integers that they leave of a range.
    pub(crate) fn narrowed(&self, (min, max): (i128, i128)) -> (i128, i128) {
        let integer = |bound: Option<Bound>| match bound {
            Some(Bound::Integer(bound)) => Some(bound),
            Some(Bound::Float(_) | Bound::Decimal(_)) | None => None,
        };
        let min = integer(self.min).map_or(min, |bound| bound.max(min));
        let max = integer(self.max).map_or(max, |bound| bound.min(max));
        (min, max)
    }
}

/// A bound of a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bound {
    /// Of an integer type.
    Integer(i128),
    /// Of `f32` or `f64`.
    Float(f64),
    /// Of a decimal.
    Decimal(Decimal),
}

/// A pattern of the subset that ECMA-262 and Rust read alike.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Pattern {
    /// As the schema spells it.
    pub written: String,
    /// Spelled so that every engine reads it alike: `\d`, `\w`, `\s` and `.` as explicit classes where engines differ.
    pub portable: String,
}
