//! The patterns held against the crates whose types the generated code uses, exhaustively where that is possible.

use std::str::FromStr;

use super::*;
use crate::model::Builtin;

/// Numbers without a pattern, the same each time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }

    fn text(&mut self, alphabet: &[u8], longest: u64) -> String {
        let length = self.below(longest + 1);
        (0..length).map(|_| char::from(alphabet[self.below(alphabet.len() as u64) as usize])).collect()
    }
}

#[test]
fn every_day_of_ten_thousand_years_and_no_other() {
    for year in 0..=9999_i16 {
        for month in 0..=13_i8 {
            for day in 0..=32_i8 {
                // All days of some years, and the ends of the months of all others.
                if day > 1 && day < 28 && year % 97 != 0 {
                    continue;
                }
                let text = format!("{year:04}-{month:02}-{day:02}");
                let exists = jiff::civil::Date::new(year, month, day).is_ok();
                assert_eq!(reads_text(Builtin::Date, &text), exists, "{text}");
            }
        }
    }
    for text in
        ["2024-1-29", "02024-01-29", "-0001-01-01", "2024-01-29 ", "+2024-01-29", "20240129", "", "2024-01-29\n"]
    {
        assert!(!reads_text(Builtin::Date, text), "{text}");
    }
}

#[test]
fn times_are_those_of_a_clock() {
    for hour in 0..=30 {
        for minute in 0..=70 {
            for second in [0, 9, 10, 59, 60, 61, 99] {
                let text = format!("{hour:02}:{minute:02}:{second:02}");
                assert_eq!(reads_text(Builtin::Time, &text), hour < 24 && minute < 60 && second < 60, "{text}");
                if second < 60 {
                    assert_eq!(reads_text(Builtin::Time, &text), jiff::civil::Time::from_str(&text).is_ok(), "{text}");
                }
            }
        }
    }
    for text in ["08:00:00.1", "08:00:00.123456789"] {
        assert!(reads_text(Builtin::Time, text), "{text}");
        assert!(jiff::civil::Time::from_str(text).is_ok(), "{text}");
    }
    for text in ["08:00", "8:00:00", "08:00:00.", "08:00:00.1234567890", "08:00:00Z", "08:00:00,5"] {
        assert!(!reads_text(Builtin::Time, text), "{text}");
    }
}

#[test]
fn a_timestamp_that_is_read_can_be_written_and_read_again() {
    let mut numbers = Numbers(7);
    let days = [
        "0000-01-01",
        "0000-01-02",
        "9999-12-28",
        "9999-12-29",
        "9999-12-30",
        "9999-12-31",
        "0000-12-31",
        "2024-02-29",
        "2023-02-29",
        "1970-01-01",
    ];
    let mut read = 0;
    for _ in 0..40_000 {
        let day = if numbers.below(3) == 0 {
            format!("{:04}-{:02}-{:02}", numbers.below(10_000), numbers.below(14), numbers.below(33))
        } else {
            days[numbers.below(days.len() as u64) as usize].to_owned()
        };
        let fraction = match numbers.below(3) {
            0 => format!(".{:09}", numbers.below(1_000_000_000)),
            1 => ".5".to_owned(),
            _ => String::new(),
        };
        let offset = match numbers.below(4) {
            0 => "Z".to_owned(),
            1 => "+00:00".to_owned(),
            2 => format!("+{:02}:{:02}", numbers.below(25), numbers.below(61)),
            _ => format!("-{:02}:{:02}", numbers.below(25), numbers.below(61)),
        };
        let text = format!(
            "{day}T{:02}:{:02}:{:02}{fraction}{offset}",
            numbers.below(25),
            numbers.below(61),
            numbers.below(61)
        );
        if !reads_text(Builtin::Timestamp, &text) {
            continue;
        }
        read += 1;
        let instant = jiff::Timestamp::from_str(&text).unwrap_or_else(|error| panic!("{text}: {error}"));
        let written = instant.to_string();
        assert!(written.ends_with('Z') && reads_text(Builtin::Timestamp, &written), "{text} is written as {written}");
    }
    assert!(read > 5_000, "only {read} of the texts were timestamps");
}

