//! The automaton of the texts that spell a decimal at or above a bound, or at or below it: `-?(0|[1-9]\d*)(\.\d+)?` read
//! from the left, with what is known so far of its order to the bound.

use std::cmp::Ordering;

use super::automaton::Automaton;
use crate::shape::Decimal;

/// Which side of the bound is accepted; the bound itself always is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Side {
    Above,
    Below,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum State {
    Start,
    Minus,
    /// So many digits before the point, at most one more than the bound has; their order to those of the bound.
    Whole {
        negative: bool,
        zero: bool,
        digits: usize,
        order: Ordering,
    },
    /// So many digits after it, at most as many as the bound has.
    Fraction {
        negative: bool,
        digits: usize,
        any: bool,
        order: Ordering,
    },
}

const MINUS: usize = 10;
const POINT: usize = 11;
const CLASSES: usize = 13;

/// The automaton; `None` where the bound has too many digits.
pub(super) fn automaton(bound: Decimal, side: Side) -> Option<Automaton> {
    let (whole, fraction) = bound.digits()?;
    let (whole, fraction) = (whole.into_bytes(), fraction.into_bytes());
    let classes = std::array::from_fn(|byte| match u8::try_from(byte).unwrap_or(u8::MAX) {
        digit @ b'0'..=b'9' => digit - b'0',
        b'-' => 10,
        b'.' => 11,
        _ => 12,
    });
    let step = |state: &State, class: usize| {
        let digit = u8::try_from(class).ok().filter(|digit| *digit < 10);
        match (state, digit) {
            (State::Start, None) if class == MINUS => Some(State::Minus),
            (State::Start | State::Minus, Some(digit)) => Some(State::Whole {
                negative: *state == State::Minus,
                zero: digit == 0,
                digits: 1,
                order: (digit + b'0').cmp(&whole[0]),
            }),
            (State::Whole { negative, zero: false, digits, order }, Some(digit)) => {
                let order = match whole.get(*digits) {
                    Some(other) => order.then((digit + b'0').cmp(other)),
                    None => Ordering::Greater,
                };
                Some(State::Whole {
                    negative: *negative,
                    zero: false,
                    digits: (digits + 1).min(whole.len() + 1),
                    order,
                })
            }
            (State::Whole { negative, digits, order, .. }, None) if class == POINT => Some(State::Fraction {
                negative: *negative,
                digits: 0,
                any: false,
                order: digits.cmp(&whole.len()).then(*order),
            }),
            (State::Fraction { negative, digits, order, .. }, Some(digit)) => {
                let other = fraction.get(*digits).copied().unwrap_or(b'0');
                Some(State::Fraction {
                    negative: *negative,
                    digits: (digits + 1).min(fraction.len()),
                    any: true,
                    order: order.then((digit + b'0').cmp(&other)),
                })
            }
            _ => None,
        }
    };
    let accepts = |state: &State| {
        let (negative, magnitudes) = match state {
            State::Start | State::Minus | State::Fraction { any: false, .. } => return false,
            State::Whole { negative, digits, order, .. } => {
                let rest = if fraction.is_empty() { Ordering::Equal } else { Ordering::Less };
                (*negative, digits.cmp(&whole.len()).then(*order).then(rest))
            }
            State::Fraction { negative, digits, order, .. } => {
                let rest = if *digits < fraction.len() { Ordering::Less } else { Ordering::Equal };
                (*negative, order.then(rest))
            }
        };
        let order = match (negative, bound.is_negative()) {
            (false, false) => magnitudes,
            (false, true) => Ordering::Greater,
            (true, true) => magnitudes.reverse(),
            (true, false) if bound.is_zero() && magnitudes == Ordering::Equal => Ordering::Equal,
            (true, false) => Ordering::Less,
        };
        match side {
            Side::Above => order != Ordering::Less,
            Side::Below => order != Ordering::Greater,
        }
    };
    Some(Automaton::explored(classes, CLASSES, State::Start, step, accepts))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_compare_as_the_numbers_they_spell() {
        let texts = [
            "-100",
            "-12.51",
            "-12.5",
            "-12.50",
            "-12.49",
            "-1",
            "-0.5",
            "-0",
            "-0.00",
            "0",
            "0.0",
            "0.004",
            "0.05",
            "0.050",
            "0.0500001",
            "0.5",
            "1",
            "9",
            "10",
            "12.4999",
            "12.5",
            "12.500",
            "12.5001",
            "13",
            "99",
            "100",
            "1234",
        ];
        for bound in texts {
            let bound = Decimal::parse(bound).expect("a number");
            let above = automaton(bound, Side::Above).expect("small");
            let below = automaton(bound, Side::Below).expect("small");
            for text in texts {
                let number = Decimal::parse(text).expect("a number");
                assert_eq!(above.accepts(text), number >= bound, "{text} >= {bound}");
                assert_eq!(below.accepts(text), number <= bound, "{text} <= {bound}");
            }
            for text in ["", "-", ".5", "1.", "01", "1e3", "+1", " 1", "1.2.3", "--1"] {
                assert!(!above.accepts(text) && !below.accepts(text), "{text}");
            }
        }
    }
}
