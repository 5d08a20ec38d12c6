//! `as: number` on a decimal: a JSON number whose digits are kept, which is why it goes through [`RawValue`] and
//! never through a double. Digits past the 28th are rounded; what
//! would have more before the point is refused.

use rust_decimal::Decimal;
use serde_core::de::{DeserializeSeed, Deserializer, Error as _};
use serde_core::ser::{Error as _, Serialize, Serializer};
use serde_json::value::RawValue;

use super::{Codec, CodecWrite, Wraps};
use crate::violation::Violation;
use crate::wire::Wire;
use crate::wire::offered::Waiting;

/// The most digits, as of a decimal that is a string: each form can be written as the other.
const DIGITS: i64 = 28;

/// 28 nines: what is farther from zero is no decimal.
const HIGHEST: i128 = 10_i128.pow(28) - 1;

/// A decimal as a JSON number.
#[derive(Clone, Copy, Debug)]
pub struct AsNumber;

impl Codec<Decimal> for AsNumber {
    const SPELLINGS: bool = false;

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
        let json = Waiting.deserialize(deserializer)?;
        parse(&json).ok_or_else(|| {
            let shown = crate::path::shortened(&json);
            D::Error::custom(format_args!("expected a number between ±1e28, got `{shown}`"))
        })
    }

    fn validate(value: &Decimal) -> Result<(), Violation> {
        let highest = Decimal::from_i128_with_scale(HIGHEST, 0);
        if value.abs() > highest { Err(Violation::unwritable(value, "a number between ±1e28")) } else { Ok(()) }
    }
}

impl CodecWrite<Decimal> for AsNumber {
    fn write<S: Serializer>(value: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
        <AsNumber as Codec<Decimal>>::validate(value).map_err(S::Error::custom)?;
        RawValue::from_string(value.to_string()).map_err(S::Error::custom)?.serialize(serializer)
    }
}

impl<T: Wraps> Codec<T> for AsNumber
where
    AsNumber: Codec<T::Inner>,
{
    const SPELLINGS: bool = <AsNumber as Codec<T::Inner>>::SPELLINGS;

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        T::wrap(<AsNumber as Codec<T::Inner>>::read(deserializer)?).map_err(D::Error::custom)
    }

    fn validate(value: &T) -> Result<(), Violation> {
        Wire::validate(value)
    }
}

impl<T: Wraps> CodecWrite<T> for AsNumber
where
    AsNumber: CodecWrite<T::Inner>,
{
    fn write<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        Wire::validate(value).map_err(S::Error::custom)?;
        <AsNumber as CodecWrite<T::Inner>>::write(value.inner(), serializer)
    }
}

/// A JSON number: `-?int(.frac)?([eE][+-]?exp)?`, already known to be JSON but perhaps not a number.
fn parse(json: &str) -> Option<Decimal> {
    if !json.starts_with(|first: char| first == '-' || first.is_ascii_digit()) {
        return None;
    }
    let (mantissa, exponent) = match json.split_once(['e', 'E']) {
        None => (json, 0),
        // An exponent beyond what 32 bits hold makes zero or too large a number; both ends stay so when clamped.
        Some((mantissa, exponent)) => (mantissa, clamped(exponent)),
    };
    let (negative, digits) = match mantissa.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, mantissa),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let point = i64::try_from(whole.len()).ok()?.checked_add(exponent)?;
    let significant: Vec<u8> = whole.bytes().chain(fraction.bytes()).map(|byte| byte - b'0').collect();
    let leading = significant.iter().take_while(|digit| **digit == 0).count();
    let mut decimal = scaled(&significant, leading, point)?;
    decimal.set_sign_negative(negative);
    Some(decimal)
}

/// The number `0.d1d2d3… × 10^point`, rounded half to even where it has more than 28 digits, the zero before the point
/// counted.
fn scaled(digits: &[u8], leading: usize, point: i64) -> Option<Decimal> {
    let length = i64::try_from(digits.len()).ok()?;
    if leading == digits.len() {
        let scale = (length - point).clamp(0, DIGITS - 1);
        return Decimal::try_from_i128_with_scale(0, u32::try_from(scale).ok()?).ok();
    }
    let first = i64::try_from(leading).ok()?;
    // Digits that stand left of the point.
    let whole = (point - first).max(1);
    if whole > DIGITS {
        return None;
    }
    let scale = (length - point).clamp(0, DIGITS - whole);
    let kept = point + scale;
    let digit = |index: i64| usize::try_from(index).ok().and_then(|index| digits.get(index)).copied().unwrap_or(0);
    let mut mantissa = 0_i128;
    for index in first..kept.max(first) {
        mantissa = mantissa * 10 + i128::from(digit(index));
    }
    let after = usize::try_from(kept + 1).unwrap_or(0);
    let sticky = digits.get(after..).is_some_and(|rest| rest.iter().any(|digit| *digit != 0));
    if mantissa == HIGHEST && scale == 0 && (digit(kept) != 0 || sticky) {
        return None;
    }
    match digit(kept) {
        0..=4 => {}
        5 if !sticky && mantissa % 2 == 0 => {}
        _ => mantissa += 1,
    }
    // Rounding can carry into one digit more: the scale gives way, if there is one.
    let (mantissa, scale) = match (mantissa > HIGHEST, scale) {
        (true, 1..) => (mantissa / 10, scale - 1),
        _ => (mantissa, scale),
    };
    Decimal::try_from_i128_with_scale(mantissa, u32::try_from(scale).ok()?).ok()
}

fn clamped(exponent: &str) -> i64 {
    const FAR: i64 = 1 << 40;
    match exponent.parse::<i64>() {
        Ok(exponent) => exponent.clamp(-FAR, FAR),
        Err(_) if exponent.starts_with('-') => -FAR,
        Err(_) => FAR,
    }
}
