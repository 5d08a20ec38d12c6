//! Values of the builtin types: a plain one that shows what the type is, the ends of its range, odd spellings that it
//! reads all the same, and any of them.

use rust_decimal::Decimal;
use serde_json::{Number, Value, json};

use super::limits::Limits;
use super::numbers::Numbers;
use crate::format::reads_text;
use crate::model::{Bound, Builtin};

/// Which value of a scalar type is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// The least: zero, or what is closest to it; the shortest text.
    Least,
    /// One that a person would write as an example.
    Plain,
    /// Another that a person would write, the one with this index; not of every type is there one.
    Next(usize),
    /// An end of the range, in the form in which it is written.
    Extreme,
    /// An end of the range, or a spelling that is read and never written.
    Odd,
    /// Any, in the form in which it is written.
    Any,
    /// The lowest of the range.
    Lowest,
    /// The highest of the range.
    Highest,
    /// Of a text, characters that readers get wrong; of anything else a plain one.
    Unusual,
    /// The spelling with this index of those that are read and never written, or else a plain one.
    Spelled(usize),
}

/// A value of a builtin that is not `string`; `None` where the limits leave none, or none was found.
pub(super) fn scalar(builtin: Builtin, limits: &Limits, wanted: Wanted, numbers: &mut Numbers) -> Option<Value> {
    match builtin {
        Builtin::Bool => Some(Value::Bool(match wanted {
            Wanted::Least | Wanted::Lowest => false,
            Wanted::Plain | Wanted::Highest | Wanted::Unusual | Wanted::Spelled(_) => true,
            Wanted::Next(index) => index % 2 == 0,
            Wanted::Extreme | Wanted::Odd | Wanted::Any => numbers.once_in(2),
        })),
        Builtin::U64String | Builtin::I64String => {
            Some(Value::String(integer(builtin, limits, wanted, numbers)?.to_string()))
        }
        Builtin::U8
        | Builtin::U16
        | Builtin::U32
        | Builtin::U64
        | Builtin::I8
        | Builtin::I16
        | Builtin::I32
        | Builtin::I64 => {
            let number = integer(builtin, limits, wanted, numbers)?;
            if wanted == Wanted::Spelled(0) || wanted == Wanted::Odd && numbers.once_in(2) {
                return Some(with_fraction(number));
            }
            Some(Value::Number(Number::from_i128(number)?))
        }
        Builtin::F32 | Builtin::F64 => float(builtin, limits, wanted, numbers),
        Builtin::Decimal => Some(Value::String(decimal(limits, wanted, numbers)?)),
        Builtin::DecimalNumber => {
            let text = decimal(limits, wanted, numbers)?;
            // As a double, 28 nines are the next number, which is too large.
            let text = if text.ends_with(NINES) { text.replace(NINES, "9.9e27") } else { text };
            serde_json::from_str(&text).ok()
        }
        Builtin::Json => Some(any_json(wanted, numbers)),
        Builtin::String => Some(Value::String(String::new())),
        Builtin::Bytes | Builtin::Uuid | Builtin::Date | Builtin::Time | Builtin::Timestamp | Builtin::Duration => {
            let text = text(builtin, wanted, numbers);
            reads_text(builtin, &text).then_some(Value::String(text))
        }
    }
}

fn integer(builtin: Builtin, limits: &Limits, wanted: Wanted, numbers: &mut Numbers) -> Option<i128> {
    let (min, max) = limits.integers(builtin)?;
    Some(match wanted {
        Wanted::Least => 0.clamp(min, max),
        Wanted::Plain | Wanted::Unusual | Wanted::Spelled(_) => 3.clamp(min, max),
        Wanted::Next(index) => (3.clamp(min, max) + i128::try_from(index).ok()?).clamp(min, max),
        Wanted::Lowest => min,
        Wanted::Highest => max,
        Wanted::Extreme | Wanted::Odd => {
            let ends = [min, max, min + 1, max - 1, 0, 1, -1, 1 << 53, (1 << 53) + 1];
            numbers.pick(&ends)?.clamp(&min, &max).to_owned()
        }
        Wanted::Any if numbers.once_in(2) => numbers.between(min.max(-100), max.min(100)).clamp(min, max),
        Wanted::Any => numbers.between(min, max),
    })
}

/// An integer as `1.0`, where a double holds it.
#[allow(clippy::cast_precision_loss)]
fn with_fraction(number: i128) -> Value {
    if number.unsigned_abs() <= 1 << 53 { json!(number as f64) } else { Number::from_i128(number).into() }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)]
