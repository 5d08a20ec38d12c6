//! Every scalar of the language: what it reads, what it refuses, and that what it writes is read back as the same
//! value. The references are written without looking at the readers: by other crates, by slower and plainer code, or
//! as lists of cases.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use retold::__v1::{
    AsNumber, AsString, Bytes, CodecWrite, Date, Decimal, Duration, FloatSet, Opt, Plain, Set, Time, Timestamp, Unique,
    Uuid, Value, Wire, WireWrite,
};
use serde::de::DeserializeSeed;

/// What reads and writes a `T` in a codec.
struct In<C, T>(std::marker::PhantomData<(C, T)>);

impl<'de, C: CodecWrite<T>, T> DeserializeSeed<'de> for In<C, T> {
    type Value = T;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        C::read(deserializer)
    }
}

fn read_as<C: CodecWrite<T>, T>(json: &str) -> Option<T> {
    let mut deserializer = serde_json::Deserializer::from_str(json);
    let value = In::<C, T>(std::marker::PhantomData).deserialize(&mut deserializer).ok()?;
    deserializer.end().ok()?;
    Some(value)
}

fn write_as<C: CodecWrite<T>, T>(value: &T) -> Option<String> {
    let mut bytes = Vec::new();
    C::write(value, &mut serde_json::Serializer::new(&mut bytes)).ok()?;
    Some(String::from_utf8(bytes).expect("JSON is UTF-8"))
}

fn read<T: WireWrite>(json: &str) -> Option<T> {
    read_as::<Plain, T>(json)
}

fn text<T: WireWrite>(text: &str) -> Option<T> {
    read(&Value::from(text).to_string())
}

fn write<T: WireWrite>(value: &T) -> Option<String> {
    write_as::<Plain, T>(value)
}

/// Reads, writes, reads again, and gives what was written, without quotes.
fn settled<T: WireWrite + PartialEq + std::fmt::Debug>(written: &str) -> Option<String> {
    let value = text::<T>(written)?;
    value.validate().expect("what was read is valid");
    let json = write(&value).expect("what was read can be written");
    assert_eq!(read::<T>(&json).as_ref(), Some(&value), "{json} reads as the same");
    Some(json.trim_matches('"').to_owned())
}

#[test]
fn integers_are_numbers_without_a_fraction() {
    for (json, value) in
        [("1", 1), ("1.0", 1), ("1e2", 100), ("100e-2", 1), ("-0", 0), ("-0.0", 0), ("0e5", 0), ("255", 255)]
    {
        assert_eq!(read::<u8>(json), Some(value), "{json}");
    }
    for json in ["256", "-1", "1.5", "0.1e0", "\"1\"", "null", "true", "1e3", "[1]", "01", "+1", "1.", ".5", "NaN"] {
        assert_eq!(read::<u8>(json), None, "{json}");
    }
    assert_eq!(read::<i64>("-9223372036854775808"), Some(i64::MIN));
    assert_eq!(read::<i64>("-9223372036854775809"), None);
    assert_eq!(read::<i64>("-9223372036854776900"), None);
    assert_eq!(read::<u64>("18446744073709551615"), Some(u64::MAX));
    assert_eq!(read::<u64>("18446744073709551616"), None);
    assert_eq!(read::<u64>("18446744073709551615.0"), None);
    assert_eq!(read::<u64>("1e18"), Some(1_000_000_000_000_000_000));
    assert_eq!(read::<i32>("-2147483648.0"), Some(i32::MIN));
    assert_eq!(read::<i32>("-2147483649"), None);
}

#[test]
fn floats_are_finite() {
    assert_eq!(read::<f64>("1e400"), None);
    assert_eq!(read::<f64>("1e308"), Some(1e308));
    assert_eq!(read::<f64>("3"), Some(3.0));
    assert_eq!(read::<f32>("3.4028235e38"), Some(f32::MAX));
    assert_eq!(read::<f32>("3.5e38"), None);
    assert_eq!(read::<f64>("\"1\""), None);
    for float in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert_eq!(write(&float), None);
        assert!(float.validate().is_err());
        assert_eq!(write(&vec![float]), None);
    }
    assert_eq!(write(&f32::INFINITY), None);
}

