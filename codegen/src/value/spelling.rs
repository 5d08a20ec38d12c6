//! Different texts for one value: a set counts them as one, as the generated type does that holds the value, and so does
//! a list without equal items.

use rust_decimal::Decimal;
use serde_json::Value;

use super::{EnumText, canonical, enum_text, scalar, unwrap};
use crate::model::{Builtin, Named, SchemaSet, Type};

/// A text that is equal for exactly the items that a set of this type takes for one. The item is known to be read.
pub(crate) fn item(set: &SchemaSet, ty: &Type, value: &Value) -> String {
    match (unwrap(set, ty).0, value) {
        (Type::Builtin(builtin), Value::String(text)) => match builtin {
            Builtin::Uuid => text.to_ascii_lowercase(),
            Builtin::Decimal => {
                text.parse::<Decimal>().map_or_else(|_| text.clone(), |read| read.normalize().to_string())
            }
            Builtin::Time => without_trailing_zeros(text).to_owned(),
            Builtin::Timestamp => instant(text),
            Builtin::Duration => seconds(text),
            _ => text.clone(),
        },
        (Type::Builtin(Builtin::DecimalNumber), Value::Number(number)) => {
            scalar::decimal(number).normalize().to_string()
        }
        (Type::Builtin(Builtin::F32), Value::Number(number)) => {
            #[allow(clippy::cast_possible_truncation)]
            let float = number.as_f64().unwrap_or_default() as f32;
            float.to_string()
        }
        (Type::Named(Named::Enum(id)), Value::String(text)) => match enum_text(&set[*id], text) {
            Some(EnumText::Known(index)) => set[*id].values[index].wire.clone(),
            Some(EnumText::Unknown) | None => text.clone(),
        },
        _ => canonical(value),
    }
}

/// A text that is equal for exactly the scalars that a list writes alike: a decimal keeps its scale. Records and unions
/// count as they stand.
pub(crate) fn written(set: &SchemaSet, ty: &Type, value: &Value) -> String {
    match unwrap(set, ty.without_optional()).0 {
        _ if value.is_null() => canonical(value),
        Type::Builtin(Builtin::Decimal) => canonical(value),
        inner => item(set, inner, value),
    }
}

/// The fraction without zeros at its end, and without its point if nothing is left.
fn without_trailing_zeros(text: &str) -> &str {
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { text }
}

/// A timestamp as seconds and fraction at offset zero.
fn instant(text: &str) -> String {
    let (Some(day), Some(rest)) = (text.get(..10), text.get(11..)) else { return text.to_owned() };
    let offset_at = rest.find(['Z', 'z', '+', '-']).unwrap_or(rest.len());
    let (clock, offset) = rest.split_at(offset_at);
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, ""));
    let number = |text: Option<&str>| text.and_then(|text| text.parse::<i64>().ok()).unwrap_or(0);
    let minutes = |text: &str| number(text.get(..2)) * 60 + number(text.get(3..5));
    let ahead = match offset.as_bytes().first() {
        Some(b'+') => minutes(&offset[1..]),
        Some(b'-') => -minutes(&offset[1..]),
        _ => 0,
    };
    let days = days(number(day.get(..4)), number(day.get(5..7)), number(day.get(8..10)));
    // A leap second reads as the one before it.
    let second = number(clock.get(6..8)).min(59);
    let seconds = (days * 1440 + minutes(clock) - ahead) * 60 + second;
    format!("{seconds}.{}", fraction.trim_end_matches('0'))
}

/// The days since 1 March of year 0, by Howard Hinnant's `days_from_civil`
/// (<https://howardhinnant.github.io/date_algorithms.html>).
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + day_of_year
}

/// A duration as seconds and fraction, with its sign.
fn seconds(text: &str) -> String {
    let (mut whole, mut fraction) = (0_i128, "");
    let mut digits_from = None;
    for (at, character) in text.char_indices() {
        if character.is_ascii_digit() || character == '.' {
            digits_from.get_or_insert(at);
            continue;
        }
        let Some(start) = digits_from.take() else { continue };
        let (number, part) = text[start..at].split_once('.').unwrap_or((&text[start..at], ""));
        let unit = match character {
            'D' => 86_400,
            'H' => 3_600,
            'M' => 60,
            _ => 1,
        };
        whole += number.parse::<i128>().unwrap_or(0) * unit;
        fraction = part.trim_end_matches('0');
    }
    let is_zero = whole == 0 && fraction.is_empty();
    let sign = if text.starts_with('-') && !is_zero { "-" } else { "" };
    format!("{sign}{whole}.{fraction}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_instant_are_one() {
        for text in [
            "2024-01-01T00:00:00Z",
            "2024-01-01t00:00:00.000z",
            "2024-01-01T01:30:00+01:30",
            "2023-12-31T23:59:00-00:01",
        ] {
            assert_eq!(instant(text), instant("2024-01-01T00:00:00Z"), "{text}");
        }
        assert_eq!(instant("2016-12-31T23:59:60Z"), instant("2016-12-31T23:59:59Z"));
        assert_ne!(instant("2024-02-29T00:00:00Z"), instant("2024-03-01T00:00:00Z"));
        assert_ne!(instant("2024-01-01T00:00:00.5Z"), instant("2024-01-01T00:00:00Z"));
        // Every day counts once, held against the crate that generated code uses.
        let (mut before, mut expected) = (days(1, 1, 1), jiff::civil::date(1, 1, 1));
        while expected < jiff::civil::date(2105, 1, 1) {
            expected = expected.tomorrow().expect("a day in 2105");
            let day = days(expected.year().into(), expected.month().into(), expected.day().into());
            assert_eq!(day, before + 1, "{expected}");
            before = day;
        }
    }

    #[test]
    fn spellings_of_one_duration_are_one() {
        assert_eq!(seconds("P1D"), seconds("PT24H"));
        assert_eq!(seconds("PT1M0.50S"), seconds("PT60.5S"));
        assert_eq!(seconds("-PT0S"), seconds("P0D"));
        assert_ne!(seconds("-PT1S"), seconds("PT1S"));
    }
}