fn float(builtin: Builtin, limits: &Limits, wanted: Wanted, numbers: &mut Numbers) -> Option<Value> {
    let single = builtin == Builtin::F32;
    let bound = |bound: Option<Bound>| match bound {
        // As an `f32` prints it, so that the bound itself is within.
        Some(Bound::Float(bound)) if single => (bound as f32).to_string().parse().ok(),
        Some(Bound::Float(bound)) => Some(bound),
        Some(Bound::Integer(_) | Bound::Decimal(_)) | None => None,
    };
    let widest = if single { f64::from(f32::MAX) } else { f64::MAX };
    let (min, max) = (bound(limits.min).unwrap_or(-widest), bound(limits.max).unwrap_or(widest));
    if min > max {
        return None;
    }
    let least = if single { f64::from(f32::MIN_POSITIVE) } else { f64::MIN_POSITIVE };
    let value = match wanted {
        Wanted::Least => 0.0,
        Wanted::Plain | Wanted::Unusual | Wanted::Spelled(1..) => 1.5,
        Wanted::Next(index) => 1.5 + index as f64,
        Wanted::Lowest => min,
        Wanted::Highest => max,
        Wanted::Spelled(0) => 2.0,
        Wanted::Extreme | Wanted::Odd => {
            let ends = [min, max, 0.0, -0.0, least, -least, 0.1, 1.0, 1e15, 1e-7, 16_777_217.0, 5e-324];
            *numbers.pick(&ends)?
        }
        Wanted::Any => {
            let part = numbers.between(0, 1 << 40) as f64 / (1_u64 << 40) as f64;
            match numbers.below(3) {
                0 => min * (1.0 - part) + max * part,
                1 => numbers.between(-1000, 1000) as f64 / 8.0,
                _ => f64::from_bits(numbers.next_number()),
            }
        }
    };
    let value = if value.is_finite() { value.clamp(min, max) } else { 0.0_f64.clamp(min, max) };
    let value = if single { (value as f32).to_string().parse::<f64>().ok()?.clamp(min, max) } else { value };
    let whole = value.fract() == 0.0 && value.abs() < 1e15;
    if whole && (wanted == Wanted::Spelled(0) || wanted == Wanted::Odd && numbers.once_in(2)) {
        return Some(json!(value as i64));
    }
    Some(Value::Number(Number::from_f64(value)?))
}

/// The highest decimal.
const NINES: &str = "9999999999999999999999999999";

/// The lowest decimal.
fn lowest() -> String {
    format!("-{NINES}")
}

fn decimal(limits: &Limits, wanted: Wanted, numbers: &mut Numbers) -> Option<String> {
    let bound = |bound: Option<Bound>| match bound {
        Some(Bound::Decimal(bound)) => Some(bound),
        Some(Bound::Integer(_) | Bound::Float(_)) | None => None,
    };
    let (min, max) = (bound(limits.min), bound(limits.max));
    let within = |text: &str| {
        reads_text(Builtin::Decimal, text)
            && text
                .parse::<Decimal>()
                .is_ok_and(|value| min.is_none_or(|min| value >= min) && max.is_none_or(|max| value <= max))
    };
    let ends: Vec<String> = [min, max].into_iter().flatten().map(|bound| bound.to_string()).collect();
    let mut choices: Vec<String> = match wanted {
        Wanted::Least => vec!["0".to_owned()],
        Wanted::Plain | Wanted::Next(_) | Wanted::Unusual => vec!["12.50".to_owned(), "1".to_owned()],
        Wanted::Lowest => ends.first().filter(|_| min.is_some()).cloned().into_iter().chain([lowest()]).collect(),
        Wanted::Highest => {
            ends.last().filter(|_| max.is_some()).cloned().into_iter().chain([NINES.to_owned()]).collect()
        }
        Wanted::Spelled(0) => ["-0.00", "0.000", "1.500"].map(str::to_owned).to_vec(),
        Wanted::Spelled(_) => vec!["12.50".to_owned()],
        Wanted::Extreme | Wanted::Odd => {
            let wide = [NINES, "-9999999999999999999999999999", "0", "1.10", "-0.01"];
            let deep = ["0.000000000000000000000000001", "-1.000000000000000000000000000"];
            let mut all: Vec<String> = wide.into_iter().chain(deep).map(str::to_owned).collect();
            if wanted == Wanted::Odd {
                all.extend(["-0", "-0.00", "0.000"].map(str::to_owned));
                all.extend(ends.iter().filter(|end| !end.contains('.')).map(|end| format!("{end}.0")));
            }
            all.extend(ends.iter().cloned());
            numbers.shuffle(&mut all);
            all
        }
        Wanted::Any => {
            let random = |numbers: &mut Numbers| {
                let digits = numbers.between(1, 28);
                let scale = u32::try_from(numbers.between(0, digits - 1)).unwrap_or(0);
                let value = numbers.between(0, 10_i128.pow(u32::try_from(digits).unwrap_or(1)) - 1);
                let value = if numbers.once_in(3) { -value } else { value };
                Decimal::from_i128_with_scale(value, scale).to_string()
            };
            let mut all: Vec<String> = (0..4).map(|_| random(numbers)).collect();
            if let (Some(min), Some(max)) = (min, max) {
                let part = Decimal::new(i64::try_from(numbers.below(1001)).unwrap_or(0), 3);
                let between = max.checked_sub(min).and_then(|span| span.checked_mul(part));
                all.extend(between.and_then(|part| part.checked_add(min)).map(|value| value.to_string()));
            }
            all
        }
    };
    choices.extend(["0".to_owned(), "1".to_owned()]);
    choices.extend(ends);
    choices.into_iter().find(|text| within(text))
}

