//! The state of a stream, from its events and perhaps a snapshot.

use std::ops::Deref;

use super::error::LoadError;
use super::{Repository, snapshots};
use crate::aggregate::{Aggregate, stream_name};
use crate::event::EventSet;
use crate::store::{Moment, StreamRead};

/// The state of an aggregate at a version of its stream.
#[derive(Clone, Debug)]
pub struct Loaded<A> {
    pub(super) stream: String,
    pub(super) version: u64,
    /// The version of the last snapshot that could be read; 0 for none.
    pub(super) snapshot: u64,
    pub(super) state: A,
}

impl<A> Loaded<A> {
    /// The stream.
    #[must_use]
    pub fn stream(&self) -> &str {
        &self.stream
    }

    /// The version of the stream: how many events led to this state. 0 where nothing has happened.
    #[must_use]
    pub fn version(&self) -> u64 {
        self.version
    }

    /// The state on its own.
    #[must_use]
    pub fn into_state(self) -> A {
        self.state
    }
}

impl<A> Deref for Loaded<A> {
    type Target = A;

    fn deref(&self) -> &A {
        &self.state
    }
}

impl<A: Aggregate> Repository<A> {
    /// The state of the newest snapshot that is usable and not newer than this, or the one before the first event.
    pub(super) async fn newest_snapshot(&self, id: &A::Id, newest: u64) -> Result<Loaded<A>, LoadError> {
        let stream = stream_name::<A>(id);
        let mut loaded = Loaded { stream, version: 0, snapshot: 0, state: A::default() };
        if let Some(snapshots) = &self.snapshots
            && newest > 0
            && let Some(snapshot) = self.store.load_snapshot(&loaded.stream).await?
            && snapshot.stream_version <= newest
            && let Some(state) = snapshots::read(snapshots, &snapshot)
        {
            loaded.state = state;
            (loaded.version, loaded.snapshot) = (snapshot.stream_version, snapshot.stream_version);
        }
        Ok(loaded)
    }

    /// Applies what comes after the loaded state, up to a moment.
    pub(super) async fn read_on(&self, loaded: &mut Loaded<A>, to: Option<Moment>) -> Result<(), LoadError> {
        loop {
            let mut read = StreamRead::of(&loaded.stream).from(Moment::Version(loaded.version + 1));
            read.to = to;
            let batch = self.store.read_stream(read).await?;
            for event in batch.iter() {
                for event in A::Event::decode(event)? {
                    loaded.state.apply(event);
                }
                loaded.version = event.stream_version;
            }
            if !batch.more() {
                return Ok(());
            }
        }
    }
}
