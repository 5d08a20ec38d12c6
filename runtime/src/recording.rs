//! Recorded events of a file or a store as they come, in pieces that every core works on: what the commands that go
//! through a history are made of. Memory is constant, however long the history, and results arrive in its order.

mod chunks;
mod found;
mod work;

use std::fmt;
use std::io::{self, Read};

#[cfg(feature = "store")]
use crate::store::{AllRead, Batch, Pages, Store, StoreError};
use chunks::Chunks;

pub use found::{Found, NoEvent};

/// Recorded events of a file or a store.
///
/// ```
/// use std::ops::ControlFlow;
///
/// use retold::recording::Recording;
///
/// let file = b"{\"type\":\"shop.ItemAdded\",\"data\":{}}\n{\"type\":\"shop.ItemAdded\",\"data\":{}}\nno json\n";
/// let (mut events, mut others) = (0, 0);
/// Recording::of_lines(&file[..]).for_each(
///     |piece| {
///         let mut counts = (0, 0);
///         piece.each(|found| match found {
///             Ok(_) => counts.0 += 1,
///             Err(_) => counts.1 += 1,
///         });
///         counts
///     },
///     |(here, not)| {
///         events += here;
///         others += not;
///         ControlFlow::Continue(())
///     },
/// )?;
/// assert_eq!((events, others), (2, 1));
/// # Ok::<(), retold::recording::RecordingError>(())
/// ```
pub struct Recording<'a>(Source<'a>);

enum Source<'a> {
    Lines(Chunks<Box<dyn Read + 'a>>),
    #[cfg(feature = "store")]
    Store(Box<dyn FnMut() -> Result<Option<Batch>, StoreError> + 'a>),
}

impl<'a> Recording<'a> {
    /// The events of JSON lines.
    pub fn of_lines(reader: impl Read + 'a) -> Self {
        Self(Source::Lines(Chunks::new(Box::new(reader))))
    }

    /// All events that a store has now, in the order of their positions.
    #[cfg(feature = "store")]
    pub fn of_store(store: impl Store + 'a) -> Self {
        let mut pages = Pages::of_all(store, AllRead::after(0));
        Self(Source::Store(Box::new(move || pollster::block_on(pages.next()))))
    }

    fn next_piece(&mut self) -> Result<Option<Piece>, RecordingError> {
        Ok(match &mut self.0 {
            Source::Lines(chunks) => chunks.next()?.map(|chunk| Piece(Content::Lines(chunk))),
            #[cfg(feature = "store")]
            Source::Store(next) => next()?.map(|batch| Piece(Content::Batch(batch))),
        })
    }

    /// Calls `work` with every piece, on every core, and `take` with what it gave, in the order of the pieces. When
    /// `take` breaks, nothing more is read.
    ///
    /// # Errors
    /// When the file or the store cannot be read further; what came before was taken.
    pub fn for_each<Outcome: Send>(
        mut self,
        work: impl Fn(&Piece) -> Outcome + Sync,
        take: impl FnMut(Outcome) -> std::ops::ControlFlow<()>,
    ) -> Result<(), RecordingError> {
        work::in_order(|| self.next_piece(), work, take)
    }
}

impl fmt::Debug for Recording<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Recording").finish_non_exhaustive()
    }
}

/// Some events of a recording, one after the other.
#[derive(Debug)]
pub struct Piece(Content);

#[derive(Debug)]
enum Content {
    Lines(chunks::Chunk),
    #[cfg(feature = "store")]
    Batch(Batch),
}

impl Piece {
    /// How far the recording is read with this piece: in bytes of a file, in positions of a store.
    #[must_use]
    pub fn read_to(&self) -> u64 {
        match &self.0 {
            Content::Lines(chunk) => chunk.read_to,
            #[cfg(feature = "store")]
            Content::Batch(batch) => batch.read_to(),
        }
    }

    /// The lines as they are; nothing of a store.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        match &self.0 {
            Content::Lines(chunk) => &chunk.bytes,
            #[cfg(feature = "store")]
            Content::Batch(_) => &[],
        }
    }

    /// How many lines there are up to the end of this piece; none in a store.
    #[must_use]
    pub fn lines(&self) -> u64 {
        match &self.0 {
            Content::Lines(chunk) => chunk.lines_before + chunk.lines,
            #[cfg(feature = "store")]
            Content::Batch(_) => 0,
        }
    }
}

/// Why a recording could not be read further.
#[derive(Debug)]
pub enum RecordingError {
    /// The file.
    File(io::Error),
    /// The store.
    #[cfg(feature = "store")]
    Store(StoreError),
}

impl fmt::Display for RecordingError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RecordingError::File(error) => error.fmt(formatter),
            #[cfg(feature = "store")]
            RecordingError::Store(error) => error.fmt(formatter),
        }
    }
}

impl std::error::Error for RecordingError {}

impl From<io::Error> for RecordingError {
    fn from(error: io::Error) -> Self {
        RecordingError::File(error)
    }
}

#[cfg(feature = "store")]
impl From<StoreError> for RecordingError {
    fn from(error: StoreError) -> Self {
        RecordingError::Store(error)
    }
}
