//! The types of `chrono` and `time` hold what the wire holds, to the nanosecond; what they hold beyond it is refused.
#![cfg(all(feature = "chrono", feature = "time"))]

use std::fmt::Debug;

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use proptest::prelude::*;
use retold::Bridge;
use retold::scalar::{Date, Duration, Time, Timestamp};
use time::{OffsetDateTime, UtcDateTime, UtcOffset};

/// 0000-01-01 and the end of 9999-12-29, in nanoseconds: what the wire holds.
const FIRST: i128 = -62_167_219_200_000_000_000;
const LAST: i128 = 253_402_127_999_999_999_999;

/// There and back again, to the same.
fn back<S: Clone + PartialEq + Debug, T: Bridge<S>>(scalar: &S) {
    let value = T::from_scalar(scalar.clone()).unwrap_or_else(|error| panic!("{scalar:?}: {error}"));
    assert_eq!(T::to_scalar(&value).unwrap(), *scalar);
}

fn timestamp(nanoseconds: i128) {
    let scalar = Timestamp::from_nanosecond(nanoseconds).unwrap();
    back::<_, DateTime<Utc>>(&scalar);
    back::<_, OffsetDateTime>(&scalar);
    back::<_, UtcDateTime>(&scalar);
    // It is the same moment, and not only a number that comes back.
    let chrono = DateTime::<Utc>::from_scalar(scalar).unwrap();
    assert_eq!(chrono.to_rfc3339_opts(chrono::SecondsFormat::Nanos, true)[..19], format!("{scalar:.9}")[..19]);
    let time = OffsetDateTime::from_scalar(scalar).unwrap();
    assert_eq!(i128::from(chrono.timestamp()), time.unix_timestamp_nanos().div_euclid(1_000_000_000));
}

fn duration(scalar: Duration) {
    back::<_, time::Duration>(&scalar);
    let fits = scalar.as_millis().unsigned_abs() < i64::MAX.unsigned_abs().into();
    match TimeDelta::from_scalar(scalar) {
        Ok(value) => assert_eq!(TimeDelta::to_scalar(&value).unwrap(), scalar),
        Err(_) => assert!(!fits, "{scalar:?}"),
    }
    match std::time::Duration::from_scalar(scalar) {
        Ok(value) => assert_eq!(std::time::Duration::to_scalar(&value).unwrap(), scalar),
        Err(_) => assert!(scalar.is_negative()),
    }
}

proptest! {
    #[test]
    fn timestamps_come_back(nanoseconds in FIRST..=LAST) {
        timestamp(nanoseconds);
    }

    #[test]
    fn dates_come_back(year in 0..=9999_i16, day in 1..=366_i16) {
        let first = Date::new(year, 1, 1).unwrap();
        prop_assume!(day <= first.days_in_year());
        let scalar = first.with().day_of_year(day).build().unwrap();
        back::<_, NaiveDate>(&scalar);
        back::<_, time::Date>(&scalar);
        assert_eq!(NaiveDate::from_scalar(scalar).unwrap().to_string(), scalar.to_string());
    }

    #[test]
    fn times_come_back(nanoseconds in 0..86_400_000_000_000_i64) {
        let scalar = Time::midnight().checked_add(Duration::from_nanos(nanoseconds)).unwrap();
        back::<_, NaiveTime>(&scalar);
        back::<_, time::Time>(&scalar);
    }

    #[test]
    fn durations_come_back(seconds in any::<i64>(), nanoseconds in -999_999_999..=999_999_999_i32) {
        prop_assume!(seconds == 0 || (seconds < 0) == (nanoseconds <= 0));
        duration(Duration::new(seconds, nanoseconds));
    }
}

#[test]
fn the_ends_come_back() {
    for nanoseconds in [FIRST, FIRST + 1, -1_000_000_001, -1_000_000_000, -1, 0, 1, 999_999_999, LAST - 1, LAST] {
        timestamp(nanoseconds);
    }
    for scalar in [Duration::MIN, Duration::MAX, Duration::ZERO, Duration::from_nanos(-1), Duration::new(-1, -1)] {
        duration(scalar);
    }
    for (year, month, day) in [(0, 1, 1), (0, 2, 29), (9999, 12, 31)] {
        back::<_, NaiveDate>(&Date::new(year, month, day).unwrap());
        back::<_, time::Date>(&Date::new(year, month, day).unwrap());
    }
}

#[test]
fn what_the_wire_does_not_hold_is_refused() {
    let leap = NaiveTime::from_hms_nano_opt(23, 59, 59, 1_500_000_000).unwrap();
    assert_eq!(<NaiveTime as Bridge<Time>>::to_scalar(&leap).unwrap_err().to_string(), "a leap second");
    let day = NaiveDate::from_ymd_opt(2016, 12, 31).unwrap();
    assert!(DateTime::<Utc>::to_scalar(&day.and_time(leap).and_utc()).is_err());
    assert!(NaiveDate::to_scalar(&NaiveDate::MAX).is_err());
    assert!(DateTime::<Utc>::to_scalar(&DateTime::<Utc>::MAX_UTC).is_err());
    assert!(DateTime::<Utc>::to_scalar(&DateTime::<Utc>::MIN_UTC).is_err());
}

#[test]
fn an_offset_is_written_in_utc() {
    let scalar: Timestamp = "2026-02-28T23:30:00Z".parse().unwrap();
    let there = OffsetDateTime::from_scalar(scalar).unwrap().to_offset(UtcOffset::from_hms(5, 45, 0).unwrap());
    assert_eq!(there.date().day(), 1);
    assert_eq!(OffsetDateTime::to_scalar(&there).unwrap(), scalar);
}
