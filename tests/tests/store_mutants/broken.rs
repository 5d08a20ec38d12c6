//! A store in memory that breaks one promise.

use std::collections::HashMap;
use std::future::poll_fn;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::Poll;
use std::time::{Duration, Instant};

use retold::contract::Opening;
use retold::store::{
    AllRead, Append, Appended, Batch, Direction, Expected, MemoryStore, Moment, Pages, Snapshot, Store, StoreError,
    StoreErrorKind, StoreFuture, Stored, StreamRead,
};
use uuid::Uuid;

use super::fault::Fault;

#[derive(Clone, Debug)]
pub(crate) struct Broken {
    inner: MemoryStore,
    fault: Fault,
    /// Whether this handle was opened when the store was there already.
    again: bool,
    notes: Arc<Mutex<Notes>>,
}

/// What broken stores remember on their own.
#[derive(Debug, Default)]
struct Notes {
    commands: HashMap<Uuid, Appended>,
    snapshots: HashMap<String, Snapshot>,
    /// When each position was first seen.
    seen: HashMap<u64, Instant>,
}

impl Broken {
    pub(crate) fn new(fault: Fault) -> Self {
        Self { inner: MemoryStore::new(), fault, again: false, notes: Arc::default() }
    }

    pub(crate) fn opened(&self, opening: &Opening, again: bool) -> Self {
        let mut inner = self.inner.clone();
        if let Some(service) = &opening.service {
            inner = inner.with_service(service);
        }
        if let Some(bytes) = opening.largest_event {
            inner = inner.largest_event(bytes);
        }
        if let Some(clock) = &opening.clock {
            inner = inner.with_clock(clock.clone());
        }
        Self { inner, again, ..self.clone() }
    }

