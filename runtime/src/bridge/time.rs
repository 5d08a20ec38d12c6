//! The types of `time`. All that the schema language can hold they hold as well; what they hold beyond that, such as
//! years below 0, cannot be written.

use jiff::civil::{Date, Time};
use jiff::{SignedDuration, Timestamp};
use time::{Month, OffsetDateTime, UtcDateTime};

use super::{Bridge, Refused};

impl Bridge<Timestamp> for UtcDateTime {
    fn from_scalar(scalar: Timestamp) -> Result<Self, Refused> {
        Ok(UtcDateTime::from_unix_timestamp_nanos(scalar.as_nanosecond())?)
    }

    fn to_scalar(value: &Self) -> Result<Timestamp, Refused> {
        Ok(Timestamp::from_nanosecond(value.unix_timestamp_nanos())?)
    }
}

/// Read at offset zero; written in UTC, whatever its offset.
impl Bridge<Timestamp> for OffsetDateTime {
    fn from_scalar(scalar: Timestamp) -> Result<Self, Refused> {
        Ok(OffsetDateTime::from_unix_timestamp_nanos(scalar.as_nanosecond())?)
    }

    fn to_scalar(value: &Self) -> Result<Timestamp, Refused> {
        Ok(Timestamp::from_nanosecond(value.unix_timestamp_nanos())?)
    }
}

impl Bridge<Date> for time::Date {
    fn from_scalar(scalar: Date) -> Result<Self, Refused> {
        let month = Month::try_from(scalar.month().unsigned_abs())?;
        Ok(time::Date::from_calendar_date(scalar.year().into(), month, scalar.day().unsigned_abs())?)
    }

    fn to_scalar(value: &Self) -> Result<Date, Refused> {
        Ok(Date::new(value.year().try_into()?, u8::from(value.month()).try_into()?, value.day().try_into()?)?)
    }
}

impl Bridge<Time> for time::Time {
    fn from_scalar(scalar: Time) -> Result<Self, Refused> {
        let [hour, minute, second] = [scalar.hour(), scalar.minute(), scalar.second()].map(i8::unsigned_abs);
        Ok(time::Time::from_hms_nano(hour, minute, second, scalar.subsec_nanosecond().unsigned_abs())?)
    }

    fn to_scalar(value: &Self) -> Result<Time, Refused> {
        let (hour, minute, second, nanosecond) = value.as_hms_nano();
        Ok(Time::new(hour.try_into()?, minute.try_into()?, second.try_into()?, nanosecond.try_into()?)?)
    }
}

impl Bridge<SignedDuration> for time::Duration {
    fn from_scalar(scalar: SignedDuration) -> Result<Self, Refused> {
        Ok(time::Duration::new(scalar.as_secs(), scalar.subsec_nanos()))
    }

    fn to_scalar(value: &Self) -> Result<SignedDuration, Refused> {
        Ok(SignedDuration::new(value.whole_seconds(), value.subsec_nanoseconds()))
    }
}
