//! One command on a given history.

use std::fmt::Debug;

use jiff::Timestamp;
use uuid::Uuid;

use super::difference::lines;
use super::events::IntoEvents;
use crate::aggregate::Aggregate;
use crate::emitted::Context;
use crate::encoded::Encoded;
use crate::event::EventSet;
use crate::recorded::Recorded;

/// An aggregate to which these events have happened.
#[must_use]
pub fn given<A: Aggregate>(events: impl IntoEvents<A::Event>) -> Given<A> {
    let events = events.into_events();
    let mut state = A::default();
    let count = events.len();
    events.into_iter().for_each(|event| state.apply(event));
    Given { state, count, cx: Context::new(Timestamp::UNIX_EPOCH, Uuid::nil()) }
}

/// An aggregate to which nothing has happened.
#[must_use]
pub fn nothing<A: Aggregate>() -> Given<A> {
    given(())
}

/// An aggregate with its history; made by [`given`].
#[derive(Debug)]
pub struct Given<A> {
    state: A,
    count: usize,
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
        let result = self.state.handle(command.into(), &self.cx);
        When { state: self.state, count: self.count, result }
    }
}

/// What a command led to; made by [`Given::when`].
#[derive(Debug)]
#[must_use = "say what should have come: `then(…)` or `then_rejected(…)`"]
pub struct When<A: Aggregate> {
    state: A,
    count: usize,
    result: Result<Vec<A::Event>, A::Rejection>,
}

impl<A: Aggregate<Event: Debug + PartialEq, Rejection: Debug + PartialEq>> When<A> {
    /// The command leads to these events, and to no others. Gives the state after them.
    ///
    /// # Panics
    /// When something else came, or an event cannot be stored and read again as what it is.
    #[track_caller]
    pub fn then(self, expected: impl IntoEvents<A::Event>) -> A {
        let expected = expected.into_events();
        let mut state = self.state;
        match self.result {
            Ok(events) if events == expected => {
                for event in events {
                    stored_and_read(&event);
                    state.apply(event);
                }
                state
            }
            Ok(events) => panic!(
                "{}, the command led to other events (- expected, + came):\n{}",
                after(self.count),
                lines(&expected, &events)
            ),
            Err(rejection) => panic!(
                "{}, the command was refused: {rejection}\n{rejection:#?}\nexpected were {expected:#?}",
                after(self.count)
            ),
        }
    }

    /// The command is refused, and for this reason.
    ///
    /// # Panics
    /// When it is not, or for another.
    #[track_caller]
    pub fn then_rejected(self, expected: A::Rejection) {
        match self.result {
            Err(rejection) if rejection == expected => {}
            Err(rejection) => panic!(
                "{}, the command was refused for another reason (- expected, + came):\n{}",
                after(self.count),
                lines(&expected, &rejection)
            ),
            Ok(events) => panic!(
                "{}, the command was not refused, but led to {events:#?}\nexpected was {expected:#?}",
                after(self.count)
            ),
        }
    }

    /// What came, to look at it in another way.
    ///
    /// # Errors
    /// The rejection.
    pub fn result(self) -> Result<Vec<A::Event>, A::Rejection> {
        self.result
    }
}

fn after(events: usize) -> String {
    match events {
        0 => "given no event".to_owned(),
        1 => "given 1 event".to_owned(),
        count => format!("given {count} events"),
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
