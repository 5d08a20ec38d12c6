//! The audit trail of a stream: every event with who, when and why, as it was recorded and as it is read today.

use std::fmt;
use std::sync::Arc;

use super::error::LoadError;
use crate::aggregate::Aggregate;
use crate::event::EventSet;
use crate::recorded::RecordedEvent;
use crate::store::{Batch, Moment, Store, StreamRead};

/// The events of a stream, one after the other; made by [`Repository::history`](super::Repository::history).
pub struct History<A: Aggregate> {
    store: Arc<dyn Store>,
    read: StreamRead,
    batch: Batch,
    next: usize,
    /// How many may still come, where there is a limit.
    left: Option<usize>,
    ended: bool,
    aggregate: std::marker::PhantomData<fn() -> A>,
}

/// One event of a stream.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Entry<E> {
    /// As it was recorded: the version of its day, the time, and the metadata.
    pub recorded: RecordedEvent,
    /// What it is today: none, one or several events.
    pub events: Vec<E>,
}

impl<A: Aggregate> History<A> {
    pub(super) fn new(store: Arc<dyn Store>, read: StreamRead) -> Self {
        Self {
            store,
            read,
            batch: Batch::new(),
            next: 0,
            left: None,
            ended: false,
            aggregate: std::marker::PhantomData,
        }
    }

    /// The newest first.
    #[must_use]
    pub fn backwards(mut self) -> Self {
        self.read = self.read.backwards();
        self
    }

    /// Nothing older than this.
    #[must_use]
    pub fn from(mut self, from: Moment) -> Self {
        self.read = self.read.from(from);
        self
    }

    /// Nothing newer than this.
    #[must_use]
    pub fn to(mut self, to: Moment) -> Self {
        self.read = self.read.to(to);
        self
    }

    /// So many events at most.
    #[must_use]
    pub fn limit(mut self, limit: usize) -> Self {
        self.left = Some(limit);
        self
    }

    /// The next event; none after the last.
    ///
    /// # Errors
    /// When the store cannot be read, or the event cannot be decoded. It goes on behind an event that could not be
    /// decoded.
    pub async fn next(&mut self) -> Result<Option<Entry<A::Event>>, LoadError> {
        if self.left == Some(0) {
            return Ok(None);
        }
        while self.next == self.batch.len() {
            if self.ended {
                return Ok(None);
            }
            let mut read = self.read.clone();
            read.limit = self.left;
            self.batch = self.store.read_stream(read).await?;
            self.next = 0;
            self.ended = !self.read.move_beyond(&self.batch) || !self.batch.more();
        }
        let Some(event) = self.batch.at(self.next) else { return Ok(None) };
        self.next += 1;
        self.left = self.left.map(|left| left - 1);
        let events = A::Event::decode(event)?.collect();
        Ok(Some(Entry { recorded: event.to_recorded()?, events }))
    }
}

impl<A: Aggregate> fmt::Debug for History<A> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("History").field("read", &self.read).finish_non_exhaustive()
    }
}
