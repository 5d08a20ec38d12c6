//! Decimal numbers of any size of exponent, exactly: what JSON can write with up to 37 digits. Binary floats would call
//! `0.3` no multiple of `0.1`, and lose the last digits of a 64-bit integer.

use std::cmp::Ordering;
use std::fmt;

use serde_json::{Number, Value};

/// `mantissa * 10^exponent`; the mantissa has no trailing zero, and zero has the exponent zero.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Decimal {
    mantissa: i128,
    exponent: i32,
}

/// The most digits that are kept.
const DIGITS: u32 = 37;
/// Exponents beyond this are refused: no number that a person means.
const EXPONENT: i32 = 100_000;

impl Decimal {
    /// Zero.
    pub const ZERO: Decimal = Decimal { mantissa: 0, exponent: 0 };

    /// One.
    pub const ONE: Decimal = Decimal { mantissa: 1, exponent: 0 };

    /// The number `mantissa * 10^exponent`; `None` if it has too many digits.
    #[must_use]
    pub fn new(mut mantissa: i128, mut exponent: i32) -> Option<Self> {
        if mantissa == 0 {
            return Some(Self::ZERO);
        }
        while mantissa % 10 == 0 {
            mantissa /= 10;
            exponent = exponent.checked_add(1)?;
        }
        (mantissa.unsigned_abs() < 10_u128.pow(DIGITS) && exponent.abs() <= EXPONENT)
            .then_some(Self { mantissa, exponent })
    }

