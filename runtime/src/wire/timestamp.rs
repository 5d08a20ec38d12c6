//! Timestamps: RFC 3339 with any offset, written in UTC with `Z`. What is read is always something that can be
//! written: the ends of the calendar, 0000-01-01 and 9999-12-29, are read at offset zero alone, and what lies beyond
//! not at all ([`Timestamp`] ends with 9999-12-30).

use std::borrow::Cow;

use jiff::Timestamp;

use super::Text;
use super::civil::{clock, date};
use super::digits::{Buffer, fraction, two};
use super::text::wire_text;
use crate::violation::Violation;

/// 0000-01-01T00:00:00Z.
const FIRST: i64 = -62_167_219_200;
/// 9999-12-29T23:59:59Z.
const LAST: i64 = 253_402_127_999;

impl Text for Timestamp {
    const EXPECTING: &'static str = "a timestamp such as 2026-02-28T08:30:00Z";

    #[inline]
    fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        if bytes.len() < 20 || !matches!(bytes[10], b'T' | b't') {
            return None;
        }
        let (year, month, day) = date(bytes)?;
        let (hour, minute, second) = clock(&bytes[11..])?;
        let (nanoseconds, length) = fraction(&bytes[19..])?;
        let offset = offset(&bytes[19 + length..])?;
        // A leap second reads as the second before it.
        let second = second.min(59);
        let in_day = i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second);
        // An offset could move a day at either end out of the calendar.
        let at_an_end = matches!((year, month, day), (0, 1, 1) | (9999, 12, 29..));
        if at_an_end && (offset != 0 || day > 29) {
            return None;
        }
        let seconds = days_since_epoch(year.into(), month.into(), day.into()) * 86_400 + in_day - offset;
        Timestamp::new(seconds, i32::try_from(nanoseconds).ok()?).ok()
    }

    fn text(&self) -> Result<Cow<'_, str>, Violation> {
        let nanoseconds = self.as_nanosecond();
        let seconds = i64::try_from(nanoseconds.div_euclid(1_000_000_000)).unwrap_or(i64::MAX);
        if !(FIRST..=LAST).contains(&seconds) {
            return Err(Violation::unwritable(self, "a timestamp from 0000-01-01 to 9999-12-29 in UTC"));
        }
        let (year, month, day) = civil_from_days(seconds.div_euclid(86_400));
        let in_day = seconds.rem_euclid(86_400);
        let mut buffer = Buffer::new();
        // All are in the range of their places: the seconds were checked above.
        buffer.four(year as u16);
        buffer.push(b'-');
        buffer.two(month as u8);
        buffer.push(b'-');
        buffer.two(day as u8);
        buffer.push(b'T');
        buffer.two((in_day / 3600) as u8);
        buffer.push(b':');
        buffer.two((in_day / 60 % 60) as u8);
        buffer.push(b':');
        buffer.two((in_day % 60) as u8);
        buffer.fraction(nanoseconds.rem_euclid(1_000_000_000) as u32);
        buffer.push(b'Z');
        Ok(Cow::Owned(buffer.as_str().to_owned()))
    }
}

/// `Z`, `z` or `±HH:MM`, in seconds, and nothing after it.
#[inline]
fn offset(bytes: &[u8]) -> Option<i64> {
    let sign = match bytes {
        [b'Z' | b'z'] => return Some(0),
        [b'+', ..] => 1,
        [b'-', ..] => -1,
        _ => return None,
    };
    if bytes.len() != 6 || bytes[3] != b':' {
        return None;
    }
    let (hours, minutes) = (two(bytes, 1)?, two(bytes, 4)?);
    if hours > 23 || minutes > 59 {
        return None;
    }
    Some(sign * (i64::from(hours) * 3600 + i64::from(minutes) * 60))
}

/// Days since 1970-01-01 in the proleptic Gregorian calendar.
/// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `days_from_civil`.
#[inline]
fn days_since_epoch(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// The other way; same source, `civil_from_days`.
fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

wire_text!(Timestamp; spellings: true);
