//! From and up to which event: by number, or by time.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use retold::store::{Moment, Stored};

use crate::arguments::Log;
use crate::shown;
use crate::terminal::Failure;

/// The ends of what is to be shown, themselves included.
#[derive(Debug, Default)]
pub(super) struct Bounds {
    pub(super) from: Option<Bound>,
    pub(super) to: Option<Bound>,
}

/// One end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    /// A version of the stream, or a position in the store.
    Number(u64),
    /// When it was recorded.
    Time(Timestamp),
}

#[derive(Clone, Copy)]
enum End {
    Older,
    Newer,
}

impl Bounds {
    pub(super) fn read(arguments: &Log) -> Result<Self, Failure> {
        let read = |text: &Option<String>, name: &str, end| {
            text.as_deref().map(|text| Bound::read(text, end).ok_or_else(|| refused(text, name))).transpose()
        };
        Ok(Self {
            from: read(&arguments.from, "--from", End::Older)?,
            to: read(&arguments.as_of, "--as-of", End::Newer)?,
        })
    }

    /// The position before the first that can be within.
    pub(super) fn after(&self) -> u64 {
        match self.from {
            Some(Bound::Number(position)) => position.saturating_sub(1),
            Some(Bound::Time(_)) | None => 0,
        }
    }

    /// Whether an event of all streams is within.
    pub(super) fn holds(&self, event: &Stored<'_>) -> bool {
        let is_after = match self.from {
            None => true,
            Some(Bound::Number(position)) => event.position >= position,
            Some(Bound::Time(time)) => event.time >= time,
        };
        is_after && !self.is_beyond(event)
    }

    /// Whether an event and all after it are newer than the end.
    pub(super) fn is_beyond(&self, event: &Stored<'_>) -> bool {
        match self.to {
            None => false,
            Some(Bound::Number(position)) => event.position > position,
            Some(Bound::Time(time)) => event.time > time,
        }
    }

    /// Whether an event and all before it are older than the beginning.
    pub(super) fn is_too_old(&self, event: &Stored<'_>) -> bool {
        match self.from {
            None => false,
            Some(Bound::Number(position)) => event.position < position,
            Some(Bound::Time(time)) => event.time < time,
        }
    }
}

impl Bound {
    fn read(text: &str, end: End) -> Option<Self> {
        if let Ok(number) = text.parse() {
            return Some(Self::Number(number));
        }
        if let Ok(time) = text.parse() {
            return Some(Self::Time(time));
        }
        // A day: from its beginning, or up to its end.
        let day: Date = text.parse().ok()?;
        let start = |day: Date| day.to_zoned(TimeZone::UTC).ok().map(|start| start.timestamp());
        match end {
            End::Older => start(day).map(Self::Time),
            End::Newer => {
                let next = start(day.tomorrow().ok()?)?;
                Timestamp::from_nanosecond(next.as_nanosecond() - 1).ok().map(Self::Time)
            }
        }
    }

    /// The same for one stream.
    pub(super) fn moment(&self) -> Moment {
        match self {
            Bound::Number(version) => Moment::Version(*version),
            Bound::Time(time) => Moment::Time(*time),
        }
    }
}

fn refused(text: &str, name: &str) -> Failure {
    Failure::new(format!("`{}` after `{name}` is neither a number nor a time", shown::escaped(text)))
        .with_help("such as `7`, `2026-01-31` or `2026-01-31T12:00:00Z`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_times_and_days() {
        let time = |text: &str| Some(Bound::Time(text.parse().expect("a time")));
        assert_eq!(Bound::read("7", End::Newer), Some(Bound::Number(7)));
        assert_eq!(Bound::read("2026-01-31T12:00:00+01:00", End::Newer), time("2026-01-31T11:00:00Z"));
        assert_eq!(Bound::read("2026-01-31", End::Older), time("2026-01-31T00:00:00Z"));
        assert_eq!(Bound::read("2026-01-31", End::Newer), time("2026-01-31T23:59:59.999999999Z"));
        for text in ["", "-1", "yesterday", "2026-02-31", "9999-12-31"] {
            assert_eq!(Bound::read(text, End::Newer), None, "{text}");
        }
    }
}
