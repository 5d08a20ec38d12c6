//! What is to be read: a part of one stream, or of all streams.

use jiff::Timestamp;

use super::batch::Batch;

/// A point in the history of a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// When the stream had this version: with that event, without those after it.
    Version(u64),
    /// At this time: with all that was recorded up to it and at it.
    Time(Timestamp),
}

/// Forwards in time, or backwards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// The oldest first.
    #[default]
    Forwards,
    /// The newest first.
    Backwards,
}

/// A part of one stream.
///
/// ```
/// use retold::store::{Moment, StreamRead};
///
/// let all = StreamRead::of("shop.Cart/7");
/// let last_ten = StreamRead::of("shop.Cart/7").backwards().limit(10);
/// let between = StreamRead::of("shop.Cart/7").from(Moment::Version(3)).to(Moment::Version(5));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct StreamRead {
    /// The stream.
    pub stream: String,
    /// Which end comes first.
    pub direction: Direction,
    /// The older bound, itself included; none for the beginning of the stream.
    pub from: Option<Moment>,
    /// The newer bound, itself included; none for the end of the stream.
    pub to: Option<Moment>,
    /// How many events at most; none for as many as the store finds handy in one batch.
    pub limit: Option<usize>,
}

impl StreamRead {
    /// The whole stream, forwards.
    #[must_use]
    pub fn of(stream: impl Into<String>) -> Self {
        Self { stream: stream.into(), direction: Direction::Forwards, from: None, to: None, limit: None }
    }

    /// The newest first.
    #[must_use]
    pub fn backwards(self) -> Self {
        Self { direction: Direction::Backwards, ..self }
    }

    /// Nothing older than this, whatever the direction.
    #[must_use]
    pub fn from(self, from: Moment) -> Self {
        Self { from: Some(from), ..self }
    }

    /// Nothing newer than this, whatever the direction.
    #[must_use]
    pub fn to(self, to: Moment) -> Self {
        Self { to: Some(to), ..self }
    }

    /// So many events at most.
    #[must_use]
    pub fn limit(self, limit: usize) -> Self {
        Self { limit: Some(limit), ..self }
    }

    /// Moves the bound where the reading began beyond a batch that was read; false where nothing can be there.
    pub(crate) fn move_beyond(&mut self, batch: &Batch) -> bool {
        let Some(last) = batch.len().checked_sub(1).and_then(|last| batch.at(last)) else {
            return false;
        };
        match self.direction {
            Direction::Forwards => self.from = Some(Moment::Version(last.stream_version + 1)),
            Direction::Backwards if last.stream_version == 1 => return false,
            Direction::Backwards => self.to = Some(Moment::Version(last.stream_version - 1)),
        }
        true
    }
}

/// A part of all streams, in the order of positions.
///
/// ```
/// use retold::store::AllRead;
///
/// let next = AllRead::after(120).names(["shop.ItemAdded", "shop.ItemPut"]).limit(500);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct AllRead {
    /// Only events beyond this position; 0 for all.
    pub after: u64,
    /// Only events with one of these names on the wire; none for all.
    pub names: Option<Vec<String>>,
    /// How many events at most; none for as many as the store finds handy in one batch.
    pub limit: Option<usize>,
}

impl AllRead {
    /// What is beyond a position.
    #[must_use]
    pub fn after(position: u64) -> Self {
        Self { after: position, names: None, limit: None }
    }

    /// Only events with these names; aliases and names of events that became others are to be among them.
    #[must_use]
    pub fn names(self, names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self { names: Some(names.into_iter().map(Into::into).collect()), ..self }
    }

    /// So many events at most.
    #[must_use]
    pub fn limit(self, limit: usize) -> Self {
        Self { limit: Some(limit), ..self }
    }
}
