//! A store in memory that does what real ones do now and then: small batches, lost races, failures.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use retold::store::{
    AllRead, Append, Appended, Batch, MemoryStore, NewEvent, Snapshot, Store, StoreError, StoreErrorKind, StoreFuture,
    StreamRead,
};
use uuid::Uuid;

#[derive(Clone, Debug)]
pub(crate) struct OddStore {
    pub(crate) inner: MemoryStore,
    page: usize,
    read_fails: bool,
    snapshots_fail: bool,
    /// What others append just before the next appends are looked at.
    faster: Arc<Mutex<VecDeque<Append>>>,
    /// What others append just after an append has lost its race.
    after_a_conflict: Arc<Mutex<VecDeque<Append>>>,
    appends: Arc<AtomicUsize>,
    events_read: Arc<AtomicUsize>,
}

impl OddStore {
    pub(crate) fn new(inner: &MemoryStore) -> Self {
        Self {
            inner: inner.clone(),
            page: usize::MAX,
            read_fails: false,
            snapshots_fail: false,
            faster: Arc::default(),
            after_a_conflict: Arc::default(),
            appends: Arc::default(),
            events_read: Arc::default(),
        }
    }

    /// Reads have so many events at most.
    pub(crate) fn page(self, page: usize) -> Self {
        Self { page, ..self }
    }

    /// Streams cannot be read.
    pub(crate) fn read_fails(self) -> Self {
        Self { read_fails: true, ..self }
    }

    /// Snapshots cannot be kept.
    pub(crate) fn snapshots_fail(self) -> Self {
        Self { snapshots_fail: true, ..self }
    }

    /// Somebody else is faster than the next append, and the one after it for each further call.
    pub(crate) fn somebody_is_faster(self, append: Append) -> Self {
        self.faster.lock().expect("no thread has panicked").push_back(append);
        self
    }

    /// Somebody else appends when an append has lost its race, before it is tried again.
    pub(crate) fn after_a_conflict(self, append: Append) -> Self {
        self.after_a_conflict.lock().expect("no thread has panicked").push_back(append);
        self
    }

    /// Somebody else deposits so much just before each of the next appends.
    pub(crate) fn somebody_deposits(self, amount: u64, times: usize) -> Self {
        let payload = format!(r#"{{"amount":{amount}}}"#);
        let deposit = || Append::to("bank.Account/7").event(NewEvent::new("bank.Deposited", 2, payload.as_str()));
        (0..times).fold(self, |store, _| store.somebody_is_faster(deposit()))
    }

    pub(crate) fn appends(&self) -> usize {
        self.appends.load(Ordering::SeqCst)
    }

    /// How many events of streams were read since this was asked last.
    pub(crate) fn events_read(&self) -> usize {
        self.events_read.swap(0, Ordering::SeqCst)
    }
}

fn failure(what: &str) -> StoreError {
    StoreErrorKind::Other(what.to_owned()).into()
}

impl Store for OddStore {
    fn service(&self) -> Option<&str> {
        self.inner.service()
    }

    fn append(&self, append: Append) -> StoreFuture<'_, Appended> {
        Box::pin(async move {
            self.appends.fetch_add(1, Ordering::SeqCst);
            let faster = self.faster.lock().expect("no thread has panicked").pop_front();
            if let Some(faster) = faster {
                self.inner.append(faster).await?;
            }
            let result = self.inner.append(append).await;
            if result.as_ref().is_err_and(StoreError::is_conflict) {
                let next = self.after_a_conflict.lock().expect("no thread has panicked").pop_front();
                if let Some(next) = next {
                    self.inner.append(next).await?;
                }
            }
            result
        })
    }

    fn read_stream(&self, mut read: StreamRead) -> StoreFuture<'_, Batch> {
        Box::pin(async move {
            if self.read_fails {
                return Err(failure("the disk is on fire"));
            }
            read.limit = Some(read.limit.unwrap_or(usize::MAX).min(self.page));
            let batch = self.inner.read_stream(read).await?;
            self.events_read.fetch_add(batch.len(), Ordering::SeqCst);
            Ok(batch)
        })
    }

    fn read_all(&self, read: AllRead) -> StoreFuture<'_, Batch> {
        self.inner.read_all(read)
    }

    fn head(&self) -> StoreFuture<'_, u64> {
        self.inner.head()
    }

    fn wait(&self, beyond: u64) -> StoreFuture<'_, ()> {
        self.inner.wait(beyond)
    }

    fn answer<'a>(&'a self, stream: &'a str, command_id: Uuid) -> StoreFuture<'a, Option<Appended>> {
        self.inner.answer(stream, command_id)
    }

    fn load_snapshot<'a>(&'a self, stream: &'a str) -> StoreFuture<'a, Option<Snapshot>> {
        self.inner.load_snapshot(stream)
    }

    fn save_snapshot(&self, snapshot: Snapshot) -> StoreFuture<'_, ()> {
        if self.snapshots_fail {
            return Box::pin(async { Err(failure("there is no room for snapshots")) });
        }
        self.inner.save_snapshot(snapshot)
    }
}
