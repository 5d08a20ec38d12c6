//! One JSON value as one builtin type.

use rust_decimal::Decimal;
use serde_json::Value;

use super::json::expected;
use crate::format;
use crate::model::{Builtin, JsonForm};

/// A number that was read, for its bounds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Number {
    Integer(i128),
    Float(f64),
    Decimal(Decimal),
}

/// Beyond this on either side a number is no decimal.
const DECIMAL_MAX: f64 = 1e28;

/// Reads a value: the number that it is, if it is one; or why it is not of the type.
pub(super) fn read(builtin: Builtin, value: &Value) -> Result<Option<Number>, String> {
    let refused = || expected(described(builtin), value);
    match (builtin.json_form(), value) {
        (JsonForm::Any, _) | (JsonForm::Boolean, Value::Bool(_)) => Ok(None),
        (JsonForm::Integer { min, max }, Value::Number(number)) => match integer(number) {
            Some(read) if (min..=max).contains(&read) => Ok(Some(Number::Integer(read))),
            _ => Err(refused()),
        },
        (JsonForm::Number, Value::Number(number)) => float(builtin, number).map(Some).ok_or_else(refused),
        (JsonForm::Text, Value::String(text)) => {
            if !format::reads_text(builtin, text) {
                return Err(refused());
            }
            Ok(match builtin {
                Builtin::Decimal => text.parse().ok().map(Number::Decimal),
                Builtin::U64String | Builtin::I64String => text.parse().ok().map(Number::Integer),
                _ => None,
            })
        }
        (JsonForm::Boolean | JsonForm::Integer { .. } | JsonForm::Number | JsonForm::Text, _) => Err(refused()),
    }
}

/// The integer that a JSON number is: `1`, `1.0` and `1e2` are, `1.5` is not.
pub(crate) fn integer(number: &serde_json::Number) -> Option<i128> {
    if let Some(read) = number.as_i128() {
        return Some(read);
    }
    let float = number.as_f64()?;
    #[allow(clippy::cast_possible_truncation)]
    let whole = float as i128;
    (float.fract() == 0.0 && float.abs() < 2_f64.powi(100)).then_some(whole)
}

#[allow(clippy::cast_possible_truncation)]
fn float(builtin: Builtin, number: &serde_json::Number) -> Option<Number> {
    let float = number.as_f64()?;
    match builtin {
        Builtin::F32 => (float as f32).is_finite().then_some(Number::Float(f64::from(float as f32))),
        Builtin::DecimalNumber => (float.abs() <= DECIMAL_MAX).then(|| Number::Decimal(decimal(number))),
        _ => float.is_finite().then_some(Number::Float(float)),
    }
}

/// A JSON number within the range of a decimal as one; what is too small for its digits is zero.
pub(crate) fn decimal(number: &serde_json::Number) -> Decimal {
    let text = number.to_string();
    text.parse().or_else(|_| Decimal::from_scientific(&text)).unwrap_or_default()
}

/// A type in a message.
pub(super) fn described(builtin: Builtin) -> &'static str {
    match builtin {
        Builtin::Bool => "`true` or `false`",
        Builtin::U8 => "an integer from 0 to 255",
        Builtin::U16 => "an integer from 0 to 65535",
        Builtin::U32 => "an integer from 0 to 4294967295",
        Builtin::U64 => "an integer from 0 to 18446744073709551615",
        Builtin::I8 => "an integer from -128 to 127",
        Builtin::I16 => "an integer from -32768 to 32767",
        Builtin::I32 => "an integer from -2147483648 to 2147483647",
        Builtin::I64 => "an integer from -9223372036854775808 to 9223372036854775807",
        Builtin::F32 => "a number that an `f32` can hold",
        Builtin::F64 => "a number",
        Builtin::Decimal => "a decimal as a string of at most 28 digits, such as `\"12.50\"`",
        Builtin::DecimalNumber => "a number between -1e28 and 1e28",
        Builtin::U64String => "a string with an integer from 0 to 18446744073709551615",
        Builtin::I64String => "a string with an integer from -9223372036854775808 to 9223372036854775807",
        Builtin::String => "a string",
        Builtin::Bytes => "bytes as base64 with padding, such as `\"aGk=\"`",
        Builtin::Uuid => "a uuid, such as `\"0188f7a2-3c1d-7e4b-9a6f-5d2c8b1e0f43\"`",
        Builtin::Date => "a date, such as `\"2024-01-29\"`",
        Builtin::Time => "a time of day, such as `\"08:30:00\"`",
        Builtin::Timestamp => "a timestamp, such as `\"2024-01-29T12:00:00Z\"`",
        Builtin::Duration => "a duration, such as `\"PT10M\"`",
        Builtin::Json => "any value",
    }
}
