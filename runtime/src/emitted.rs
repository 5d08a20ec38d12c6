//! What handling a command gives: events that the command may emit, and what is known while deciding.

use std::marker::PhantomData;
use std::vec;

use jiff::Timestamp;
use uuid::Uuid;

use crate::command::{Command, EmittedBy};

/// The events that handling the command `C` emits, of the set `Set`. Only events that `C` declares can be put in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Events<Set, C> {
    events: Vec<Set>,
    command: PhantomData<fn(C)>,
}

impl<Set, C: Command> Events<Set, C> {
    /// Nothing has happened.
    #[must_use]
    pub fn none() -> Self {
        Self { events: Vec::new(), command: PhantomData }
    }

    /// One event.
    #[must_use]
    pub fn one<E: EmittedBy<C>>(event: E) -> Self
    where
        Set: From<E>,
    {
        Self::none().and(event)
    }

    /// And one more.
    #[must_use]
    pub fn and<E: EmittedBy<C>>(mut self, event: E) -> Self
    where
        Set: From<E>,
    {
        self.events.push(event.into());
        self
    }

    /// The events in order.
    #[must_use]
    pub fn into_vec(self) -> Vec<Set> {
        self.events
    }
}

impl<Set, C> IntoIterator for Events<Set, C> {
    type Item = Set;
    type IntoIter = vec::IntoIter<Set>;

    fn into_iter(self) -> vec::IntoIter<Set> {
        self.events.into_iter()
    }
}

/// What is known while a command is decided; everything else arrives in the command.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Context {
    /// When it is decided.
    pub time: Timestamp,
    /// Who asked for it, if that is known.
    pub actor: Option<String>,
    /// The id of the command: the same command twice has its effect once.
    pub command_id: Uuid,
}

impl Context {
    /// A context without an actor.
    #[must_use]
    pub fn new(time: Timestamp, command_id: Uuid) -> Self {
        Self { time, actor: None, command_id }
    }

    /// The same with an actor.
    #[must_use]
    pub fn by(mut self, actor: impl Into<String>) -> Self {
        self.actor = Some(actor.into());
        self
    }
}
