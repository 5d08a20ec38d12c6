//! Snapshots of an aggregate's state. One is read only if it means what it meant when it was taken: the fingerprint is
//! the same, and the state that is read from it would be written the same way, so that a field which is new somewhere
//! inside is never a default.

use std::fmt;

use serde_core::de::DeserializeOwned;
use serde_core::ser::Serialize;
use serde_json::Value;

use super::Repository;
use super::load::Loaded;
use crate::aggregate::Aggregate;
use crate::store::{Snapshot, StoreError};

/// How states are kept, and how often.
pub(super) struct Snapshots<A> {
    every: u64,
    fingerprint: String,
    write: fn(&A) -> serde_json::Result<Vec<u8>>,
    read: fn(&[u8]) -> Option<A>,
}

impl<A> Clone for Snapshots<A> {
    fn clone(&self) -> Self {
        Self { every: self.every, fingerprint: self.fingerprint.clone(), write: self.write, read: self.read }
    }
}

impl<A> fmt::Debug for Snapshots<A> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Snapshots").field("every", &self.every).finish_non_exhaustive()
    }
}

impl<A: Aggregate + Serialize + DeserializeOwned> Repository<A> {
    /// The same with a snapshot of the state whenever a command has made a stream this many events longer than its last
    /// snapshot.
    ///
    /// A snapshot is read only while the state's fields, the schema, and the number `snapshot` of
    /// [`Aggregate`](derive@crate::Aggregate) are what they were; otherwise the stream is replayed from its start, and a
    /// new snapshot taken. Raise the number when `apply` changes and the fields do not. Because what is read must be
    /// written the same again, fields with `#[serde(skip)]` are fine, and `HashMap` and `HashSet` too.
    #[must_use]
    pub fn snapshot_every(self, events: u64) -> Self {
        let snapshots = Snapshots {
            every: events.max(1),
            fingerprint: A::fingerprint(),
            write: |state| serde_json::to_vec(state),
            read: |bytes| read_back(bytes),
        };
        Self { snapshots: Some(snapshots), ..self }
    }
}

/// The state of a snapshot, if it still means what it meant.
pub(super) fn read<A>(snapshots: &Snapshots<A>, snapshot: &Snapshot) -> Option<A> {
    if snapshot.fingerprint == snapshots.fingerprint { (snapshots.read)(&snapshot.state) } else { None }
}

fn read_back<A: Serialize + DeserializeOwned>(bytes: &[u8]) -> Option<A> {
    let state: A = serde_json::from_slice(bytes).ok()?;
    let again = serde_json::to_vec(&state).ok()?;
    if again == bytes {
        return Some(state);
    }
    // Sets and maps without an order may be written in another one.
    let unordered = |bytes: &[u8]| serde_json::from_slice::<Value>(bytes).ok().map(sorted);
    (unordered(bytes)? == unordered(&again)?).then_some(state)
}

fn sorted(value: Value) -> Value {
    match value {
        Value::Array(values) => {
            let mut values: Vec<Value> = values.into_iter().map(sorted).collect();
            values.sort_by_cached_key(Value::to_string);
            Value::Array(values)
        }
        Value::Object(entries) => {
            let mut entries: Vec<_> = entries.into_iter().map(|(key, value)| (key, sorted(value))).collect();
            entries.sort_by(|(left, _), (right, _)| left.cmp(right));
            Value::Object(entries.into_iter().collect())
        }
        other => other,
    }
}

impl<A: Aggregate> Repository<A> {
    /// Takes a snapshot if one is due.
    pub(super) async fn keep_snapshot(&self, loaded: &Loaded<A>) -> Result<(), StoreError> {
        let Some(snapshots) = &self.snapshots else { return Ok(()) };
        if loaded.version < loaded.snapshot.saturating_add(snapshots.every) {
            return Ok(());
        }
        let state = (snapshots.write)(&loaded.state).map_err(|error| {
            StoreError::invalid(format!("the state of `{}` cannot be written: {error}", loaded.stream))
        })?;
        let snapshot = Snapshot::new(&loaded.stream, loaded.version, &snapshots.fingerprint, state);
        self.store.save_snapshot(snapshot).await
    }
}