/// A value of `json`, a few levels deep at most.
fn any_json(wanted: Wanted, numbers: &mut Numbers) -> Value {
    match wanted {
        Wanted::Least => Value::Null,
        Wanted::Plain | Wanted::Next(_) | Wanted::Spelled(_) => json!({ "any": "value" }),
        Wanted::Lowest => json!(i64::MIN),
        Wanted::Highest => json!(u64::MAX),
        Wanted::Unusual => json!({ "": [[[]], {}, "\u{0}\u{2028}😀"], "a": null }),
        Wanted::Extreme | Wanted::Odd => {
            let odd = [
                json!(null),
                json!(u64::MAX),
                json!(i64::MIN),
                json!(-0.0),
                json!(f64::MAX),
                json!({ "": [[[]]], "a": null }),
                json!("\u{0}\u{2028}😀"),
                json!([{}, [], null, false, 1.0]),
            ];
            numbers.pick(&odd).cloned().unwrap_or_default()
        }
        Wanted::Any => json_of_depth(3, numbers),
    }
}

/// Any JSON, nested up to `depth` levels.
pub(super) fn json_of_depth(depth: u32, numbers: &mut Numbers) -> Value {
    match numbers.below(if depth == 0 { 5 } else { 7 }) {
        0 => Value::Null,
        1 => Value::Bool(numbers.once_in(2)),
        2 => Number::from_i128(numbers.between(-300, 300)).map_or(Value::Null, Value::Number),
        3 => json!(numbers.between(-1000, 1000) as f64 / 4.0),
        4 => json!(["", "a", "EUR", "2024-02-29", "1", "é", "null"][numbers.index(7)]),
        5 => Value::Array((0..numbers.below(4)).map(|_| json_of_depth(depth - 1, numbers)).collect()),
        _ => {
            let keys = ["a", "b", "id", "type", "kind", ""];
            let member = |_| (keys[numbers.index(keys.len())].to_owned(), json_of_depth(depth - 1, numbers));
            Value::Object((0..4).map(member).collect())
        }
    }
}

/// A text of a builtin with a pattern of its own.
fn text(builtin: Builtin, wanted: Wanted, numbers: &mut Numbers) -> String {
    let (least, plain, extreme, odd): (&str, &str, &[&str], &[&str]) = match builtin {
        Builtin::Bytes => ("", "UmV0b2xk", &["", "AA==", "AAA=", "AAAA", "////", "/w==", "++8="], &[]),
        Builtin::Uuid => (
            "00000000-0000-0000-0000-000000000000",
            "0188f7a2-3c1d-7e4b-9a6f-5d2c8b1e0f43",
            &["ffffffff-ffff-ffff-ffff-ffffffffffff", "00000000-0000-0000-0000-000000000000"],
            &["FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF", "0188F7a2-3c1D-7e4b-9A6f-5d2c8b1e0f43"],
        ),
        Builtin::Date => (
            "0000-01-01",
            "2024-01-29",
            &["0000-01-01", "9999-12-31", "2024-02-29", "2000-02-29", "0000-02-29", "1970-01-01"],
            &[],
        ),
        Builtin::Time => (
            "00:00:00",
            "08:30:00",
            &["00:00:00", "23:59:59", "23:59:59.999999999", "12:00:00.5", "00:00:00.000000001"],
            &["12:00:00.500", "12:00:00.000000000"],
        ),
        Builtin::Timestamp => (
            "1970-01-01T00:00:00Z",
            "2024-01-29T12:00:00Z",
            &[
                "0000-01-01T00:00:00Z",
                "9999-12-29T23:59:59.999999999Z",
                "2024-02-29T23:59:59.1Z",
                "1969-12-31T23:59:59.999999999Z",
            ],
            &[
                "2024-01-29t12:00:00z",
                "2024-01-29T12:00:00+05:30",
                "2024-01-29T12:00:00.120-00:00",
                "0000-01-02T00:00:00+23:59",
                "9999-12-28T23:59:59.999999999-23:59",
                "2016-12-31T23:59:60Z",
            ],
        ),
        Builtin::Duration => (
            "PT0S",
            "PT10M",
            &["PT0S", "P1D", "-P1DT2H3M4.5S", "PT0.000000001S", "P999999999999D", "PT23H59M59.999999999S"],
            &["-PT0S", "P0D", "PT1H5S", "P007D", "PT3600S", "PT90M", "PT1.500S", "P1DT0H"],
        ),
        _ => ("", "", &[], &[]),
    };
    let chosen = |choices: &[&str], numbers: &mut Numbers| numbers.pick(choices).map_or(plain, |text| text).to_owned();
    let spelled = || odd.iter().copied().filter(|text| !text.contains(":60"));
    match wanted {
        Wanted::Least => least.to_owned(),
        Wanted::Plain | Wanted::Next(_) | Wanted::Unusual => plain.to_owned(),
        Wanted::Lowest => ends(builtin).0.to_owned(),
        Wanted::Highest => ends(builtin).1.to_owned(),
        Wanted::Spelled(which) => spelled().nth(which).unwrap_or(plain).to_owned(),
        Wanted::Extreme => chosen(extreme, numbers),
        Wanted::Odd if odd.is_empty() => chosen(extreme, numbers),
        Wanted::Odd => chosen(odd, numbers),
        Wanted::Any => any_text(builtin, numbers),
    }
}