    fn notes<T>(&self, work: impl FnOnce(&mut Notes) -> T) -> T {
        work(&mut self.notes.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// What is to be appended, as far as the fault is in that.
    fn spoiled(&self, mut append: Append) -> Append {
        match self.fault {
            Fault::IgnoresCommandIds => append.command_id = None,
            Fault::ForgetsCommandsWhenReopened if self.again => append.command_id = None,
            Fault::IgnoresOwners => append.owner = None,
            Fault::FoldsNamesOfStreams => append.stream = append.stream.to_lowercase(),
            _ => {}
        }
        for event in &mut append.events {
            match self.fault {
                Fault::DropsFreeEntries => event.metadata.entries.clear(),
                Fault::DropsReadsAs => event.reads_as = event.version,
                Fault::MakesItsOwnIds => event.id = Uuid::now_v7(),
                Fault::ForgetsVersions => (event.version, event.reads_as) = (2, 2),
                Fault::TidiesPayloads => {
                    if let Ok(value) = serde_json::from_slice::<serde_json::Value>(&event.payload) {
                        event.payload = value.to_string().into_bytes();
                    }
                }
                _ => {}
            }
        }
        append
    }

    async fn version(&self, stream: &str) -> Result<u64, StoreError> {
        let newest = self.inner.read_stream(StreamRead::of(stream).backwards().limit(1)).await?;
        Ok(newest.at(0).map_or(0, |event| event.stream_version))
    }

    async fn appended(&self, append: Append) -> Result<Appended, StoreError> {
        let append = self.spoiled(append);
        match self.fault {
            Fault::LosesRacesSilently => match self.inner.append(append.clone()).await {
                Err(error) if error.is_conflict() => self.inner.append(append.expecting(Expected::Any)).await,
                other => other,
            },
            Fault::SwallowsWhatLosesARace => {
                let next = |actual: u64| Appended::new(actual + 1, actual + append.events.len() as u64, actual + 1);
                match self.inner.append(append.clone()).await {
                    Err(error) if error.is_conflict() => Ok(next(self.version(&append.stream).await?)),
                    other => other,
                }
            }
            Fault::NamesAnotherVersion => self.inner.append(append).await.map_err(|error| match error.kind() {
                StoreErrorKind::Conflict { stream, expected, actual } => {
                    StoreError::conflict(stream.as_str(), *expected, actual + 1)
                }
                _ => error,
            }),
            Fault::AppendsOneByOne => self.one_by_one(append).await,
            Fault::LeavesHalfOfWhatIsDropped => {
                let mut first = append.clone();
                let rest = first.events.split_off(1);
                let done = self.inner.append(first).await?;
                if rest.is_empty() {
                    return Ok(done);
                }
                pending_once().await;
                let rest = Append::to(&append.stream).events(rest);
                let last = self.inner.append(rest).await?;
                Ok(Appended::new(done.first, last.last, last.position))
            }
            Fault::AnswersWithNow => {
                let mut answer = self.inner.append(append).await?;
                if answer.repeated {
                    answer.position = self.inner.head().await?;
                }
                Ok(answer)
            }
            Fault::ForgetsThatItIsRepeated => {
                let mut answer = self.inner.append(append).await?;
                answer.repeated = false;
                Ok(answer)
            }
            Fault::KnowsCommandsOfAllStreams | Fault::RemembersRefusedCommands => {
                let command = append.command_id.unwrap_or_default();
                if let Some(known) = self.notes(|notes| notes.commands.get(&command).copied()) {
                    return Ok(known.repeated());
                }
                let result = self.inner.append(append).await;
                let known = match (&result, self.fault) {
                    (Ok(answer), Fault::KnowsCommandsOfAllStreams) => Some(*answer),
                    (Err(_), Fault::RemembersRefusedCommands) => Some(Appended::new(1, 1, 1)),
                    _ => None,
                };
                if let Some(known) = known.filter(|_| !command.is_nil()) {
                    self.notes(|notes| notes.commands.insert(command, known));
                }
                result
            }
            Fault::LooksAtTheVersionFirst => {
                append.meets(self.version(&append.stream).await?)?;
                self.inner.append(append).await
            }
            Fault::LooksBeforeItLocks => {
                let command = append.command_id.unwrap_or_default();
                if let Some(known) = self.notes(|notes| notes.commands.get(&command).copied()) {
                    return Ok(known.repeated());
                }
                std::thread::sleep(Duration::from_millis(2));
                let mut append = append;
                append.command_id = None;
                let answer = self.inner.append(append).await?;
                self.notes(|notes| *notes.commands.entry(command).or_insert(answer));
                Ok(answer)
            }
            _ => self.inner.append(append).await,
        }
    }

    async fn one_by_one(&self, append: Append) -> Result<Appended, StoreError> {
        let mut done: Option<Appended> = None;
        for event in append.events.clone() {
            let mut one = append.clone();
            one.events = vec![event];
            one.command_id = None;
            if done.is_some() {
                one.expected = Expected::Any;
                std::thread::sleep(Duration::from_micros(200));
            }
            let next = self.inner.append(one).await?;
            done = Some(Appended::new(done.map_or(next.first, |done| done.first), next.last, next.position));
        }
        done.ok_or_else(|| StoreErrorKind::Invalid("nothing to append".to_owned()).into())
    }

    async fn all(&self, mut read: AllRead) -> Result<Batch, StoreError> {
        let (after, head) = (read.after, self.inner.head().await?);
        match (self.fault, &mut read.names) {
            (Fault::FiltersByOneName, Some(names)) => names.truncate(1),
            (Fault::FiltersInUpperCase, Some(names)) => {
                let upper = |name: &String| name.replace("contract.a", "contract.A");
                *names = names.iter().map(upper).collect();
            }
            (Fault::IncludesThePosition, _) => read.after = read.after.saturating_sub(1),
            _ => {}
        }
        let batch = match self.fault {
            Fault::HasOneBigBatch => gathered(Pages::of_all(self.inner.clone(), read)).await?,
            _ => self.inner.read_all(read).await?,
        };
        let (mut read_to, mut more) = (batch.read_to(), batch.more());
        let mut events: Vec<Stored<'_>> = batch.iter().collect();
        match self.fault {
            Fault::SkipsAPosition => events.retain(|event| event.position % 1_001 != 7),
            Fault::OrdersByStream => events.sort_by_key(|event| event.stream),
            Fault::ShowsEventsLate => {
                let late = Duration::from_millis(3);
                events.retain(|event| {
                    event.position % 3 != 0
                        || self.notes(|notes| {
                            notes.seen.entry(event.position).or_insert_with(Instant::now).elapsed() >= late
                        })
                });
            }
            Fault::ReadsTooFar => read_to = head.max(after),
            Fault::NeverHasMore => more = false,
            Fault::LosesWhatComesMeanwhile if !more => {
                std::thread::sleep(Duration::from_millis(1));
                read_to = self.inner.head().await?.max(after);
            }
            Fault::TurnsBackTime => {
                for event in events.iter_mut().filter(|event| event.position % 2 == 0) {
                    event.time -= Duration::from_secs(1);
                }
            }
            _ => {}
        }
        Ok(rebuilt(&events, read_to, more))
    }

    async fn stream(&self, mut read: StreamRead) -> Result<Batch, StoreError> {
        match self.fault {
            Fault::FoldsNamesOfStreams => read.stream = read.stream.to_lowercase(),
            Fault::ExcludesTheTimeBound => {
                if let Some(Moment::Time(time)) = &mut read.to {
                    *time = time.checked_sub(Duration::from_nanos(1)).unwrap_or(*time);
                }
            }
            // Time for somebody else to be faster.
            Fault::LosesRacesSilently => {
                let batch = self.inner.read_stream(read).await?;
                std::thread::sleep(Duration::from_millis(2));
                return Ok(batch);
            }
            Fault::HasOneBigStreamBatch => return gathered(Pages::of_stream(self.inner.clone(), read)).await,
            Fault::LimitsTheOldestBackwards if read.direction == Direction::Backwards => {
                read.direction = Direction::Forwards;
                let batch = self.inner.read_stream(read).await?;
                let events: Vec<Stored<'_>> = batch.iter().rev().collect();
                return Ok(rebuilt(&events, batch.read_to(), batch.more()));
            }
            _ => {}
        }
        let mut batch = self.inner.read_stream(read).await?;
        if self.fault == Fault::NeverHasMore {
            batch.set_more(false);
        }
        Ok(batch)
    }
}

/// All pages as one batch.
async fn gathered(mut pages: Pages<MemoryStore>) -> Result<Batch, StoreError> {
    let mut all = Batch::new();
    while let Some(page) = pages.next().await? {
        page.iter().for_each(|event| all.push(&event));
        all.set_read_to(page.read_to());
    }
    Ok(all)
}

fn rebuilt(events: &[Stored<'_>], read_to: u64, more: bool) -> Batch {
    let mut batch = Batch::new();
    events.iter().for_each(|event| batch.push(event));
    batch.set_read_to(read_to);
    batch.set_more(more);
    batch
}

/// Is ready when it is polled for the second time.
async fn pending_once() {
    let mut polled = false;
    poll_fn(|cx| {
        if polled {
            return Poll::Ready(());
        }
        polled = true;
        cx.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

impl Store for Broken {
    fn service(&self) -> Option<&str> {
        self.inner.service()
    }

    fn append(&self, append: Append) -> StoreFuture<'_, Appended> {
        Box::pin(self.appended(append))
    }

    fn read_stream(&self, read: StreamRead) -> StoreFuture<'_, Batch> {
        Box::pin(self.stream(read))
    }

    fn read_all(&self, read: AllRead) -> StoreFuture<'_, Batch> {
        Box::pin(self.all(read))
    }

    fn head(&self) -> StoreFuture<'_, u64> {
        Box::pin(async move {
            let head = self.inner.head().await?;
            Ok(if self.fault == Fault::HeadIsAhead && head > 0 { head + 1 } else { head })
        })
    }

    fn wait(&self, beyond: u64) -> StoreFuture<'_, ()> {
        Box::pin(async move {
            match self.fault {
                Fault::NeverWakes if self.inner.head().await? <= beyond => std::future::pending().await,
                Fault::WakesOnlyForNews => self.inner.wait(self.inner.head().await?.max(beyond)).await,
                _ => self.inner.wait(beyond).await,
            }
        })
    }

    fn answer<'a>(&'a self, stream: &'a str, command_id: Uuid) -> StoreFuture<'a, Option<Appended>> {
        Box::pin(async move {
            if self.fault == Fault::ForgetsCommandsWhenReopened && self.again {
                return Ok(None);
            }
            self.inner.answer(stream, command_id).await
        })
    }

    fn load_snapshot<'a>(&'a self, stream: &'a str) -> StoreFuture<'a, Option<Snapshot>> {
        Box::pin(async move {
            let noted = self.notes(|notes| notes.snapshots.get(stream).cloned());
            if noted.is_some() { Ok(noted) } else { self.inner.load_snapshot(stream).await }
        })
    }

    fn save_snapshot(&self, mut snapshot: Snapshot) -> StoreFuture<'_, ()> {
        Box::pin(async move {
            match self.fault {
                Fault::KeepsTheFirstFingerprint => {
                    if let Some(first) = self.inner.load_snapshot(&snapshot.stream).await? {
                        snapshot.fingerprint = first.fingerprint;
                    }
                }
                Fault::KeepsOlderSnapshots => {
                    self.inner.save_snapshot(snapshot.clone()).await?;
                    self.notes(|notes| notes.snapshots.insert(snapshot.stream.clone(), snapshot));
                    return Ok(());
                }
                Fault::TakesAnySnapshot => {
                    self.notes(|notes| notes.snapshots.insert(snapshot.stream.clone(), snapshot));
                    return Ok(());
                }
                _ => {}
            }
            self.inner.save_snapshot(snapshot).await
        })
    }
}