#[test]
fn timestamps_keep_to_rfc_3339_and_to_their_years() {
    for text in [
        "2024-01-29T12:00:00Z",
        "2024-01-29t12:00:00z",
        "2024-01-29T12:00:00.123456789+23:59",
        "2016-12-31T23:59:60Z",
        "0000-01-01T00:00:00Z",
        "0000-01-02T00:00:00+23:59",
        "9999-12-29T23:59:59.999999999Z",
        "9999-12-28T23:59:59-23:59",
        "2000-02-29T00:00:00-00:00",
    ] {
        assert!(reads_text(Builtin::Timestamp, text), "{text}");
        assert!(jiff::Timestamp::from_str(text).is_ok(), "{text}");
    }
    for text in [
        "2024-01-29 12:00:00Z",
        "2024-01-29T12:00:00",
        "2024-01-29T12:00Z",
        "2024-01-29T12:00:00+24:00",
        "2024-01-29T12:00:00+2359",
        "2024-01-29T24:00:00Z",
        "2023-02-29T00:00:00Z",
        "1900-02-29T00:00:00Z",
        "0000-01-01T00:00:00+00:01",
        "9999-12-29T23:59:59-00:01",
        "9999-12-30T00:00:00Z",
        "9999-12-31T00:00:00+23:59",
        "2024-01-29T12:00:00.Z",
        "2024-01-29T12:00:00.1234567890Z",
        "2024-01-29T12:00:00Z[UTC]",
    ] {
        assert!(!reads_text(Builtin::Timestamp, text), "{text}");
    }
}

#[test]
fn every_day_within_the_range_has_timestamps() {
    for year in 0..=9999_i16 {
        for month in 1..=12_i8 {
            for day in [1, 2, 27, 28, 29, 30, 31] {
                let text = format!("{year:04}-{month:02}-{day:02}T00:00:00Z");
                let expected =
                    jiff::civil::Date::new(year, month, day).is_ok_and(|date| date <= jiff::civil::date(9999, 12, 29));
                assert_eq!(reads_text(Builtin::Timestamp, &text), expected, "{text}");
            }
        }
    }
}

#[test]
fn decimals_have_at_most_28_digits_and_rust_reads_them_whole() {
    let mut numbers = Numbers(11);
    for _ in 0..50_000 {
        let sign = if numbers.below(2) == 0 { "-" } else { "" };
        let whole = numbers.text(b"0123456789", 31);
        let fraction = numbers.text(b"0123456789", 31);
        let text = if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") };
        let expected =
            !whole.is_empty() && (whole == "0" || !whole.starts_with('0')) && whole.len() + fraction.len() <= 28;
        assert_eq!(reads_text(Builtin::Decimal, &text), expected, "{text}");
        if expected {
            let value = rust_decimal::Decimal::from_str_exact(&text).unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!(value.to_string().trim_start_matches('-'), text.trim_start_matches('-'), "the scale is kept");
            assert_eq!(matches(&DECIMAL_NOT_NEGATIVE, &text), value >= rust_decimal::Decimal::ZERO, "{text}");
        }
    }
    for text in ["0", "-0", "-0.0", "9999999999999999999999999999", "0.999999999999999999999999999", "1.5"] {
        assert!(reads_text(Builtin::Decimal, text), "{text}");
    }
    for text in ["", "-", "00", "1.", ".5", "+1", "1e3", "1,5", "١", "10000000000000000000000000000", " 1"] {
        assert!(!reads_text(Builtin::Decimal, text), "{text}");
    }
    assert!(matches(&DECIMAL_NOT_NEGATIVE, "-0.00"));
    assert!(!matches(&DECIMAL_NOT_NEGATIVE, "-0.01"));
}

