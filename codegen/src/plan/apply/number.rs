//! Numbers of a payload as the numbers of another type, digit by digit: a decimal has more of them than a double.

use rust_decimal::Decimal;
use serde_json::Value;

use super::object::string;
use crate::model::Builtin;
use crate::plan::numbers::Number;
use crate::value;

/// The most digits of a decimal.
const DIGITS: i64 = 28;

/// 28 nines: what is farther from zero is no decimal.
const HIGHEST: i128 = 10_i128.pow(28) - 1;

/// The JSON of a number of one type as one of a wider type, or of the same in another form; `None` where the text
/// stays as it is.
pub(super) fn widened(text: &str, from: Builtin, to: Builtin) -> Option<String> {
    let integer = || match string(text) {
        Some(digits) => digits.parse().ok(),
        None => text.parse().map_or_else(|_| value::integer(&text.parse().ok()?), Some),
    };
    match (from.plain(), to) {
        (Builtin::Decimal, Builtin::Decimal) => match string(text) {
            Some(_) => None,
            None => Some(format!("\"{}\"", decimal(text)?)),
        },
        (Builtin::Decimal, Builtin::DecimalNumber) => string(text).map(|digits| digits.into_owned()),
        (_, Builtin::Decimal | Builtin::U64String | Builtin::I64String) => {
            integer().map(|integer: i128| format!("\"{integer}\""))
        }
        (Builtin::F32, Builtin::F64) => {
            #[allow(clippy::cast_possible_truncation)]
            let held = text.parse::<f64>().ok()? as f32;
            Some(Value::from(f64::from(held)).to_string())
        }
        _ => integer().map(|integer| Number::Integer(integer).json(to.plain()).to_string()),
    }
}

/// A JSON number as the decimal that a type holds: rounded half to even where it has more than 28 digits, the zero before
/// the point counted; `None` if it is no decimal.
pub(crate) fn decimal(text: &str) -> Option<Decimal> {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        None => (text, 0),
        Some((mantissa, exponent)) => (mantissa, clamped(exponent)),
    };
    let (negative, digits) = match mantissa.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, mantissa),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let point = i64::try_from(whole.len()).ok()?.checked_add(exponent)?;
    let digits: Option<Vec<u8>> = whole.bytes().chain(fraction.bytes()).map(digit).collect();
    let mut decimal = scaled(&digits?, point)?;
    decimal.set_sign_negative(negative);
    Some(decimal)
}

fn digit(byte: u8) -> Option<u8> {
    byte.is_ascii_digit().then(|| byte - b'0')
}

/// The number `0.d1d2d3… × 10^point`.
fn scaled(digits: &[u8], point: i64) -> Option<Decimal> {
    let length = i64::try_from(digits.len()).ok()?;
    let Some(first) = digits.iter().position(|digit| *digit != 0) else {
        let scale = (length - point).clamp(0, DIGITS - 1);
        return Decimal::try_from_i128_with_scale(0, u32::try_from(scale).ok()?).ok();
    };
    let first = i64::try_from(first).ok()?;
    let before_point = (point - first).max(1);
    if before_point > DIGITS {
        return None;
    }
    let scale = (length - point).clamp(0, DIGITS - before_point);
    let kept = point + scale;
    let digit = |index: i64| usize::try_from(index).ok().and_then(|index| digits.get(index)).copied().unwrap_or(0);
    let mantissa = (first..kept.max(first)).fold(0_i128, |mantissa, index| mantissa * 10 + i128::from(digit(index)));
    let rest = digits.get(usize::try_from(kept + 1).unwrap_or(0)..).unwrap_or_default();
    let is_past_half = rest.iter().any(|digit| *digit != 0);
    if mantissa == HIGHEST && scale == 0 && (digit(kept) != 0 || is_past_half) {
        return None;
    }
    let up = match digit(kept) {
        0..=4 => false,
        5 => is_past_half || mantissa % 2 == 1,
        _ => true,
    };
    let rounded = mantissa + i128::from(up);
    // Rounding can carry into one digit more: the scale gives way, if there is one.
    let (rounded, scale) = match (rounded > HIGHEST, scale) {
        (true, 1..) => (rounded / 10, scale - 1),
        _ => (rounded, scale),
    };
    Decimal::try_from_i128_with_scale(rounded, u32::try_from(scale).ok()?).ok()
}

/// An exponent; beyond what 64 bits hold it makes zero or too large a number, and so do both ends.
fn clamped(exponent: &str) -> i64 {
    const FAR: i64 = 1 << 40;
    match exponent.parse::<i64>() {
        Ok(exponent) => exponent.clamp(-FAR, FAR),
        Err(_) if exponent.starts_with('-') => -FAR,
        Err(_) => FAR,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_keep_their_digits() {
        for (text, expected) in [
            ("1.50", Some("1.50")),
            ("-0.10", Some("-0.10")),
            ("12345678901234567890.12345678", Some("12345678901234567890.12345678")),
            ("0.1234567890123456789012345675", Some("0.123456789012345678901234568")),
            ("1e-2", Some("0.01")),
            ("1.5E3", Some("1500")),
            ("9999999999999999999999999999", Some("9999999999999999999999999999")),
            ("9999999999999999999999999999.1", None),
            ("1e400", None),
            ("1e-99999999999999999999", Some("0.000000000000000000000000000")),
            ("99999999999999999999999999.999", Some("100000000000000000000000000.0")),
        ] {
            assert_eq!(decimal(text).map(|decimal| decimal.to_string()).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn integers_are_read_in_every_spelling() {
        assert_eq!(widened("1.0", Builtin::U8, Builtin::U64).as_deref(), Some("1"));
        assert_eq!(widened("1e2", Builtin::U8, Builtin::Decimal).as_deref(), Some("\"100\""));
        assert_eq!(
            widened("18446744073709551615", Builtin::U64, Builtin::U64String).as_deref(),
            Some("\"18446744073709551615\"")
        );
        assert_eq!(widened("\"7\"", Builtin::U64String, Builtin::U64).as_deref(), Some("7"));
        assert_eq!(
            widened("\"12345678901234567890.12\"", Builtin::Decimal, Builtin::DecimalNumber).as_deref(),
            Some("12345678901234567890.12")
        );
    }
}
