//! One command on a given history.

use std::fmt::Debug;

use jiff::Timestamp;
use uuid::Uuid;

use super::difference::{lines, listed};
use super::events::IntoEvents;
use crate::aggregate::Aggregate;
use crate::emitted::Context;
use crate::encoded::Encoded;
use crate::event::EventSet;
use crate::recorded::Recorded;

/// An aggregate to which these events have happened.
///
/// # Panics
/// When one of them could not have been stored: a mistake in the test.
#[must_use]
#[track_caller]
pub fn given<A: Aggregate>(events: impl IntoEvents<A::Event>) -> Given<A> {
    let events = events.into_events();
    let mut state = A::default();
    for event in &events {
        if let Err(error) = event.encode() {
            panic!("an event that is given could never have been stored: {error}");
        }
        state.apply(event.clone());
    }
    Given { state, events, cx: Context::new(Timestamp::UNIX_EPOCH, Uuid::nil()) }
}

/// An aggregate to which nothing has happened.
#[must_use]
pub fn nothing<A: Aggregate>() -> Given<A> {
    given(())
}

/// An aggregate with its history; made by [`given`].
#[derive(Debug)]
pub struct Given<A: Aggregate> {
    state: A,
    events: Vec<A::Event>,
    cx: Context,
}

impl<A: Aggregate> Given<A> {
    /// The same, where the command is decided at this time; 1970 if nothing is said.
    ///
    /// # Panics
    /// When it is not an RFC 3339 time: a mistake in the test.
    #[must_use]
    #[track_caller]
    pub fn at(mut self, time: &str) -> Self {
        self.cx.time = match time.parse() {
            Ok(time) => time,
            Err(error) => panic!("`{time}` is no time such as `2026-01-31T12:00:00Z`: {error}"),
        };
        self
    }

    /// The same, where this actor sends the command.
    #[must_use]
    pub fn by(mut self, actor: impl Into<String>) -> Self {
        self.cx.actor = Some(actor.into());
        self
    }

    /// The same, where the command has this id.
    #[must_use]
    pub fn command_id(mut self, id: Uuid) -> Self {
        self.cx.command_id = id;
        self
    }

    /// The state that the events led to.
    pub fn state(&self) -> &A {
        &self.state
    }

    /// Sends a command.
    pub fn when(self, command: impl Into<A::Command>) -> When<A> {
        let command = command.into();
        let result = self.state.handle(command.clone(), &self.cx);
        When { state: self.state, events: self.events, command, result }
    }
}

/// What a command led to; made by [`Given::when`].
#[derive(Debug)]
#[must_use = "say what should have come: `then(…)` or `then_rejected(…)`"]
pub struct When<A: Aggregate> {
    state: A,
    events: Vec<A::Event>,
    command: A::Command,
    result: Result<Vec<A::Event>, A::Rejection>,
}

impl<A: Aggregate<Event: Debug + PartialEq, Command: Debug, Rejection: Debug + PartialEq>> When<A> {
    /// The command leads to these events, and to no others. Gives the state after them.
    ///
    /// # Panics
    /// When something else came, or an event cannot be stored and read again as what it is.
    #[track_caller]
    pub fn then(self, expected: impl IntoEvents<A::Event>) -> A {
        let expected = expected.into_events();
        match &self.result {
            Ok(events) if *events == expected => {}
            Ok(events) => panic!(
                "other events came than expected (- expected, + came):\n{}{}",
                lines(&expected, events),
                self.story()
            ),
            Err(rejection) => panic!(
                "the command was refused: {rejection}\nexpected:\n{}refused with:\n  {rejection:?}\n{}",
                listed(&expected),
                self.story()
            ),
        }
        let mut state = self.state;
        for event in expected {
            state.apply(stored_and_read(&event));
        }
        state
    }

    /// The command leads to no event. Gives the state.
    ///
    /// # Panics
    /// When an event came, or it was refused.
    #[track_caller]
    pub fn then_nothing(self) -> A {
        self.then(())
    }

    /// The command is refused, and for this reason.
    ///
    /// # Panics
    /// When it is not, or for another.
    #[track_caller]
    pub fn then_rejected(self, expected: A::Rejection) {
        match &self.result {
            Err(rejection) if *rejection == expected => {}
            Err(rejection) => panic!(
                "the command was refused for another reason (- expected, + came):\n{}{}",
                lines(&expected, rejection),
                self.story()
            ),
            Ok(events) => panic!(
                "the command was not refused\nexpected:\n  {expected:?}\ncame:\n{}{}",
                listed(events),
                self.story()
            ),
        }
    }

    /// What was given and sent, for a failure.
    fn story(&self) -> String {
        format!("given:\n{}when:\n  {:?}", listed(&self.events), self.command)
    }
}

impl<A: Aggregate> When<A> {
    /// What came, to look at it in another way.
    ///
    /// # Errors
    /// The rejection.
    pub fn result(self) -> Result<Vec<A::Event>, A::Rejection> {
        self.result
    }
}

/// Writes an event as a store would, reads it again, and gives both.
///
/// # Panics
/// When it cannot be written, or is read as something else.
#[track_caller]
pub(super) fn stored_and_read<E: EventSet + Debug + PartialEq>(event: &E) -> E {
    let Encoded { name, version, reads_as, payload } = match event.encode() {
        Ok(encoded) => encoded,
        Err(error) => panic!("an event cannot be stored: {error}\n{event:#?}"),
    };
    let recorded = Recorded::new(name, version, payload.as_slice()).reads_as(reads_as);
    let again = match E::decode(recorded).map(|events| events.collect::<Vec<_>>()) {
        Ok(again) => again,
        Err(error) => panic!("an event that was stored cannot be read: {error}\n{event:#?}"),
    };
    match <[E; 1]>::try_from(again) {
        Ok([again]) if again == *event => again,
        Ok([again]) => {
            panic!("an event is not what was stored (- stored, + read):\n{}", lines(event, &again))
        }
        Err(again) => panic!("an event is not what was stored (- stored, + read):\n{}", lines(&[event], &again)),
    }
}