#[test]
fn uuids_are_hyphenated_in_any_case() {
    let mut numbers = Numbers(13);
    for _ in 0..20_000 {
        let mut text: Vec<u8> = b"0188f7a2-3c1d-7e4b-9a6f-5d2c8b1e0f43".to_vec();
        for _ in 0..numbers.below(3) {
            let at = numbers.below(36) as usize;
            text[at] = b"0aFgG-{ "[numbers.below(8) as usize];
        }
        let text = String::from_utf8(text).expect("ASCII");
        assert_eq!(reads_text(Builtin::Uuid, &text), uuid::Uuid::try_parse(&text).is_ok(), "{text}");
    }
    assert!(reads_text(Builtin::Uuid, "0188F7A2-3C1D-7E4B-9A6F-5D2C8B1E0F43"));
    assert!(!reads_text(Builtin::Uuid, "0188f7a23c1d7e4b9a6f5d2c8b1e0f43"));
    assert!(!reads_text(Builtin::Uuid, "urn:uuid:0188f7a2-3c1d-7e4b-9a6f-5d2c8b1e0f43"));
}

/// RFC 4648, section 4, written the obvious way.
fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for group in bytes.chunks(3) {
        let bits = (u32::from(group[0]) << 16)
            | (u32::from(*group.get(1).unwrap_or(&0)) << 8)
            | u32::from(*group.get(2).unwrap_or(&0));
        for place in 0..4 {
            if place <= group.len() {
                text.push(char::from(ALPHABET[(bits >> (18 - 6 * place) & 63) as usize]));
            } else {
                text.push('=');
            }
        }
    }
    text
}

#[test]
fn bytes_are_canonical_base64() {
    for first in 0..=255_u8 {
        assert!(reads_text(Builtin::Bytes, &base64(&[first])));
        assert!(reads_text(Builtin::Bytes, &base64(&[first, first.wrapping_mul(31)])));
        assert!(reads_text(Builtin::Bytes, &base64(&[7, first, first.wrapping_mul(31)])));
    }
    // Of all texts of four characters that end in padding, as many as there are bytes and pairs of bytes.
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=-_";
    let (mut one, mut two) = (0, 0);
    for a in alphabet.chars() {
        for b in alphabet.chars() {
            one += u32::from(reads_text(Builtin::Bytes, &format!("{a}{b}==")));
            for c in alphabet.chars() {
                two += u32::from(reads_text(Builtin::Bytes, &format!("{a}{b}{c}=")) && c != '=');
            }
        }
    }
    assert_eq!((one, two), (256, 65_536));
    for text in ["A", "AA", "AAA", "====", "AAAA====", "AA==AAAA", "AAA\n", "AAA-"] {
        assert!(!reads_text(Builtin::Bytes, text), "{text}");
    }
    assert!(reads_text(Builtin::Bytes, ""));
}

#[test]
fn durations_have_a_part_and_only_days_to_seconds() {
    for text in [
        "PT10M",
        "P1D",
        "P1DT2H3M4S",
        "-P1D",
        "PT0S",
        "-PT0S",
        "P0D",
        "PT0.5S",
        "PT1H5S",
        "P007D",
        "PT999999999999S",
        "PT0.123456789S",
    ] {
        assert!(reads_text(Builtin::Duration, text), "{text}");
        if !text.contains('D') {
            assert!(jiff::SignedDuration::from_str(text).is_ok(), "{text}");
        }
    }
    for text in [
        "P",
        "PT",
        "-P",
        "P1DT",
        "P1Y",
        "P1M",
        "P1W",
        "PT1D",
        "P1H",
        "PT1S2M",
        "P1.5D",
        "PT1.5H",
        "PT.5S",
        "PT1.S",
        "PT1.1234567890S",
        "PT1234567890123S",
        "+PT1S",
        "pt1s",
        "PT1,5S",
        "--PT1S",
    ] {
        assert!(!reads_text(Builtin::Duration, text), "{text}");
    }
    // Every choice of parts.
    for choice in 0..16_u32 {
        let part = |bit: u32, text: &str| if choice & bit == 0 { String::new() } else { text.to_owned() };
        let clock = part(2, "2H") + &part(4, "3M") + &part(8, "4S");
        let clock = if clock.is_empty() { clock } else { format!("T{clock}") };
        let text = format!("P{}{clock}", part(1, "1D"));
        assert_eq!(reads_text(Builtin::Duration, &text), choice != 0, "{text}");
    }
}

