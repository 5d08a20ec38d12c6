//! A command on its way: decided on the current state, appended, and decided anew where somebody else was faster.

use std::fmt;

use serde_json::Value;
use uuid::Uuid;

use super::Repository;
use super::error::{ExecuteError, LoadError};
use super::load::Loaded;
use crate::aggregate::Aggregate;
use crate::emitted::Context;
use crate::event::EventSet;
use crate::metadata::Metadata;
use crate::store::{Append, Appended, Expected, Moment, NewEvent, StoreError, StreamRead};

/// A command with what is to be known about it; made by [`Repository::command`].
///
/// ```
/// # use retold::{Aggregate, Repository};
/// # use uuid::Uuid;
/// async fn add<A: Aggregate>(
///     repository: &Repository<A>,
///     cart: &A::Id,
///     command: A::Command,
///     request: Uuid,
/// ) -> Result<(), Box<dyn std::error::Error>> {
///     // Sent twice with one id, it has its effect once, and gets the same answer again.
///     repository.command(cart, command).id(request).actor("user:ann").send().await?;
///     Ok(())
/// }
/// ```
#[must_use = "a command does nothing until it is sent"]
pub struct Request<'a, A: Aggregate> {
    repository: &'a Repository<A>,
    id: &'a A::Id,
    commands: Vec<A::Command>,
    command_id: Option<Uuid>,
    metadata: Metadata,
}

impl<'a, A: Aggregate> Request<'a, A> {
    pub(super) fn new(repository: &'a Repository<A>, id: &'a A::Id, command: A::Command) -> Self {
        Self { repository, id, commands: vec![command], command_id: None, metadata: Metadata::default() }
    }

    /// And another command for the same aggregate, decided on what the one before leads to: all of them, or none.
    pub fn and(mut self, command: impl Into<A::Command>) -> Self {
        self.commands.push(command.into());
        self
    }

    /// The id of the command. A command that was appended with this id before is not decided again: the answer is the
    /// first one.
    pub fn id(mut self, id: Uuid) -> Self {
        self.command_id = Some(id);
        self
    }

    /// Who sends it.
    pub fn actor(mut self, actor: impl Into<String>) -> Self {
        self.metadata.actor = Some(actor.into());
        self
    }

    /// The undertaking that it is a part of; the command's own id if nothing is said.
    pub fn correlation(mut self, id: Uuid) -> Self {
        self.metadata.correlation = Some(id);
        self
    }

    /// What it answers; the command's own id if nothing is said.
    pub fn causation(mut self, id: Uuid) -> Self {
        self.metadata.causation = Some(id);
        self
    }

    /// The W3C trace context.
    pub fn traceparent(mut self, traceparent: impl Into<String>) -> Self {
        self.metadata.traceparent = Some(traceparent.into());
        self
    }

    /// A free entry of the metadata.
    pub fn entry(mut self, key: impl Into<String>, value: impl Into<Value>) -> Self {
        self.metadata.entries.insert(key.into(), value.into());
        self
    }

    /// Decides the command on the current state, and appends what it leads to.
    ///
    /// # Errors
    /// As [`Repository::execute`].
    pub async fn send(mut self) -> Result<Executed<A>, ExecuteError<A::Rejection>> {
        let repository = self.repository;
        let command_id = self.command_id.unwrap_or_else(Uuid::now_v7);
        self.metadata.command_id = Some(command_id);
        self.metadata.correlation.get_or_insert(command_id);
        self.metadata.causation.get_or_insert(command_id);
        let mut loaded = repository.load(self.id).await?;
        let mut attempt = 1;
        loop {
            // Only a caller who names the id can have sent it before. Asked after loading, and again after each lost
            // race: what the command did elsewhere must not be decided upon here.
            if self.command_id.is_some()
                && let Some(answer) =
                    repository.store.answer(&loaded.stream, command_id).await.map_err(ExecuteError::Store)?
            {
                return self.repeated(loaded, answer.repeated()).await;
            }
            let Decided { mut events, encoded, pending } = self.decide(&mut loaded, command_id)?;
            if encoded.is_empty() {
                events.extend(pending);
                return Ok(Executed { loaded, events, appended: None, snapshot_error: None });
            }
            match self.append(&loaded, command_id, encoded).await {
                Ok(answer) if answer.repeated => {
                    loaded = repository.load(self.id).await?;
                    return self.repeated(loaded, answer).await;
                }
                Ok(answer) => {
                    pending.iter().for_each(|event| loaded.state.apply(event.clone()));
                    loaded.version = answer.last;
                    events.extend(pending);
                    let snapshot_error = repository.keep_snapshot(&loaded).await.err();
                    return Ok(Executed { loaded, events, appended: Some(answer), snapshot_error });
                }
                Err(error) if error.is_conflict() && attempt < repository.attempts => attempt += 1,
                Err(error) => return Err(ExecuteError::Store(error)),
            }
            if events.is_empty() {
                repository.read_on(&mut loaded, None).await?;
            } else {
                // The state has gone on to what was not appended.
                loaded = repository.load(self.id).await?;
            }
        }
    }

