//! A store in memory, for tests and for programs that keep nothing.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use tokio::sync::watch;
use uuid::Uuid;

use super::append::check_stream;
use super::clock::Clock;
use super::error::StoreErrorKind;
use super::{
    AllRead, Append, Appended, Batch, Direction, LARGEST_EVENT, Moment, Snapshot, Store, StoreError, StoreFuture,
    Stored, StreamRead,
};

const BATCH_EVENTS: usize = 1_000;
const BATCH_BYTES: usize = 1 << 20;

/// A store in memory. It keeps every promise but durability: what is in it is gone with its last handle.
///
/// Cloning it gives another handle to the same events.
///
/// ```
/// use retold::store::{Append, Expected, MemoryStore, NewEvent, Store, StreamRead};
///
/// # pollster::block_on(async {
/// let store = MemoryStore::new();
/// let added = NewEvent::new("shop.ItemAdded", 1, r#"{"sku":"APPLE","quantity":2}"#);
/// let done = store.append(Append::to("shop.Cart/7").expecting(Expected::NoStream).event(added)).await?;
/// assert_eq!((done.first, done.last), (1, 1));
///
/// let batch = store.read_stream(StreamRead::of("shop.Cart/7")).await?;
/// assert_eq!(batch.at(0).map(|event| event.name), Some("shop.ItemAdded"));
/// # Ok::<(), retold::store::StoreError>(())
/// # }).unwrap();
/// ```
#[derive(Clone)]
pub struct MemoryStore {
    shared: Arc<Shared>,
    service: Option<Arc<str>>,
    largest: usize,
    clock: Clock,
}

struct Shared {
    state: Mutex<State>,
    head: watch::Sender<u64>,
}

#[derive(Default)]
struct State {
    /// The event at position `n` is at index `n - 1`.
    events: Vec<Kept>,
    /// The positions of each stream's events: version `n` is at index `n - 1`.
    streams: HashMap<Arc<str>, Vec<u64>>,
    names: HashMap<Arc<str>, ()>,
    commands: HashMap<(Arc<str>, Uuid), Appended>,
    ids: HashMap<Uuid, u64>,
    snapshots: HashMap<Arc<str>, Snapshot>,
}

struct Kept {
    stream: Arc<str>,
    stream_version: u64,
    id: Uuid,
    time: Timestamp,
    name: Arc<str>,
    version: u32,
    reads_as: u32,
    payload: String,
    metadata: String,
}

impl MemoryStore {
    /// An empty store.
    #[must_use]
    pub fn new() -> Self {
        let shared = Shared { state: Mutex::new(State::default()), head: watch::Sender::new(0) };
        Self { shared: Arc::new(shared), service: None, largest: LARGEST_EVENT, clock: Clock::system() }
    }

    /// A handle of this service to the same store: streams that belong to another one refuse it.
    #[must_use]
    pub fn with_service(self, service: impl Into<String>) -> Self {
        Self { service: Some(service.into().into()), ..self }
    }

    /// A handle that takes events up to so many bytes of payload and metadata.
    #[must_use]
    pub fn largest_event(self, bytes: usize) -> Self {
        Self { largest: bytes, ..self }
    }

    /// A handle that takes recorded times from this clock.
    #[must_use]
    pub fn with_clock(self, clock: Clock) -> Self {
        Self { clock, ..self }
    }

    /// The state; a thread that panicked while it held it has changed nothing halfway, since all that can fail comes
    /// before the first change.
    fn state(&self) -> MutexGuard<'_, State> {
        self.shared.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for MemoryStore {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for MemoryStore {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let events = self.state().events.len();
        formatter.debug_struct("MemoryStore").field("events", &events).field("service", &self.service).finish()
    }
}

impl State {
    fn append(&mut self, append: Append, clock: &Clock) -> Result<Appended, StoreError> {
        let stream = self.shared_stream(&append.stream);
        let command = append.command_id.map(|id| (Arc::clone(&stream), id));
        if let Some(first) = command.as_ref().and_then(|command| self.commands.get(command)) {
            return Ok(first.repeated());
        }
        let actual = self.streams.get(&stream).map_or(0, |positions| positions.len() as u64);
        append.meets(actual)?;
        let time = Timestamp::from_microsecond(clock.microseconds()).unwrap_or_default();
        let time = self.events.last().map_or(time, |last| last.time.max(time));

        let mut kept = Vec::with_capacity(append.events.len());
        for (event, stream_version) in append.events.into_iter().zip(actual + 1..) {
            let again = kept.iter().any(|earlier: &Kept| earlier.id == event.id) || self.ids.contains_key(&event.id);
            if again {
                return Err(StoreError::repeated_event(&event));
            }
            let metadata = event.written_metadata()?;
            let payload = String::from_utf8(event.payload)
                .map_err(|error| StoreError::invalid(format!("the payload is not UTF-8: {error}")))?;
            kept.push(Kept {
                stream: Arc::clone(&stream),
                stream_version,
                id: event.id,
                time,
                name: self.shared_name(&event.name),
                version: event.version,
                reads_as: event.reads_as,
                payload,
                metadata,
            });
        }

        let positions = self.streams.entry(stream).or_default();
        for event in kept {
            let position = self.events.len() as u64 + 1;
            positions.push(position);
            self.ids.insert(event.id, position);
            self.events.push(event);
        }
        let appended = Appended::new(actual + 1, positions.len() as u64, self.events.len() as u64);
        if let Some(command) = command {
            self.commands.insert(command, appended);
        }
        Ok(appended)
    }

