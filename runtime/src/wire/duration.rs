//! Durations `-?PnDTnHnMnS`, a day being 24 hours: each number up to twelve digits, the seconds with a fraction.
//! Written with the largest unit first and zero parts left out; `PT0S` for none.

use std::borrow::Cow;

use jiff::SignedDuration;

use super::Text;
use super::digits::{Buffer, fraction};
use super::text::wire_text;
use crate::violation::Violation;

/// The highest number that one part can hold.
const HIGHEST: u64 = 999_999_999_999;

impl Text for SignedDuration {
    const EXPECTING: &'static str = "a duration such as P1DT2H30M";

    fn parse(text: &str) -> Option<Self> {
        let mut rest = text.as_bytes();
        let negative = rest.first() == Some(&b'-');
        if negative {
            rest = &rest[1..];
        }
        rest = rest.strip_prefix(b"P")?;
        let mut seconds = 0;
        let mut nanoseconds = 0;
        let mut parts = 0;
        // The units in the order in which they may come; the place in it that has been reached.
        let units = [(b'D', 86_400), (b'H', 3600), (b'M', 60), (b'S', 1)];
        let mut reached = 0;
        let mut in_time = false;
        while !rest.is_empty() {
            if !in_time && rest[0] == b'T' {
                in_time = true;
                reached = reached.max(1);
                rest = &rest[1..];
                // A `T` without anything after it says nothing.
                if rest.is_empty() {
                    return None;
                }
            }
            let length = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
            if length == 0 || length > 12 {
                return None;
            }
            let number = rest[..length].iter().fold(0, |number, digit| number * 10 + i64::from(digit - b'0'));
            let (nanos, fraction_length) = fraction(&rest[length..])?;
            let unit = *rest.get(length + fraction_length)?;
            rest = &rest[length + fraction_length + 1..];
            let index = reached + units[reached..].iter().position(|(name, _)| *name == unit)?;
            if (index == 0) == in_time || (fraction_length > 0 && unit != b'S') {
                return None;
            }
            seconds += number * units[index].1;
            nanoseconds += i32::try_from(nanos).ok()?;
            reached = index + 1;
            parts += 1;
            if reached == units.len() && !rest.is_empty() {
                return None;
            }
        }
        if parts == 0 {
            return None;
        }
        let duration = SignedDuration::new(seconds, nanoseconds);
        Some(if negative { -duration } else { duration })
    }

    fn text(&self) -> Result<Cow<'_, str>, Violation> {
        let mut buffer = Buffer::new();
        if self.is_negative() {
            buffer.push(b'-');
        }
        buffer.push(b'P');
        let nanoseconds = self.subsec_nanos().unsigned_abs();
        let mut rest = self.as_secs().unsigned_abs();
        let mut take = |unit: u64| {
            // More than the part can hold goes into the next smaller one, so that all that is read can be written.
            let number = (rest / unit).min(HIGHEST);
            rest -= number * unit;
            number
        };
        let (days, hours, minutes, seconds) = (take(86_400), take(3600), take(60), take(1));
        if rest > 0 {
            return Err(Violation::unwritable(self, "a duration whose parts have at most twelve digits"));
        }
        if days > 0 {
            buffer.number(days);
            buffer.push(b'D');
        }
        let has_seconds = seconds > 0 || nanoseconds > 0;
        if hours > 0 || minutes > 0 || has_seconds || days == 0 {
            buffer.push(b'T');
        }
        if hours > 0 {
            buffer.number(hours);
            buffer.push(b'H');
        }
        if minutes > 0 {
            buffer.number(minutes);
            buffer.push(b'M');
        }
        if has_seconds || (days == 0 && hours == 0 && minutes == 0) {
            buffer.number(seconds);
            buffer.fraction(nanoseconds);
            buffer.push(b'S');
        }
        Ok(Cow::Owned(buffer.as_str().to_owned()))
    }
}

wire_text!(SignedDuration; spellings: true);