    /// Reads a number as JSON spells it; `None` if it is none, or has too many digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (digits, exponent) = match text.find(['e', 'E']) {
            Some(at) => (&text[..at], text[at + 1..].parse::<i32>().ok()?),
            None => (text, 0),
        };
        let (negative, digits) = match digits.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, digits),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        if whole.is_empty() {
            return None;
        }
        let fraction = fraction.trim_end_matches('0');
        let kept = if fraction.is_empty() { whole.trim_end_matches('0') } else { whole };
        let exponent = exponent.checked_add(i32::try_from(whole.len() - kept.len()).ok()?)?;
        let mut mantissa: i128 = 0;
        for byte in kept.bytes().chain(fraction.bytes()) {
            let digit = byte.checked_sub(b'0').filter(|digit| *digit < 10)?;
            mantissa = mantissa.checked_mul(10)?.checked_add(digit.into())?;
        }
        let exponent = exponent.checked_sub(i32::try_from(fraction.len()).ok()?)?;
        Self::new(if negative { -mantissa } else { mantissa }, exponent)
    }

    /// A JSON number.
    #[must_use]
    pub fn of(number: &Number) -> Option<Self> {
        Self::parse(&number.to_string())
    }

    /// As JSON; `None` if a reader that holds numbers as 64-bit integers and floats would read another.
    #[must_use]
    pub fn to_json(self) -> Option<Value> {
        if let Some(integer) = self.to_integer() {
            if let Ok(integer) = i64::try_from(integer) {
                return Some(integer.into());
            }
            if let Ok(integer) = u64::try_from(integer) {
                return Some(integer.into());
            }
        }
        let float: f64 = format!("{}e{}", self.mantissa, self.exponent).parse().ok()?;
        let number = Number::from_f64(float)?;
        (Self::of(&number)? == self).then_some(Value::Number(number))
    }

    /// The value of an integer that has at most 38 digits.
    #[must_use]
    pub fn to_integer(self) -> Option<i128> {
        let scale = u32::try_from(self.exponent).ok()?;
        self.mantissa.checked_mul(10_i128.checked_pow(scale)?)
    }

    /// Whether it is zero.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self.mantissa == 0
    }

    /// Whether it is below zero.
    #[must_use]
    pub fn is_negative(self) -> bool {
        self.mantissa < 0
    }

    /// The same number without its sign.
    #[must_use]
    pub fn magnitude(self) -> Self {
        Self { mantissa: self.mantissa.abs(), exponent: self.exponent }
    }

    /// The power of ten above its first digit.
    pub(super) fn order(self) -> i32 {
        let digits = self.mantissa.unsigned_abs().checked_ilog10().map_or(0, |log| log + 1);
        self.exponent + i32::try_from(digits).unwrap_or(0)
    }

    /// The digits before and after the point, without sign.
    pub(crate) fn digits(self) -> Option<(String, String)> {
        let digits = self.mantissa.unsigned_abs().to_string();
        if self.exponent >= 0 {
            let zeros = usize::try_from(self.exponent).ok().filter(|zeros| *zeros <= 1000)?;
            return Some((digits + &"0".repeat(zeros), String::new()));
        }
        let places = usize::try_from(-self.exponent).ok().filter(|places| *places <= 1000)?;
        let padded = format!("{}{digits}", "0".repeat((places + 1).saturating_sub(digits.len())));
        let (whole, fraction) = padded.split_at(padded.len() - places);
        Some((whole.to_owned(), fraction.to_owned()))
    }

    /// Both mantissas at the lower of the two exponents; `None` if one gets too long.
    pub(super) fn aligned(self, other: Self) -> Option<(i128, i128, i32)> {
        let exponent = match (self.is_zero(), other.is_zero()) {
            (true, _) => other.exponent,
            (_, true) => self.exponent,
            (false, false) => self.exponent.min(other.exponent),
        };
        let at = |number: Self| {
            if number.is_zero() {
                return Some(0);
            }
            let scale = u32::try_from(number.exponent - exponent).ok()?;
            number.mantissa.checked_mul(10_i128.checked_pow(scale)?)
        };
        Some((at(self)?, at(other)?, exponent))
    }

    /// Whether it is a whole multiple of `unit`, which is above zero.
    #[must_use]
    pub fn is_multiple_of(self, unit: Self) -> bool {
        if self.is_zero() {
            return true;
        }
        if unit.is_zero() {
            return false;
        }
        match self.exponent.checked_sub(unit.exponent) {
            Some(scale) if scale >= 0 => {
                let unit = unit.mantissa.unsigned_abs();
                let mut rest = self.mantissa.unsigned_abs() % unit;
                for _ in 0..scale {
                    if rest == 0 {
                        return true;
                    }
                    // Below 10^38, which fits.
                    rest = rest * 10 % unit;
                }
                rest == 0
            }
            // A multiple would have trailing zeros that the mantissa does not have, unless the unit divides it with
            // so many digits more.
            Some(_) => self.aligned(unit).is_some_and(|(number, unit, _)| number % unit == 0),
            None => false,
        }
    }

    /// The least number that is a multiple of both; `None` if it has too many digits.
    pub(super) fn least_common_multiple(self, other: Self) -> Option<Self> {
        let (left, right, exponent) = self.magnitude().aligned(other.magnitude())?;
        let (mut divisor, mut rest) = (left, right);
        while rest != 0 {
            (divisor, rest) = (rest, divisor % rest);
        }
        Self::new((left / divisor).checked_mul(right)?, exponent)
    }

    /// `count` times this.
    pub(super) fn times(self, count: i128) -> Option<Self> {
        Self::new(self.mantissa.checked_mul(count)?, self.exponent)
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let signs = self.mantissa.signum().cmp(&other.mantissa.signum());
        if signs != Ordering::Equal || self.is_zero() {
            return signs;
        }
        let magnitudes =
            self.order().cmp(&other.order()).then_with(|| match self.magnitude().aligned(other.magnitude()) {
                Some((left, right, _)) => left.cmp(&right),
                // Numbers of one order have at most 37 digits at the lower exponent.
                None => Ordering::Equal,
            });
        if self.is_negative() { magnitudes.reverse() } else { magnitudes }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.is_negative() { "-" } else { "" };
        match self.digits().filter(|_| self.order().abs() < 30) {
            Some((whole, fraction)) if fraction.is_empty() => write!(formatter, "{sign}{whole}"),
            Some((whole, fraction)) => write!(formatter, "{sign}{whole}.{fraction}"),
            None => write!(formatter, "{}e{}", self.mantissa, self.exponent),
        }
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Decimal {
        Decimal::parse(text).unwrap_or_else(|| panic!("{text}"))
    }

    #[test]
    fn numbers_compare_exactly() {
        let ascending =
            ["-1e300", "-2", "-1.5", "-0.001", "0", "1e-300", "0.1", "0.10000000000000001", "1", "10", "1e300"];
        for pair in ascending.windows(2) {
            assert!(number(pair[0]) < number(pair[1]), "{pair:?}");
        }
        assert_eq!(number("1.50e1"), number("15"));
        assert_eq!(number("-0.0"), Decimal::ZERO);
        assert!(number("9007199254740993") > number("9007199254740992"));
    }

    #[test]
    fn multiples_are_exact() {
        for (value, unit, multiple) in [
            ("0.3", "0.1", true),
            ("0.35", "0.1", false),
            ("1e300", "7", false),
            ("7e300", "7", true),
            ("0", "3", true),
            ("-9", "3", true),
            ("1.5", "1", false),
            ("5", "2.5", true),
            ("1e-7", "1e7", false),
            ("340282350000000000000000000000000000000", "10", true),
        ] {
            assert_eq!(number(value).is_multiple_of(number(unit)), multiple, "{value} {unit}");
        }
        assert_eq!(number("4").least_common_multiple(number("6")), Some(number("12")));
        assert_eq!(number("0.4").least_common_multiple(number("0.6")), Some(number("1.2")));
    }

    #[test]
    fn json_holds_what_it_can() {
        assert_eq!(number("18446744073709551615").to_json(), Some(u64::MAX.into()));
        assert_eq!(number("0.1").to_json(), Some(0.1.into()));
        assert_eq!(number("9007199254740993.5").to_json(), None);
        assert_eq!(number("1.7976931348623157e308").to_json(), Some(f64::MAX.into()));
        assert_eq!(number("-12.5").to_string(), "-12.5");
        assert_eq!(number("0.05").digits(), Some(("0".to_owned(), "05".to_owned())));
    }
}