    fn shared_stream(&self, stream: &str) -> Arc<str> {
        self.streams.get_key_value(stream).map_or_else(|| Arc::from(stream), |(stream, _)| Arc::clone(stream))
    }

    fn shared_name(&mut self, name: &str) -> Arc<str> {
        if let Some((name, ())) = self.names.get_key_value(name) {
            return Arc::clone(name);
        }
        let name: Arc<str> = Arc::from(name);
        self.names.insert(Arc::clone(&name), ());
        name
    }

    fn at(&self, position: u64) -> Option<Stored<'_>> {
        let event = self.events.get(usize::try_from(position.checked_sub(1)?).ok()?)?;
        Some(Stored {
            position,
            stream: &event.stream,
            stream_version: event.stream_version,
            id: event.id,
            time: event.time,
            name: &event.name,
            version: event.version,
            reads_as: event.reads_as,
            payload: &event.payload,
            metadata: &event.metadata,
        })
    }

    fn time(&self, position: u64) -> Timestamp {
        self.at(position).map_or(Timestamp::MAX, |event| event.time)
    }

    /// The positions of the events of a stream that a read asks for, the oldest first.
    fn within(&self, read: &StreamRead) -> &[u64] {
        let all = self.streams.get(read.stream.as_str()).map_or(&[][..], Vec::as_slice);
        let start = match read.from {
            None => 0,
            Some(Moment::Version(version)) => index(version.saturating_sub(1)),
            Some(Moment::Time(time)) => all.partition_point(|position| self.time(*position) < time),
        };
        let end = match read.to {
            None => all.len(),
            Some(Moment::Version(version)) => index(version),
            Some(Moment::Time(time)) => all.partition_point(|position| self.time(*position) <= time),
        };
        let end = end.min(all.len());
        all.get(start.min(end)..end).unwrap_or_default()
    }

    /// A batch of the events at these positions, as far as it goes.
    fn batch(&self, positions: impl Iterator<Item = u64>, limit: Option<usize>) -> Batch {
        let mut batch = Batch::new();
        let limit = limit.map_or(BATCH_EVENTS, |limit| limit.min(BATCH_EVENTS));
        for event in positions.filter_map(|position| self.at(position)) {
            let full = !batch.is_empty() && batch.size() + event.payload.len() > BATCH_BYTES;
            if batch.len() >= limit || full {
                batch.set_more(true);
                break;
            }
            batch.push(&event);
        }
        batch
    }
}

fn index(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

impl Store for MemoryStore {
    fn service(&self) -> Option<&str> {
        self.service.as_deref()
    }

    fn append(&self, append: Append) -> StoreFuture<'_, Appended> {
        Box::pin(async move {
            append.check(self.service(), self.largest)?;
            let mut state = self.state();
            let appended = state.append(append, &self.clock)?;
            // Within the lock, so that the numbers that waiters see ascend.
            if !appended.repeated {
                self.shared.head.send_replace(appended.position);
            }
            Ok(appended)
        })
    }

    fn read_stream(&self, read: StreamRead) -> StoreFuture<'_, Batch> {
        Box::pin(async move {
            let state = self.state();
            let positions = state.within(&read).iter().copied();
            Ok(match read.direction {
                Direction::Forwards => state.batch(positions, read.limit),
                Direction::Backwards => state.batch(positions.rev(), read.limit),
            })
        })
    }

    fn read_all(&self, read: AllRead) -> StoreFuture<'_, Batch> {
        Box::pin(async move {
            let state = self.state();
            let head = state.events.len() as u64;
            let wanted = |position: &u64| match (&read.names, state.at(*position)) {
                (Some(names), Some(event)) => names.iter().any(|name| name == event.name),
                (None, _) | (_, None) => true,
            };
            let mut batch = state.batch((read.after.saturating_add(1)..=head).filter(wanted), read.limit);
            if !batch.more() {
                batch.set_read_to(head.max(read.after));
            }
            Ok(batch)
        })
    }

    fn head(&self) -> StoreFuture<'_, u64> {
        Box::pin(async move { Ok(self.state().events.len() as u64) })
    }

    fn wait(&self, beyond: u64) -> StoreFuture<'_, ()> {
        let mut head = self.shared.head.subscribe();
        Box::pin(async move {
            match head.wait_for(|head| *head > beyond).await {
                Ok(_) => Ok(()),
                Err(_) => Err(StoreErrorKind::Closed("the store in memory is gone".to_owned()).into()),
            }
        })
    }

    fn answer<'a>(&'a self, stream: &'a str, command_id: Uuid) -> StoreFuture<'a, Option<Appended>> {
        Box::pin(async move {
            let state = self.state();
            let answer = state.commands.get(&(Arc::from(stream), command_id)).copied();
            Ok(answer.map(Appended::repeated))
        })
    }

    fn load_snapshot<'a>(&'a self, stream: &'a str) -> StoreFuture<'a, Option<Snapshot>> {
        Box::pin(async move { Ok(self.state().snapshots.get(stream).cloned()) })
    }

    fn save_snapshot(&self, snapshot: Snapshot) -> StoreFuture<'_, ()> {
        Box::pin(async move {
            check_stream(&snapshot.stream)?;
            let mut state = self.state();
            let stream = state.shared_stream(&snapshot.stream);
            snapshot.is_of(state.streams.get(&stream).map_or(0, |positions| positions.len() as u64))?;
            let older = |before: &Snapshot| snapshot.stream_version < before.stream_version;
            if !state.snapshots.get(&stream).is_some_and(older) {
                state.snapshots.insert(stream, snapshot);
            }
            Ok(())
        })
    }
}
