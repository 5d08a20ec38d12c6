//! Dates `YYYY-MM-DD` of the years 0000 to 9999 and times of day `HH:MM:SS(.f{1,9})?`.

use std::borrow::Cow;

use jiff::civil::{Date, Time};

use super::Text;
use super::digits::{Buffer, four, fraction, two};
use super::text::wire_text;
use crate::violation::Violation;

/// A date at the start of `bytes`, which has at least ten.
#[inline]
pub(super) fn date(bytes: &[u8]) -> Option<(u16, u8, u8)> {
    if bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let (year, month, day) = (four(bytes, 0)?, two(bytes, 5)?, two(bytes, 8)?);
    if day == 0 || day > days_in(year, month) { None } else { Some((year, month, day)) }
}

/// The days of a month; none in a month that is not.
#[inline]
fn days_in(year: u16, month: u8) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 0,
    }
}

/// `HH:MM:SS` at the start of `bytes`, which has at least eight; the second may be 60.
#[inline]
pub(super) fn clock(bytes: &[u8]) -> Option<(u8, u8, u8)> {
    if bytes[2] != b':' || bytes[5] != b':' {
        return None;
    }
    let (hour, minute, second) = (two(bytes, 0)?, two(bytes, 3)?, two(bytes, 6)?);
    if hour > 23 || minute > 59 || second > 60 { None } else { Some((hour, minute, second)) }
}

impl Text for Date {
    const EXPECTING: &'static str = "a date such as 2026-02-28";

    #[inline]
    fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        if bytes.len() != 10 {
            return None;
        }
        let (year, month, day) = date(bytes)?;
        Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
    }

    fn text(&self) -> Result<Cow<'_, str>, Violation> {
        let Ok(year) = u16::try_from(self.year()) else {
            return Err(Violation::unwritable(self, "a date in the years 0000 to 9999"));
        };
        let mut buffer = Buffer::new();
        buffer.four(year);
        buffer.push(b'-');
        buffer.two(self.month().unsigned_abs());
        buffer.push(b'-');
        buffer.two(self.day().unsigned_abs());
        Ok(Cow::Owned(buffer.as_str().to_owned()))
    }
}

impl Text for Time {
    const EXPECTING: &'static str = "a time of day such as 08:30:00";

    #[inline]
    fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        if bytes.len() < 8 {
            return None;
        }
        let (hour, minute, second) = clock(bytes)?;
        let (nanoseconds, length) = fraction(&bytes[8..])?;
        if second > 59 || bytes.len() != 8 + length {
            return None;
        }
        let small = |number: u8| i8::try_from(number).ok();
        Time::new(small(hour)?, small(minute)?, small(second)?, i32::try_from(nanoseconds).ok()?).ok()
    }

    fn text(&self) -> Result<Cow<'_, str>, Violation> {
        let mut buffer = Buffer::new();
        buffer.two(self.hour().unsigned_abs());
        buffer.push(b':');
        buffer.two(self.minute().unsigned_abs());
        buffer.push(b':');
        buffer.two(self.second().unsigned_abs());
        buffer.fraction(self.subsec_nanosecond().unsigned_abs());
        Ok(Cow::Owned(buffer.as_str().to_owned()))
    }
}

wire_text!(Date; spellings: false);
wire_text!(Time; spellings: true);
