//! Reading ahead: while somebody works on one batch of a long read, a reader fetches the next. Who gives no limit is
//! taken to want everything.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use tokio::sync::oneshot;

use super::read::Reader;
use super::readers::Readers;
use crate::store::{AllRead, Batch, StoreError, StreamRead};

/// What a batch is read for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    All(AllRead),
    Stream(StreamRead),
}

impl Part {
    fn read(&self, reader: &mut Reader) -> rusqlite::Result<Batch> {
        match self {
            Part::All(read) => reader.all(read),
            Part::Stream(read) => reader.stream(read),
        }
    }

    /// The first event of it.
    fn first(&self, reader: &mut Reader) -> rusqlite::Result<Batch> {
        match self {
            Part::All(read) => reader.all(&read.clone().limit(1)),
            Part::Stream(read) => reader.stream(&read.clone().limit(1)),
        }
    }

    /// What somebody who reads everything asks for after this batch.
    fn after(&self, batch: &Batch) -> Option<Self> {
        if batch.more() { self.beyond(batch) } else { None }
    }

    /// What comes beyond this batch, whether there is anything or not.
    fn beyond(&self, batch: &Batch) -> Option<Self> {
        match self {
            Part::All(read) if read.limit.is_none() && !batch.is_empty() => {
                Some(Part::All(AllRead { after: batch.read_to(), ..read.clone() }))
            }
            Part::Stream(read) if read.limit.is_none() => {
                let mut read = read.clone();
                read.move_beyond(batch).then_some(Part::Stream(read))
            }
            Part::All(_) | Part::Stream(_) => None,
        }
    }
}

/// Reads that may come next.
#[derive(Debug, Default)]
pub(super) struct Ahead(Mutex<VecDeque<Guess>>);

#[derive(Debug)]
struct Guess {
    part: Part,
    /// Will have the batch.
    batch: oneshot::Receiver<Result<Batch, StoreError>>,
}

/// Long reads that are followed at once. Each may hold a batch that nobody asks for any more.
const FOLLOWED: usize = 4;

impl Ahead {
    fn take(&self, part: &Part) -> Option<Guess> {
        let mut guesses = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let index = guesses.iter().position(|guess| guess.part == *part)?;
        guesses.remove(index)
    }

    fn put(&self, guess: Guess) {
        let mut guesses = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        guesses.push_back(guess);
        if guesses.len() > FOLLOWED {
            guesses.pop_front();
        }
    }
}

impl Readers {
    /// Reads a batch.
    pub(super) async fn batch(&self, part: Part) -> Result<Batch, StoreError> {
        let fetched = match self.ahead.take(&part) {
            Some(guess) => guess.batch.await.ok(),
            None => None,
        };
        let batch = match fetched {
            Some(Ok(batch)) => self.up_to_date(&part, batch).await?,
            Some(Err(_)) | None => {
                let part = part.clone();
                self.read(move |reader| part.read(reader)).await?
            }
        };
        if let Some(next) = part.after(&batch) {
            let part = next.clone();
            // Where it cannot be started, the next read says why.
            if let Ok(batch) = self.start(move |reader| part.read(reader)) {
                self.ahead.put(Guess { part: next, batch });
            }
        }
        Ok(batch)
    }

    /// A batch that was fetched ahead, as it would be read now. What it holds will never be otherwise; only of one that
    /// reached the end the end may have moved since.
    async fn up_to_date(&self, part: &Part, mut batch: Batch) -> Result<Batch, StoreError> {
        if batch.more() {
            return Ok(batch);
        }
        let Some(beyond) = part.beyond(&batch) else {
            let part = part.clone();
            return self.read(move |reader| part.read(reader)).await;
        };
        let found = self.read(move |reader| beyond.first(reader)).await?;
        if found.is_empty() {
            batch.set_read_to(batch.read_to().max(found.read_to()));
        } else {
            batch.set_more(true);
        }
        Ok(batch)
    }
}
