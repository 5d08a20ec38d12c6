//! The types of `chrono`. All that the schema language can hold they hold as well, but for durations of more than 292
//! million years; what they hold beyond that, such as leap seconds and the year 10000, cannot be written.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, TimeDelta, Timelike, Utc};
use jiff::civil::{Date, Time};
use jiff::{SignedDuration, Timestamp};

use super::{Bridge, Refused};

const BEYOND: &str = "beyond what `chrono` holds";
const LEAP_SECOND: &str = "a leap second";
const NANOSECONDS: u32 = 1_000_000_000;

impl Bridge<Timestamp> for DateTime<Utc> {
    fn from_scalar(scalar: Timestamp) -> Result<Self, Refused> {
        let nanoseconds = scalar.as_nanosecond();
        let seconds = i64::try_from(nanoseconds.div_euclid(NANOSECONDS.into()))?;
        let rest = u32::try_from(nanoseconds.rem_euclid(NANOSECONDS.into()))?;
        DateTime::from_timestamp(seconds, rest).ok_or_else(|| BEYOND.into())
    }

    fn to_scalar(value: &Self) -> Result<Timestamp, Refused> {
        let nanosecond = value.timestamp_subsec_nanos();
        if nanosecond >= NANOSECONDS {
            return Err(LEAP_SECOND.into());
        }
        Ok(Timestamp::from_nanosecond(
            i128::from(value.timestamp()) * i128::from(NANOSECONDS) + i128::from(nanosecond),
        )?)
    }
}

impl Bridge<Date> for NaiveDate {
    fn from_scalar(scalar: Date) -> Result<Self, Refused> {
        let (month, day) = (scalar.month().unsigned_abs(), scalar.day().unsigned_abs());
        NaiveDate::from_ymd_opt(scalar.year().into(), month.into(), day.into()).ok_or_else(|| BEYOND.into())
    }

    fn to_scalar(value: &Self) -> Result<Date, Refused> {
        Ok(Date::new(value.year().try_into()?, value.month().try_into()?, value.day().try_into()?)?)
    }
}

impl Bridge<Time> for NaiveTime {
    fn from_scalar(scalar: Time) -> Result<Self, Refused> {
        let part = |number: i8| u32::from(number.unsigned_abs());
        let (hour, minute, second) = (part(scalar.hour()), part(scalar.minute()), part(scalar.second()));
        let nanosecond = scalar.subsec_nanosecond().unsigned_abs();
        NaiveTime::from_hms_nano_opt(hour, minute, second, nanosecond).ok_or_else(|| BEYOND.into())
    }

    fn to_scalar(value: &Self) -> Result<Time, Refused> {
        if value.nanosecond() >= NANOSECONDS {
            return Err(LEAP_SECOND.into());
        }
        let (hour, minute, second) = (value.hour().try_into()?, value.minute().try_into()?, value.second().try_into()?);
        Ok(Time::new(hour, minute, second, value.nanosecond().try_into()?)?)
    }
}

impl Bridge<SignedDuration> for TimeDelta {
    fn from_scalar(scalar: SignedDuration) -> Result<Self, Refused> {
        // `chrono` counts the nanoseconds from the second below.
        let nanoseconds = scalar.as_nanos();
        let seconds = i64::try_from(nanoseconds.div_euclid(NANOSECONDS.into()))?;
        let rest = u32::try_from(nanoseconds.rem_euclid(NANOSECONDS.into()))?;
        TimeDelta::new(seconds, rest).ok_or_else(|| BEYOND.into())
    }

    fn to_scalar(value: &Self) -> Result<SignedDuration, Refused> {
        Ok(SignedDuration::new(value.num_seconds(), value.subsec_nanos()))
    }
}
