//! Why a line is no recorded event.

use std::error::Error;
use std::fmt;
use std::io;
use std::str::Utf8Error;

use crate::json::without_place;
use crate::path;

/// Why a line could not be read as a recorded event.
///
/// ```
/// let mut lines = retold::JsonLines::new(&b"{\"type\":\"shop.ItemAdded\",\"data\":{}}\n{\"type\":\"sho"[..]);
/// assert!(lines.next_line()?.is_some());
/// let error = lines.next_line().unwrap_err();
/// assert!(error.is_cut_off());
/// assert_eq!(error.to_string(), "line 2: the last line is cut off: EOF while parsing a string at byte 12");
/// # Ok::<(), retold::LineError>(())
/// ```
#[derive(Debug)]
pub struct LineError(Box<Inner>);

#[derive(Debug)]
struct Inner {
    line: u64,
    cut_off: bool,
    cause: Cause,
}

#[derive(Debug)]
enum Cause {
    Io(io::Error),
    TooLong(usize),
    NotUtf8(Utf8Error),
    NotJson { byte: usize, message: String },
    NoEvent(String),
}

impl LineError {
    fn caused(line: u64, cut_off: bool, cause: Cause) -> Self {
        Self(Box::new(Inner { line, cut_off, cause }))
    }

    #[cold]
    pub(super) fn io(line: u64, error: io::Error) -> Self {
        Self::caused(line, false, Cause::Io(error))
    }

    #[cold]
    pub(super) fn too_long(line: u64, longest: usize) -> Self {
        Self::caused(line, false, Cause::TooLong(longest))
    }

    #[cold]
    pub(super) fn not_utf8(line: u64, error: Utf8Error, at_end: bool) -> Self {
        let cut_off = at_end && error.error_len().is_none();
        Self::caused(line, cut_off, Cause::NotUtf8(error))
    }

    #[cold]
    pub(super) fn no_event(line: u64, message: String) -> Self {
        Self::caused(line, false, Cause::NoEvent(message))
    }

    #[cold]
    pub(super) fn parse(line: u64, text: &str, error: &serde_json::Error, at_end: bool) -> Self {
        let message = without_place(error);
        if error.is_data() {
            let path = path::at(text, error.line(), error.column());
            let message = if path == "$" { message } else { format!("`{path}`: {message}") };
            return Self::no_event(line, message);
        }
        Self::caused(line, at_end && error.is_eof(), Cause::NotJson { byte: error.column(), message })
    }

    /// The number of the line, from 1.
    #[must_use]
    pub fn line(&self) -> u64 {
        self.0.line
    }

    /// Whether the reader failed, so that nothing more can come from it.
    #[must_use]
    pub fn is_io(&self) -> bool {
        matches!(self.0.cause, Cause::Io(_))
    }

    /// Whether the line is longer than is read.
    #[must_use]
    pub fn is_too_long(&self) -> bool {
        matches!(self.0.cause, Cause::TooLong(_))
    }

    /// Whether it is the last line and ends before its event does, as after a crash of whoever wrote it.
    #[must_use]
    pub fn is_cut_off(&self) -> bool {
        self.0.cut_off
    }
}

impl LineError {
    /// What is wrong, without the number of the line.
    pub fn reason(&self) -> impl fmt::Display {
        struct Reason<'a>(&'a Inner);
        impl fmt::Display for Reason<'_> {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt_reason(formatter)
            }
        }
        Reason(&self.0)
    }
}

impl fmt::Display for LineError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "line {}: ", self.0.line)?;
        self.0.fmt_reason(formatter)
    }
}

impl Inner {
    fn fmt_reason(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { cut_off, cause, .. } = self;
        if *cut_off {
            formatter.write_str("the last line is cut off: ")?;
        }
        match cause {
            Cause::Io(error) => write!(formatter, "cannot be read: {error}"),
            Cause::TooLong(longest) => write!(formatter, "longer than {longest} bytes"),
            Cause::NotUtf8(error) => write!(formatter, "not UTF-8: {error}"),
            Cause::NotJson { byte, message } if *cut_off => write!(formatter, "{message} at byte {byte}"),
            Cause::NotJson { byte, message } => write!(formatter, "not JSON: {message} at byte {byte}"),
            Cause::NoEvent(message) => write!(formatter, "no recorded event: {message}"),
        }
    }
}

impl Error for LineError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &self.0.cause {
            Cause::Io(error) => Some(error),
            Cause::NotUtf8(error) => Some(error),
            Cause::TooLong(_) | Cause::NotJson { .. } | Cause::NoEvent(_) => None,
        }
    }
}
