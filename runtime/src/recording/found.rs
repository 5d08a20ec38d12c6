//! One event of a piece, wherever it was recorded, and a line that is none.

use serde_json::value::RawValue;

use super::{Content, Piece};
use crate::lines::{JsonLines, Line, LineError, Replacement};
use crate::recorded::Recorded;
#[cfg(feature = "store")]
use crate::store::Stored;

/// A recorded event, as it was found.
#[derive(Debug)]
pub struct Found<'a>(Inner<'a>);

#[derive(Debug)]
enum Inner<'a> {
    Line(Line<'a>),
    #[cfg(feature = "store")]
    Stored(Stored<'a>),
}

/// A line that is no recorded event.
#[derive(Debug)]
pub struct NoEvent<'a> {
    error: LineError,
    bytes: &'a [u8],
}

impl Piece {
    /// Calls `with` with every event and every line that is none; blank lines are passed over.
    pub fn each(&self, mut with: impl FnMut(Result<Found<'_>, NoEvent<'_>>)) {
        match &self.0 {
            Content::Lines(chunk) => {
                let mut lines = JsonLines::new(chunk.bytes.as_slice()).after(chunk.lines_before);
                loop {
                    let error = match lines.next_line() {
                        Ok(None) => return,
                        Ok(Some(line)) => {
                            with(Ok(Found(Inner::Line(line))));
                            continue;
                        }
                        Err(error) => error,
                    };
                    with(Err(NoEvent { error, bytes: lines.bytes() }));
                }
            }
            #[cfg(feature = "store")]
            Content::Batch(batch) => batch.iter().for_each(|event| with(Ok(Found(Inner::Stored(event))))),
        }
    }
}

impl NoEvent<'_> {
    /// The number of the line, from 1.
    #[must_use]
    pub fn line(&self) -> u64 {
        self.error.line()
    }

    /// What is wrong.
    #[must_use]
    pub fn error(&self) -> &LineError {
        &self.error
    }

    /// Writes the line as it is, its end included; false where it is too long to be known.
    pub fn write(&self, out: &mut Vec<u8>) -> bool {
        if self.error.is_too_long() {
            return false;
        }
        out.extend_from_slice(self.bytes);
        out.push(b'\n');
        true
    }
}

impl Found<'_> {
    /// What decoding needs.
    #[must_use]
    pub fn recorded(&self) -> Recorded<'_> {
        match &self.0 {
            Inner::Line(line) => line.recorded(),
            #[cfg(feature = "store")]
            Inner::Stored(event) => Recorded::from(*event),
        }
    }

    /// The number of its line, from 1; none in a store.
    #[must_use]
    pub fn line(&self) -> Option<u64> {
        match &self.0 {
            Inner::Line(line) => Some(line.number()),
            #[cfg(feature = "store")]
            Inner::Stored(_) => None,
        }
    }

    /// The payload, known to be JSON.
    ///
    /// # Errors
    /// When a store holds something else.
    pub fn data(&self) -> Result<&RawValue, serde_json::Error> {
        match &self.0 {
            Inner::Line(line) => Ok(line.data()),
            #[cfg(feature = "store")]
            Inner::Stored(event) => serde_json::from_str(event.payload),
        }
    }

    /// Whether what stands beside the payload, the time and the metadata, can be read.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn check_beside(&self) -> Result<(), String> {
        match &self.0 {
            Inner::Line(line) => line.time().map(drop).and_then(|()| line.metadata().map(drop)).map_err(|error| {
                let reason = error.reason().to_string();
                reason.strip_prefix("no recorded event: ").unwrap_or(&reason).to_owned()
            }),
            #[cfg(feature = "store")]
            Inner::Stored(event) => event.metadata().map(drop).map_err(|error| error.to_string()),
        }
    }

    /// Writes it as a JSON line, its end included: a line as it is.
    ///
    /// # Errors
    /// What is wrong, when a store holds something that no line can say.
    pub fn write(&self, out: &mut Vec<u8>) -> Result<(), String> {
        match &self.0 {
            Inner::Line(line) => {
                out.extend_from_slice(line.text().as_bytes());
                out.push(b'\n');
                Ok(())
            }
            #[cfg(feature = "store")]
            Inner::Stored(event) => {
                let event = event.to_recorded().map_err(|error| error.to_string())?;
                event.write_line(out).map_err(|error| error.to_string())
            }
        }
    }

    /// Writes the line that has another event in its place, its end included.
    ///
    /// # Errors
    /// As [`write`](Found::write).
    pub fn write_replaced(&self, replacement: &Replacement<'_>, out: &mut Vec<u8>) -> Result<(), String> {
        match &self.0 {
            Inner::Line(line) => {
                line.write_replaced(replacement, out);
                Ok(())
            }
            #[cfg(feature = "store")]
            Inner::Stored(event) => {
                let event = event.to_recorded().map_err(|error| error.to_string())?.replaced(replacement);
                event.write_line(out).map_err(|error| error.to_string())
            }
        }
    }
}