    /// What the commands lead to, each decided on what the one before led to. The events of all but the last have been
    /// applied to the state.
    fn decide(&self, loaded: &mut Loaded<A>, command_id: Uuid) -> Result<Decided<A>, ExecuteError<A::Rejection>> {
        let mut cx = Context::new(self.repository.clock.now(), command_id);
        cx.actor.clone_from(&self.metadata.actor);
        let mut decided = Decided::<A> { events: Vec::new(), encoded: Vec::new(), pending: Vec::new() };
        for command in &self.commands {
            for event in decided.pending.drain(..) {
                decided.events.push(A::Event::clone(&event));
                loaded.state.apply(event);
            }
            decided.pending = loaded.state.handle(command.clone(), &cx).map_err(ExecuteError::Rejected)?;
            for event in &decided.pending {
                decided.encoded.push(event.encode().map_err(ExecuteError::Encode)?.into());
            }
        }
        Ok(decided)
    }

    async fn append(
        &self,
        loaded: &Loaded<A>,
        command_id: Uuid,
        events: Vec<NewEvent>,
    ) -> Result<Appended, StoreError> {
        let mut append = Append::to(&loaded.stream)
            .expecting(Expected::Exactly(loaded.version))
            .command(command_id)
            .events(events.into_iter().map(|event| event.with(self.metadata.clone())));
        append.owner = A::OWNER.map(Into::into);
        self.repository.store.append(append).await
    }

    /// The answer that the command got when it came first.
    async fn repeated(
        &self,
        mut loaded: Loaded<A>,
        answer: Appended,
    ) -> Result<Executed<A>, ExecuteError<A::Rejection>> {
        if loaded.version != answer.last {
            loaded = self.repository.as_of(self.id, Moment::Version(answer.last)).await?;
        }
        let mut events = Vec::new();
        let mut next = answer.first;
        while next <= answer.last {
            let range = StreamRead::of(&loaded.stream).from(Moment::Version(next)).to(Moment::Version(answer.last));
            let batch = self.repository.store.read_stream(range).await.map_err(ExecuteError::Store)?;
            for event in batch.iter() {
                events.extend(A::Event::decode(event).map_err(LoadError::from)?);
                next = event.stream_version + 1;
            }
            if !batch.more() {
                break;
            }
        }
        Ok(Executed { loaded, events, appended: Some(answer), snapshot_error: None })
    }
}

struct Decided<A: Aggregate> {
    /// The events that have been applied.
    events: Vec<A::Event>,
    /// All events, as they are stored.
    encoded: Vec<NewEvent>,
    /// The events that have not been applied.
    pending: Vec<A::Event>,
}

impl<A: Aggregate> fmt::Debug for Request<'_, A> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Request")
            .field("stream", &A::STREAM)
            .field("command_id", &self.command_id)
            .field("metadata", &self.metadata)
            .finish_non_exhaustive()
    }
}

/// What a command did.
#[derive(Debug)]
pub struct Executed<A: Aggregate> {
    loaded: Loaded<A>,
    events: Vec<A::Event>,
    appended: Option<Appended>,
    snapshot_error: Option<StoreError>,
}

impl<A: Aggregate> Executed<A> {
    /// The events that it led to: of a command that came again, those of the first time.
    pub fn events(&self) -> &[A::Event] {
        &self.events
    }

    /// The state after them.
    pub fn state(&self) -> &A {
        &self.loaded
    }

    /// The version of the stream after them.
    pub fn version(&self) -> u64 {
        self.loaded.version()
    }

    /// What the store said; none where the command led to no event.
    pub fn appended(&self) -> Option<Appended> {
        self.appended
    }

    /// Whether the command had been here before, and nothing was appended now.
    pub fn repeated(&self) -> bool {
        self.appended.is_some_and(|appended| appended.repeated)
    }

    /// Why a snapshot that was due could not be kept. The events are appended all the same.
    pub fn snapshot_error(&self) -> Option<&StoreError> {
        self.snapshot_error.as_ref()
    }
}
