//! The threads that read, each with a connection of its own. They are made when there is work and none is idle.

use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use tokio::sync::{oneshot, watch};

use super::ahead::Ahead;
use super::fault::Doing;
use super::file::Door;
use super::queue::Queue;
use super::read::Reader;
use crate::store::{StoreError, StoreErrorKind};

/// Something to read: it is given a reader, or why there is none, and answers by itself.
type Job = Box<dyn FnOnce(Result<&mut Reader, StoreError>) + Send>;

/// The readers of one store.
pub(super) struct Readers {
    queue: Arc<Queue<Job>>,
    door: Door,
    alive: watch::Sender<()>,
    most: usize,
    count: AtomicUsize,
    threads: Mutex<Vec<JoinHandle<()>>>,
    pub(super) ahead: Ahead,
}

impl fmt::Debug for Readers {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Readers").field("count", &self.count).finish_non_exhaustive()
    }
}

impl Readers {
    /// None yet. Each thread keeps a receiver of `alive` until its connection is closed.
    pub(super) fn new(door: Door, alive: watch::Sender<()>) -> Self {
        let most = std::thread::available_parallelism().map_or(2, usize::from).clamp(2, 8);
        let queue = Arc::new(Queue::new());
        Self {
            queue,
            door,
            alive,
            most,
            count: AtomicUsize::new(0),
            threads: Mutex::default(),
            ahead: Ahead::default(),
        }
    }

    /// Reads on one of the threads.
    pub(super) async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Reader) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.start(work)?.await.unwrap_or_else(|_| Err(self.door.place.closed()))
    }

    /// Starts to read on one of the threads, and does not wait for it.
    pub(super) fn start<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Reader) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<oneshot::Receiver<Result<T, StoreError>>, StoreError> {
        let (answer, answered) = oneshot::channel();
        let place = self.door.place.clone();
        let job: Job = Box::new(move |reader| {
            if answer.is_closed() {
                return;
            }
            let result =
                reader.and_then(|reader| work(reader).map_err(|error| place.fault(Doing::Reading, &Arc::new(error))));
            // Whoever asked may have gone.
            drop(answer.send(result));
        });
        let idle = self.queue.push(job).map_err(|_| self.door.place.closed())?;
        if !idle {
            self.one_more()?;
        }
        Ok(answered)
    }

    /// Starts a thread, if there may be more.
    fn one_more(&self) -> Result<(), StoreError> {
        let counted = |count| (count < self.most).then_some(count + 1);
        if self.count.fetch_update(Ordering::Relaxed, Ordering::Relaxed, counted).is_err() {
            return Ok(());
        }
        let (queue, door, alive) = (Arc::clone(&self.queue), self.door.clone(), self.alive.subscribe());
        let thread = std::thread::Builder::new().name("retold-reader".to_owned()).spawn(move || {
            work_off(&queue, &door);
            drop(alive);
        });
        match thread {
            Ok(thread) => {
                self.threads.lock().unwrap_or_else(PoisonError::into_inner).push(thread);
                Ok(())
            }
            Err(error) => {
                // Those that there are read on; without any, nobody would ever answer.
                if self.count.fetch_sub(1, Ordering::Relaxed) > 1 {
                    return Ok(());
                }
                let what = format!("no thread could be started to read `{}`", self.door.place.shown());
                Err(StoreError::new(StoreErrorKind::Other(what), error))
            }
        }
    }

    /// Takes no more work; what was asked before is answered.
    pub(super) fn close(&self) {
        self.queue.close();
    }

    /// The threads, to be waited for.
    pub(super) fn threads(&self) -> Vec<JoinHandle<()>> {
        std::mem::take(&mut *self.threads.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn work_off(queue: &Queue<Job>, door: &Door) {
    let mut reader = None;
    while let Some(job) = queue.pop() {
        if reader.is_none() {
            match door.reader() {
                Ok(connection) => reader = Some(Reader::new(connection, door.format)),
                Err(error) => {
                    job(Err(door.place.fault(Doing::Reading, &Arc::new(error))));
                    continue;
                }
            }
        }
        if let Some(reader) = &mut reader {
            job(Ok(reader));
        }
    }
}
