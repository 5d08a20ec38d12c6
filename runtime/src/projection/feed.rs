//! The events of a store from a position on, batch after batch. While one batch is worked on the next is already being
//! read.

use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::Arc;
use std::task::Poll;

use crate::store::{AllRead, Batch, Store, StoreError};

type Reading = Pin<Box<dyn Future<Output = Result<Batch, StoreError>> + Send>>;

/// The events with some names from a position on.
pub(crate) struct Feed {
    store: Arc<dyn Store>,
    names: Vec<String>,
    position: u64,
    ahead: Option<Ahead>,
}

enum Ahead {
    Reading(Reading),
    Done(Result<Batch, StoreError>),
}

impl Feed {
    pub(crate) fn new(store: Arc<dyn Store>, names: Vec<String>, position: u64) -> Self {
        Self { store, names, position, ahead: None }
    }

    /// How far everything has been handed out.
    pub(crate) fn position(&self) -> u64 {
        self.position
    }

    /// Begins again behind a position.
    pub(crate) fn seek(&mut self, position: u64) {
        self.position = position;
        self.ahead = None;
    }

    /// The next events; a batch without events, and without more, where there are none now.
    pub(crate) async fn next(&mut self) -> Result<Batch, StoreError> {
        let batch = match self.ahead.take() {
            Some(Ahead::Done(result)) => result?,
            Some(Ahead::Reading(reading)) => reading.await?,
            None => self.read().await?,
        };
        self.position = self.position.max(batch.read_to());
        if batch.more() {
            self.begin_next().await;
        }
        Ok(batch)
    }

    /// Waits until there may be more.
    pub(crate) async fn wait(&self) -> Result<(), StoreError> {
        self.store.wait(self.position).await
    }

    fn read(&self) -> Reading {
        let store = Arc::clone(&self.store);
        let read = AllRead::after(self.position).names(self.names.iter().cloned());
        Box::pin(async move { store.read_all(read).await })
    }

    /// Asks for the batch after this one, without waiting for it.
    async fn begin_next(&mut self) {
        let mut reading = self.read();
        let ahead = poll_fn(|cx| {
            Poll::Ready(match reading.as_mut().poll(cx) {
                Poll::Ready(result) => Some(result),
                Poll::Pending => None,
            })
        });
        self.ahead = Some(match ahead.await {
            Some(result) => Ahead::Done(result),
            None => Ahead::Reading(reading),
        });
    }
}

impl fmt::Debug for Feed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Feed")
            .field("store", &self.store)
            .field("names", &self.names)
            .field("position", &self.position)
            .finish_non_exhaustive()
    }
}