fn matches_any(pattern: &str, text: &str) -> bool {
    let automaton = dense::Builder::new().build(pattern).expect("a valid pattern");
    automaton.try_search_fwd(&Input::new(text)).expect("no quit byte").is_some()
}

#[test]
fn integer_ranges_are_exact() {
    for (min, max) in [(-12, 34), (0, 0), (-1, -1), (7, 1234), (-1000, -99), (99, 100), (-255, 256), (0, 999), (10, 10)]
    {
        let automaton = dense::Builder::new().build(&integer_range_pattern(min, max)).expect("a valid pattern");
        for number in -2000..=2000_i128 {
            let found = automaton.try_search_fwd(&Input::new(&number.to_string())).expect("no quit byte").is_some();
            assert_eq!(found, (min..=max).contains(&number), "{number} in {min}..={max}");
        }
        for text in ["", "-0", "00", "01", "-01", "+1", "1.0", "1e0", " 1", "1\n"] {
            let found = automaton.try_search_fwd(&Input::new(text)).expect("no quit byte").is_some();
            assert!(!found, "{text:?} in {min}..={max}");
        }
    }
    for text in ["0", "1", "", "-1", "x"] {
        assert!(!matches_any(&integer_range_pattern(1, 0), text));
    }
    let widest = integer_range_pattern(i128::MIN, i128::MAX);
    assert!(matches_any(&widest, &i128::MIN.to_string()) && matches_any(&widest, &i128::MAX.to_string()));
    assert!(!matches_any(&widest, "170141183460469231731687303715884105728"));
}

#[test]
fn keys_and_texts_of_every_integer_type_end_at_their_bounds() {
    for builtin in Builtin::NAMED.into_iter().chain([Builtin::U64String, Builtin::I64String]) {
        let Some((min, max)) = builtin.integer_bounds() else { continue };
        for (number, expected) in
            [(min, true), (max, true), (0, true), (min - 1, false), (max + 1, false), (max * 10, false)]
        {
            assert_eq!(reads_key(builtin, &number.to_string()), expected, "{builtin:?} {number}");
            if builtin != builtin.plain() {
                assert_eq!(reads_text(builtin, &number.to_string()), expected, "{builtin:?} {number}");
            }
        }
        let mut numbers = Numbers(17);
        for _ in 0..200 {
            let text = numbers.text(b"0123456789-", 21);
            let canonical =
                text.parse::<i128>().is_ok_and(|number| number.to_string() == text && (min..=max).contains(&number));
            assert_eq!(reads_key(builtin, &text), canonical, "{builtin:?} {text}");
        }
    }
}

#[test]
fn only_some_types_are_keys() {
    assert!(reads_key(Builtin::String, "anything at all"));
    assert!(reads_key(Builtin::Date, "2024-02-29") && !reads_key(Builtin::Date, "2023-02-29"));
    assert!(reads_key(Builtin::Uuid, "0188F7A2-3c1d-7e4b-9a6f-5d2c8b1e0f43"));
    for builtin in [Builtin::Bool, Builtin::F64, Builtin::Decimal, Builtin::Timestamp, Builtin::Json] {
        assert!(!reads_key(builtin, "true") && key_pattern(builtin).is_none());
    }
}

#[test]
fn patterns_use_only_what_every_engine_reads_alike() {
    for builtin in Builtin::NAMED.into_iter().chain([Builtin::U64String, Builtin::I64String]) {
        for pattern in [text_pattern(builtin), key_pattern(builtin)].into_iter().flatten() {
            assert!(pattern.starts_with('^') && pattern.ends_with('$') && pattern.is_ascii(), "{pattern}");
            for other in ["\\d", "\\w", "\\s", "\\b", "(?=", "(?!", "(?<", "&&", "[["] {
                assert!(!pattern.contains(other), "{builtin:?}: {pattern}");
            }
        }
    }
}