#[test]
fn strings_and_booleans_are_themselves() {
    assert_eq!(read::<String>(r#""a\u0041\n""#), Some("aA\n".to_owned()));
    assert_eq!(read::<String>(r#""\ud800""#), None);
    assert_eq!(read::<bool>("true"), Some(true));
    assert_eq!(read::<bool>("1"), None);
    assert_eq!(read::<bool>("\"true\""), None);
}

#[test]
fn dates_are_days_that_exist() {
    for date in ["2024-02-29", "0000-01-01", "0000-02-29", "9999-12-31", "2000-02-29"] {
        assert_eq!(settled::<Date>(date).as_deref(), Some(date));
    }
    for date in [
        "2023-02-29",
        "1900-02-29",
        "2024-2-9",
        "2024-13-01",
        "2024-00-01",
        "2024-01-00",
        "2024-04-31",
        "-001-01-01",
        "10000-01-01",
        "2024-01-01T00:00:00Z",
        "20240101",
        "２０２４-01-01",
        "",
        "2024/01/01",
        " 2024-01-01",
    ] {
        assert_eq!(settled::<Date>(date), None, "{date}");
    }
    assert_eq!(write(&Date::new(-1, 1, 1).unwrap()), None);
}

#[test]
fn times_have_no_offset() {
    for (time, written) in [
        ("00:00:00", "00:00:00"),
        ("23:59:59.999999999", "23:59:59.999999999"),
        ("08:30:00.100", "08:30:00.1"),
        ("08:30:00.000000000", "08:30:00"),
    ] {
        assert_eq!(settled::<Time>(time).as_deref(), Some(written));
    }
    for time in ["24:00:00", "08:30", "08:30:60", "08:30:00Z", "08:30:00.", "08:30:00.1234567890", "8:30:00", "083000"]
    {
        assert_eq!(settled::<Time>(time), None, "{time}");
    }
}

#[test]
fn timestamps_are_instants_in_any_offset() {
    for (timestamp, written) in [
        ("2026-02-28T08:30:00Z", "2026-02-28T08:30:00Z"),
        ("2026-02-28t08:30:00z", "2026-02-28T08:30:00Z"),
        ("2026-02-28T08:30:00.120+01:00", "2026-02-28T07:30:00.12Z"),
        ("2026-03-01T00:30:00+01:00", "2026-02-28T23:30:00Z"),
        ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z"),
        ("0000-01-01T00:00:00Z", "0000-01-01T00:00:00Z"),
        ("0000-01-02T00:00:00+23:59", "0000-01-01T00:01:00Z"),
        ("9999-12-29T23:59:59.999999999Z", "9999-12-29T23:59:59.999999999Z"),
        ("9999-12-28T23:59:59-23:59", "9999-12-29T23:58:59Z"),
        ("1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.5Z"),
        ("0000-01-01T00:00:00-00:00", "0000-01-01T00:00:00Z"),
    ] {
        assert_eq!(settled::<Timestamp>(timestamp).as_deref(), Some(written), "{timestamp}");
    }
    for timestamp in [
        "2026-02-28 08:30:00Z",
        "2026-02-28T08:30:00",
        "2026-02-28T08:30Z",
        "2026-02-28T24:00:00Z",
        "2026-02-28T08:30:61Z",
        "2026-02-28T08:30:00+24:00",
        "2026-02-28T08:30:00+01:60",
        "2026-02-28T08:30:00+0100",
        "2026-02-28T08:30:00+01",
        "2026-02-29T08:30:00Z",
        "2026-02-28T08:30:00.Z",
        "2026-02-28T08:30:00.1234567890Z",
        "0000-01-01T00:00:00+00:01",
        "9999-12-29T00:00:00-00:01",
        "9999-12-30T00:00:00Z",
        "9999-12-31T00:00:00+23:59",
        "2026-02-28T08:30:00ZZ",
        "2026-02-28T08:30:00Z[UTC]",
        "2026-02-28T08:30:00−01:00",
        "",
    ] {
        assert_eq!(settled::<Timestamp>(timestamp), None, "{timestamp}");
    }
    assert_eq!(write(&Timestamp::MAX), None);
    assert_eq!(write(&Timestamp::MIN), None);
}

#[test]
fn durations_are_days_to_seconds() {
    for (duration, written) in [
        ("P1D", "P1D"),
        ("PT0S", "PT0S"),
        ("P0D", "PT0S"),
        ("-PT0S", "PT0S"),
        ("PT25H", "P1DT1H"),
        ("PT90M", "PT1H30M"),
        ("P1DT2H3M4.500S", "P1DT2H3M4.5S"),
        ("-PT1.000000001S", "-PT1.000000001S"),
        ("-P1DT1S", "-P1DT1S"),
        ("P999999999999D", "P999999999999D"),
        (
            "P999999999999DT999999999999H999999999999M999999999999S",
            "P999999999999DT999999999999H999999999999M999999999999S",
        ),
        ("PT1H1S", "PT1H1S"),
        ("P0001D", "P1D"),
    ] {
        assert_eq!(settled::<Duration>(duration).as_deref(), Some(written), "{duration}");
    }
    for duration in [
        "",
        "P",
        "PT",
        "P1DT",
        "P1H",
        "PT1D",
        "P1Y",
        "P1W",
        "P1M",
        "PT1M1H",
        "PT1H1H",
        "PT1.5H",
        "PT1.S",
        "PT.5S",
        "PT1.1234567890S",
        "P1D1H",
        "+P1D",
        "p1d",
        "P-1D",
        "P1234567890123D",
        "1D",
        "PT1S ",
        "PTT1S",
        "P1DT1ST1S",
    ] {
        assert_eq!(settled::<Duration>(duration), None, "{duration}");
    }
    assert_eq!(write(&Duration::MAX), None);
    assert_eq!(write(&Duration::MIN), None);
}

#[test]
fn decimals_keep_their_scale() {
    for decimal in
        ["0", "-0", "0.00", "1.20", "-12.50", "9999999999999999999999999999", "0.000000000000000000000000001"]
    {
        assert_eq!(settled::<Decimal>(decimal).as_deref(), Some(decimal));
    }
    for decimal in [
        "",
        "-",
        "+1",
        "01",
        "00",
        "1.",
        ".5",
        "1e3",
        "1_000",
        "1,5",
        "--1",
        "1.2.3",
        " 1",
        "10000000000000000000000000000",
        "0.0000000000000000000000000001",
        "１",
        "NaN",
    ] {
        assert_eq!(settled::<Decimal>(decimal), None, "{decimal}");
    }
    assert_eq!(read::<Decimal>("1.5"), None);
    assert_eq!(write(&Decimal::MAX), None);
    assert!(Decimal::MAX.validate().is_err());
}

#[test]
fn decimals_as_numbers_keep_their_digits() {
    let settled = |json: &str| {
        let value = read_as::<AsNumber, Decimal>(json)?;
        let written = write_as::<AsNumber, Decimal>(&value).expect("what was read can be written");
        assert_eq!(read_as::<AsNumber, Decimal>(&written), Some(value), "{written}");
        Some(written)
    };
    for (json, written) in [
        ("800.00", "800.00"),
        ("-0.10", "-0.10"),
        ("8.0000e2", "800.00"),
        ("1e2", "100"),
        ("12e-1", "1.2"),
        ("1E+2", "100"),
        ("0", "0"),
        ("0.000", "0.000"),
        ("0e5", "0"),
        ("1e-40", "0.000000000000000000000000000"),
        ("9.9e27", "9900000000000000000000000000"),
        ("-9.9e27", "-9900000000000000000000000000"),
        ("9999999999999999999999999999", "9999999999999999999999999999"),
        ("0.1234567890123456789012345678", "0.123456789012345678901234568"),
        ("0.99999999999999999999999999999", "1.000000000000000000000000000"),
        ("9999999999999999999999999999.0", "9999999999999999999999999999"),
        ("999999999999999999999999999.95", "1000000000000000000000000000"),
        ("1.00000000000000000000000000050", "1.000000000000000000000000000"),
        ("1e-999999999999999999999999", "0.000000000000000000000000000"),
    ] {
        assert_eq!(settled(json).as_deref(), Some(written), "{json}");
    }
    for json in [
        "1e28",
        "-1e28",
        "9999999999999999999999999999.5",
        "-9999999999999999999999999999.1",
        "10000000000000000000000000000.0",
        "1e29",
        "1e400",
        "1e999999999999999999999999",
        "\"1\"",
        "null",
        "[1]",
        "{}",
        "true",
    ] {
        assert_eq!(settled(json), None, "{json}");
    }
    assert_eq!(write_as::<AsNumber, Decimal>(&Decimal::MAX), None);
    assert_eq!(write_as::<AsNumber, Decimal>(&Decimal::from_i128_with_scale(10_i128.pow(28), 0)), None);
}

#[test]
fn integers_as_strings_are_canonical() {
    assert_eq!(read_as::<AsString, u64>("\"18446744073709551615\""), Some(u64::MAX));
    assert_eq!(read_as::<AsString, i64>("\"-5\""), Some(-5));
    for json in ["\"-0\"", "\"01\"", "\"+1\"", "\"\"", "\"-\"", "\" 1\"", "1", "\"1.0\"", "\"18446744073709551616\""] {
        assert_eq!(read_as::<AsString, u64>(json), None, "{json}");
    }
    assert_eq!(write_as::<AsString, u64>(&7).as_deref(), Some("\"7\""));
    assert_eq!(read_as::<Opt<AsString>, Option<u64>>("null"), Some(None));
}

#[test]
fn uuids_are_hyphenated() {
    let uuid = "0190163d-8694-739b-aea5-966c26f8ad91";
    assert_eq!(settled::<Uuid>(uuid).as_deref(), Some(uuid));
    assert_eq!(settled::<Uuid>(&uuid.to_uppercase()).as_deref(), Some(uuid));
    for text in [
        "0190163d8694739baea5966c26f8ad91",
        "{0190163d-8694-739b-aea5-966c26f8ad91}",
        "urn:uuid:0190163d-8694-739b-aea5-966c26f8ad91",
        "0190163d-8694-739b-aea5-966c26f8ad9",
        "0190163d-8694-739baea5--966c26f8ad91",
        "g190163d-8694-739b-aea5-966c26f8ad91",
        "",
    ] {
        assert_eq!(settled::<Uuid>(text), None, "{text}");
    }
}

#[test]
fn bytes_have_one_text() {
    for text in ["", "AA==", "AAA=", "AAAA", "aGVsbG8=", "/+8="] {
        assert_eq!(settled::<Bytes>(text).as_deref(), Some(text));
    }
    for text in
        ["A", "AA", "AA=", "AAA", "AB==", "AAB=", "====", "A===", "AA==AAAA", "aGVsbG8", "-_8=", "AA==\n", "AA= ="]
    {
        assert_eq!(settled::<Bytes>(text), None, "{text}");
    }
}

#[test]
fn any_json_is_kept_unless_a_key_is_repeated() {
    for json in
        [r#"{"a":[1,-2,0.5,true,null,"x",{"b":{}}],"c":{"b":1}}"#, "null", "[]", "1e300", r#""\u0000""#, "[[[{}]]]"]
    {
        let value: Value = serde_json::from_str(json).unwrap();
        assert_eq!(read::<Value>(json), Some(value.clone()));
        assert_eq!(retold::__v1::Wire::read(value.clone()).ok(), Some(value));
    }
    for json in [r#"{"a":1,"a":1}"#, r#"[{"b":{"a":1,"c":2,"\u0061":3}}]"#, "{", "[1,]", "", "1 2"] {
        assert_eq!(read::<Value>(json), None, "{json}");
    }
    let deep = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
    assert!(read::<Value>(&deep(126)).is_some());
    assert!(read::<Value>(&deep(127)).is_none());
    assert!(read::<Value>(&deep(100_000)).is_none());
}

#[test]
fn sets_hold_each_item_once() {
    let set = |json: &str| read::<BTreeSet<u32>>(json).map(|set| write(&set).unwrap());
    assert_eq!(set("[3,1,2]").as_deref(), Some("[1,2,3]"));
    assert_eq!(set("[1,1]"), None);
    assert_eq!(set("[1,1.0]"), None);
    let instants = |json: &str| read::<BTreeSet<Timestamp>>(json).map(|set| set.len());
    assert_eq!(instants(r#"["2026-01-01T00:00:00Z","2026-01-01T01:00:00+01:00"]"#), Some(1));
    assert_eq!(instants(r#"["2026-01-01T00:00:00Z","2026-01-01T00:00:00Z"]"#), None);
    assert_eq!(instants(r#"["2026-01-01T00:00:00Z","2026-01-01T00:00:00\u005a"]"#), None);
    assert_eq!(instants("[1]"), None);
    assert_eq!(read_as::<Set<AsNumber>, BTreeSet<Decimal>>("[1.0,1.00]"), None);
    assert_eq!(read::<BTreeSet<Decimal>>(r#"["1.0","1.00"]"#).map(|set| set.len()), Some(1));
    let floats = |json: &str| read_as::<FloatSet, Vec<f64>>(json);
    assert_eq!(floats("[2.5,-1,0]"), Some(vec![-1.0, 0.0, 2.5]));
    assert_eq!(floats("[1,1.0]"), None);
    assert_eq!(floats("[0.0,-0.0]"), None);
    assert_eq!(write_as::<FloatSet, Vec<f64>>(&vec![2.0, 1.0]).as_deref(), Some("[1.0,2.0]"));
    assert_eq!(write_as::<FloatSet, Vec<f64>>(&vec![1.0, 1.0]), None);
}

#[test]
fn unique_lists_compare_as_json() {
    let list = |json: &str| read_as::<Unique, Vec<Value>>(json);
    assert_eq!(list(r#"[1,"1",[1],{"a":1}]"#).map(|list| list.len()), Some(4));
    for json in ["[1,1]", "[1,1.0]", "[[1,2],[1.0,2]]", r#"[{"a":1,"b":2},{"b":2,"a":1}]"#, r#"["a","\u0061"]"#] {
        assert_eq!(list(json), None, "{json}");
    }
    let instants =
        read_as::<Unique, Vec<Timestamp>>(r#"["2026-01-01T00:00:00Z","2026-01-01T01:00:00+01:00"]"#).unwrap();
    assert_eq!(write_as::<Unique, Vec<Timestamp>>(&instants).as_deref(), Some(r#"["2026-01-01T00:00:00Z"]"#));
    assert_eq!(write_as::<Unique, Vec<u32>>(&vec![1, 1]), None);
}

#[test]
fn maps_have_canonical_keys() {
    let map = |json: &str| read::<BTreeMap<i32, bool>>(json).map(|map| write(&map).unwrap());
    assert_eq!(map(r#"{"10":true,"-2":false,"0":true}"#).as_deref(), Some(r#"{"-2":false,"0":true,"10":true}"#));
    for json in
        [r#"{"-0":true}"#, r#"{"01":true}"#, r#"{"1.0":true}"#, r#"{"2147483648":true}"#, r#"{"1":true,"1":true}"#]
    {
        assert_eq!(map(json), None, "{json}");
    }
    let uuid = "0190163d-8694-739b-aea5-966c26f8ad91";
    assert_eq!(
        read::<BTreeMap<Uuid, u8>>(&format!(r#"{{"{}":1}}"#, uuid.to_uppercase())).map(|map| write(&map).unwrap()),
        Some(format!(r#"{{"{uuid}":1}}"#))
    );
    assert_eq!(read::<BTreeMap<Uuid, u8>>(&format!(r#"{{"{}":1,"{uuid}":1}}"#, uuid.to_uppercase())), None);
    assert_eq!(read::<BTreeMap<String, Option<u8>>>(r#"{"a":null}"#).map(|map| map.len()), Some(1));
}

proptest! {
    #[test]
    fn any_integer_round_trips(number: i64, other: u64, small: i8) {
        prop_assert_eq!(read::<i64>(&write(&number).unwrap()), Some(number));
        prop_assert_eq!(read::<u64>(&write(&other).unwrap()), Some(other));
        prop_assert_eq!(read_as::<AsString, i64>(&format!("\"{number}\"")), Some(number));
        prop_assert_eq!(read::<i8>(&number.to_string()), i8::try_from(number).ok());
        prop_assert_eq!(read::<i8>(&format!("{small}.0")), Some(small));
        prop_assert_eq!(read::<i8>(&format!("{small}.5")), None);
    }

    #[test]
    fn any_finite_float_round_trips(bits: u64, small: u32) {
        let (float, small) = (f64::from_bits(bits), f32::from_bits(small));
        match write(&float) {
            Some(json) => prop_assert_eq!(read::<f64>(&json).map(f64::to_bits), Some(bits)),
            None => prop_assert!(!float.is_finite()),
        }
        match write(&small) {
            Some(json) => prop_assert_eq!(read::<f32>(&json).map(f32::to_bits), Some(small.to_bits())),
            None => prop_assert!(!small.is_finite()),
        }
    }

    #[test]
    fn any_instant_round_trips(seconds in -62_167_219_200_i64..=253_402_127_999, nanos in 0..1_000_000_000_i32) {
        let instant = Timestamp::new(seconds, nanos).unwrap();
        let json = write(&instant).unwrap();
        prop_assert_eq!(read::<Timestamp>(&json), Some(instant));
        // jiff spells years beyond four digits alone in another way.
        prop_assert_eq!(json, format!("\"{instant}\""));
    }

    #[test]
    fn instants_are_read_as_jiff_reads_them(text in "[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-6][0-9]:[0-5][0-9](\\.[0-9]{1,9})?(Z|[+-][01][0-9]:[0-5][0-9])") {
        if let Some(instant) = self::text::<Timestamp>(&text) {
            prop_assert_eq!(Ok(instant), text.parse().map_err(|_| ()));
        } else if !text.starts_with("0000-01-01") && !text.starts_with("9999-12-") {
            prop_assert!(text.parse::<Timestamp>().is_err(), "{}", text);
        }
    }

    #[test]
    fn days_and_times_round_trip(year in 0..=9999_i16, day in 1..=365_i16, nanos in 0..86_400_000_000_000_i64) {
        let date = Date::new(year, 1, 1).unwrap().checked_add(jiff::Span::new().days(day - 1)).unwrap();
        prop_assert_eq!(write(&date).unwrap(), format!("\"{date}\""));
        prop_assert_eq!(text::<Date>(&date.to_string()), Some(date));
        let time = Time::midnight().checked_add(Duration::from_nanos(nanos)).unwrap();
        prop_assert_eq!(write(&time).unwrap(), format!("\"{time}\""));
        prop_assert_eq!(text::<Time>(&time.to_string()), Some(time));
    }

    #[test]
    fn any_duration_round_trips(seconds in -86_399_999_999_999_999_i64..=86_399_999_999_999_999, nanos in -999_999_999..=999_999_999_i32) {
        let duration = Duration::new(seconds, nanos);
        let json = write(&duration).unwrap();
        prop_assert_eq!(read::<Duration>(&json), Some(duration));
    }

    #[test]
    fn any_decimal_of_28_digits_round_trips(mantissa in -9_999_999_999_999_999_999_999_999_999_i128..=9_999_999_999_999_999_999_999_999_999, scale in 0..=27_u32) {
        let decimal = Decimal::from_i128_with_scale(mantissa, scale);
        let as_number = write_as::<AsNumber, Decimal>(&decimal).unwrap();
        let read_back = read_as::<AsNumber, Decimal>(&as_number).unwrap();
        prop_assert_eq!((read_back, read_back.scale()), (decimal, decimal.scale()));
        prop_assert_eq!(&as_number, &decimal.to_string());
        prop_assert_eq!(settled::<Decimal>(&as_number), Some(as_number));
    }

    #[test]
    fn numbers_round_to_decimals_as_exact_arithmetic_does(digits in "[1-9][0-9]{0,40}", point in 0..45_usize) {
        // 28 digits, or those after the point beyond them rounded half to even.
        let point = point.min(digits.len());
        let json = match point {
            0 => format!("0.{digits}"),
            _ if point == digits.len() => digits.clone(),
            _ => format!("{}.{}", &digits[..point], &digits[point..]),
        };
        if let Some(decimal) = read_as::<AsNumber, Decimal>(&json) {
            let expected: f64 = json.parse().unwrap();
            let actual: f64 = decimal.to_string().parse().unwrap();
            prop_assert!((expected - actual).abs() <= expected.abs() * 1e-15 + 1e-27, "{} {}", json, decimal);
        } else {
            prop_assert!(json.parse::<f64>().unwrap() >= 1e28, "{}", json);
        }
    }

    #[test]
    fn any_bytes_round_trip(bytes: Vec<u8>) {
        let bytes = Bytes(bytes);
        prop_assert_eq!(read::<Bytes>(&write(&bytes).unwrap()), Some(bytes));
    }

    #[test]
    fn any_text_is_read_without_a_panic(json in "[\\[\\]{}\",:0-9eE+.TZPDHMS a-f-]{0,40}") {
        let quoted = Value::from(json.as_str()).to_string();
        for json in [&json, &quoted] {
            read::<u8>(json);
            read::<i64>(json);
            read::<f32>(json);
            read::<Decimal>(json);
            read_as::<AsNumber, Decimal>(json);
            read_as::<AsString, u64>(json);
            read::<Bytes>(json);
            read::<Uuid>(json);
            read::<Date>(json);
            read::<Time>(json);
            read::<Timestamp>(json);
            read::<Duration>(json);
            read::<Value>(json);
            read::<BTreeSet<Duration>>(json);
            read_as::<Unique, Vec<Value>>(json);
            read_as::<FloatSet, Vec<f64>>(json);
        }
    }
}
