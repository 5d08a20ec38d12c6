//! Recorded events as JSON lines: one object a line with `type`, `version` (1 if absent), `data`, and optionally
//! `reads_as`, `id`, `stream`, `stream_version`, `position`, `time`, `metadata`; a CloudEvents 1.0 line is read as well. Reading takes
//! constant memory: one buffer is used for all lines, and a line has a longest length.

mod cloud_events;
mod envelope;
mod error;
#[cfg(feature = "tool")]
mod replace;
mod write;

use std::io::BufRead;

use jiff::Timestamp;
use serde_json::value::RawValue;

use crate::metadata::Metadata;
use crate::recorded::{Payload, Recorded, RecordedEvent};
use crate::wire::Text;

use envelope::Envelope;

pub use error::LineError;
#[cfg(feature = "tool")]
pub use replace::Replacement;

/// The longest line that is read unless [`JsonLines::longest`] says otherwise, in bytes: 16 MiB.
pub const LONGEST_LINE: usize = 16 << 20;

/// Reads recorded events line by line. Blank lines, `CRLF` and a byte order mark are passed over. After an error that
/// is about one line, the next call goes on with the next line.
///
/// ```
/// let file = "{\"type\":\"shop.ItemAdded\",\"version\":2,\"data\":{\"qty\":1}}\n\n";
/// let mut lines = retold::JsonLines::new(file.as_bytes());
/// while let Some(line) = lines.next_line()? {
///     assert_eq!((line.number(), line.recorded().name), (1, "shop.ItemAdded"));
/// }
/// # Ok::<(), retold::LineError>(())
/// ```
#[derive(Debug)]
pub struct JsonLines<R> {
    reader: R,
    buffer: Vec<u8>,
    number: u64,
    longest: usize,
}

impl<R: BufRead> JsonLines<R> {
    /// Reads from anything buffered: a file in a `BufReader`, standard input, bytes.
    #[must_use]
    pub fn new(reader: R) -> Self {
        Self { reader, buffer: Vec::new(), number: 0, longest: LONGEST_LINE }
    }

    /// The same with another longest line, in bytes without the line's end.
    #[must_use]
    pub fn longest(self, bytes: usize) -> Self {
        Self { longest: bytes, ..self }
    }

    /// The same as a later part of something: so many lines came before.
    #[must_use]
    pub fn after(self, lines: u64) -> Self {
        Self { number: lines, ..self }
    }

    /// The number of the line that was read last, from 1.
    #[must_use]
    pub fn number(&self) -> u64 {
        self.number
    }

    /// The next recorded event; none at the end.
    ///
    /// # Errors
    /// When the reader fails, or the line is too long, not UTF-8, or no recorded event.
    pub fn next_line(&mut self) -> Result<Option<Line<'_>>, LineError> {
        loop {
            let ended = match self.fill() {
                Ok(None) => return Ok(None),
                Ok(Some(ended)) => ended,
                Err(error) => return Err(error),
            };
            if !self.text_start().is_empty() {
                return self.parse(ended).map(Some);
            }
        }
    }

    /// Reads one line into the buffer; tells whether it had its end, or nothing after the last line.
    fn fill(&mut self) -> Result<Option<bool>, LineError> {
        self.buffer.clear();
        self.number += 1;
        // The two bytes more than are allowed may be the line's end.
        let most = u64::try_from(self.longest).unwrap_or(u64::MAX).saturating_add(2);
        let read = std::io::Read::take(&mut self.reader, most).read_until(b'\n', &mut self.buffer);
        if read.map_err(|error| LineError::io(self.number, error))? == 0 {
            self.number -= 1;
            return Ok(None);
        }
        let ended = self.buffer.last() == Some(&b'\n');
        if ended {
            self.buffer.pop();
        }
        if self.buffer.last() == Some(&b'\r') {
            self.buffer.pop();
        }
        if self.buffer.len() > self.longest {
            self.buffer.clear();
            if !ended {
                self.reader.skip_until(b'\n').map_err(|error| LineError::io(self.number, error))?;
            }
            return Err(LineError::too_long(self.number, self.longest));
        }
        Ok(Some(ended))
    }

    /// The line that was read last as it stands there, without its end; nothing of one that is too long.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.buffer
    }

    /// The line without the byte order mark of the file and space before and after.
    fn text_start(&self) -> &[u8] {
        let bytes = match self.number {
            1 => self.buffer.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&self.buffer),
            _ => &self.buffer,
        };
        bytes.trim_ascii()
    }

    fn parse(&self, ended: bool) -> Result<Line<'_>, LineError> {
        let number = self.number;
        let text =
            std::str::from_utf8(self.text_start()).map_err(|error| LineError::not_utf8(number, error, !ended))?;
        match serde_json::from_str::<Envelope<'_>>(text) {
            Ok(envelope) => envelope.into_line(number, text).map_err(|message| LineError::no_event(number, message)),
            Err(error) => Err(LineError::parse(number, text, &error, !ended)),
        }
    }
}

/// One recorded event of a file, borrowed from the buffer of its reader.
#[derive(Clone, Debug)]
pub struct Line<'a> {
    number: u64,
    text: &'a str,
    envelope: Envelope<'a>,
}

impl Line<'_> {
    /// The number of the line, from 1.
    #[must_use]
    pub fn number(&self) -> u64 {
        self.number
    }

    /// The line itself, without its end and space before and after.
    #[must_use]
    pub fn text(&self) -> &str {
        self.text
    }

    /// What decoding needs. Where the line names no position, its number is the position.
    #[inline]
    #[must_use]
    pub fn recorded(&self) -> Recorded<'_> {
        Recorded {
            name: &self.envelope.name,
            version: self.envelope.version,
            reads_as: self.envelope.reads_as,
            payload: Payload::Text(self.envelope.data.get()),
            stream: self.envelope.stream.as_deref(),
            position: Some(self.envelope.position.unwrap_or(self.number)),
        }
    }

    /// When the event was recorded.
    ///
    /// # Errors
    /// When the line holds something that is no timestamp.
    pub fn time(&self) -> Result<Option<Timestamp>, LineError> {
        let Some(time) = self.envelope.time.as_deref() else { return Ok(None) };
        match Timestamp::parse(time) {
            Some(time) => Ok(Some(time)),
            None => Err(LineError::no_event(self.number, format!("`time` is not {}", Timestamp::EXPECTING))),
        }
    }

    /// Who, why, and in answer to what.
    ///
    /// # Errors
    /// When the line holds something else under a well-known name.
    pub fn metadata(&self) -> Result<Metadata, LineError> {
        self.envelope.metadata().map_err(|message| LineError::no_event(self.number, message))
    }

    /// All of it, owned.
    ///
    /// # Errors
    /// As [`time`](Line::time) and [`metadata`](Line::metadata).
    pub fn to_event(&self) -> Result<RecordedEvent, LineError> {
        let recorded = self.recorded();
        let mut event = RecordedEvent::new(recorded.name, recorded.version, self.envelope.data.get());
        event.reads_as = recorded.reads_as;
        event.stream = recorded.stream.map(str::to_owned);
        event.stream_version = self.envelope.stream_version;
        event.position = self.envelope.position;
        event.time = self.time()?;
        event.metadata = self.metadata()?;
        Ok(event)
    }

    /// The payload as it stands in the line.
    #[must_use]
    pub fn data(&self) -> &RawValue {
        self.envelope.data
    }
}