/// The first and the last text of a builtin with a pattern, in its own order.
fn ends(builtin: Builtin) -> (&'static str, &'static str) {
    match builtin {
        Builtin::Bytes => ("", "/////////////////////w=="),
        Builtin::Uuid => ("00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff"),
        Builtin::Date => ("0000-01-01", "9999-12-31"),
        Builtin::Time => ("00:00:00", "23:59:59.999999999"),
        Builtin::Timestamp => ("0000-01-01T00:00:00Z", "9999-12-29T23:59:59.999999999Z"),
        _ => ("-P999999999999D", "P999999999999D"),
    }
}

/// Any text of a builtin with a pattern, as it is written.
fn any_text(builtin: Builtin, numbers: &mut Numbers) -> String {
    let date = |numbers: &mut Numbers| {
        let (year, month, day) = (numbers.below(10_000), 1 + numbers.below(12), 1 + numbers.below(28));
        format!("{year:04}-{month:02}-{day:02}")
    };
    let clock = |numbers: &mut Numbers| {
        let fraction = match numbers.below(3) {
            0 => format!(".{:08}{}", numbers.below(100_000_000), 1 + numbers.below(9)),
            1 => format!(".{}", 1 + numbers.below(9)),
            _ => String::new(),
        };
        format!("{:02}:{:02}:{:02}{fraction}", numbers.below(24), numbers.below(60), numbers.below(60))
    };
    match builtin {
        Builtin::Bytes => {
            let bytes: Vec<u8> = (0..numbers.below(40)).map(|_| numbers.next_number().to_le_bytes()[0]).collect();
            base64(&bytes)
        }
        Builtin::Uuid => {
            let (high, low) = (numbers.next_number(), numbers.next_number());
            let text = format!("{high:016x}{low:016x}");
            format!("{}-{}-{}-{}-{}", &text[..8], &text[8..12], &text[12..16], &text[16..20], &text[20..])
        }
        Builtin::Date => date(numbers),
        Builtin::Time => clock(numbers),
        Builtin::Timestamp => {
            let date = date(numbers);
            let date = if date.as_str() > "9999-12-28" { "9999-12-28".to_owned() } else { date };
            format!("{date}T{}Z", clock(numbers))
        }
        _ => {
            let mut text = if numbers.once_in(3) { "-P".to_owned() } else { "P".to_owned() };
            if numbers.once_in(2) {
                text.push_str(&format!("{}D", 1 + numbers.below(100_000)));
            }
            text.push_str(&format!("T{}H{}M{}S", 1 + numbers.below(23), 1 + numbers.below(59), 1 + numbers.below(59)));
            text
        }
    }
}

/// RFC 4648, section 4.
fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for group in bytes.chunks(3) {
        let byte = |at: usize| u32::from(group.get(at).copied().unwrap_or(0));
        let bits = (byte(0) << 16) | (byte(1) << 8) | byte(2);
        for place in 0..4 {
            match place <= group.len() {
                true => text.push(char::from(ALPHABET[(bits >> (18 - 6 * place) & 63) as usize])),
                false => text.push('='),
            }
        }
    }
    text
}
