//! Many commands one after the other, for property tests: whatever is sent, what must hold holds.

use std::fmt::Debug;

use jiff::Timestamp;
use uuid::Uuid;

use super::difference::{lines, listed};
use super::given::stored_and_read;
use crate::aggregate::Aggregate;
use crate::emitted::Context;

/// Sends commands to an aggregate, one after the other, and checks `invariant` on the state after each that was not
/// refused. Every event is stored as JSON and read again on the way, and must be the same.
///
/// The commands come from anywhere, such as `proptest::collection::vec(any_command(), 0..50)`, which then finds the
/// shortest list that fails.
///
/// # Panics
/// When the invariant does not hold, with the commands so far; when an event cannot be stored and read again.
///
/// ```
/// # use retold::Aggregate;
/// use retold::testing::play;
///
/// # fn example<Cart: Aggregate<Event: std::fmt::Debug + PartialEq, Command: std::fmt::Debug> + IsValid>(commands: Vec<Cart::Command>) {
/// let played = play::<Cart>(commands, |cart| cart.is_valid());
/// println!("{} events, {} refused", played.events.len(), played.rejections.len());
/// # }
/// # trait IsValid { fn is_valid(&self) -> bool; }
/// ```
#[track_caller]
pub fn play<A: Aggregate<Event: Debug + PartialEq, Command: Debug>>(
    commands: impl IntoIterator<Item = impl Into<A::Command>>,
    mut invariant: impl FnMut(&A) -> bool,
) -> Played<A> {
    let mut played = Played { state: A::default(), events: Vec::new(), rejections: Vec::new() };
    let mut sent = Vec::new();
    let cx = Context::new(Timestamp::UNIX_EPOCH, Uuid::nil());
    for command in commands {
        let command: A::Command = command.into();
        sent.push(command.clone());
        match played.state.handle(command, &cx) {
            Ok(events) => {
                for event in events {
                    played.state.apply(stored_and_read(&event));
                    played.events.push(event);
                }
                assert!(
                    invariant(&played.state),
                    "the invariant does not hold any more\nafter the events:\n{}of the commands:\n{}",
                    listed(&played.events),
                    listed(&sent).trim_end_matches('\n'),
                );
            }
            Err(rejection) => played.rejections.push(rejection),
        }
    }
    played
}

/// What came of many commands; made by [`play`].
#[derive(Debug)]
#[non_exhaustive]
pub struct Played<A: Aggregate> {
    /// The state in the end.
    pub state: A,
    /// All events.
    pub events: Vec<A::Event>,
    /// Why commands were refused.
    pub rejections: Vec<A::Rejection>,
}

impl<A: Aggregate + Debug + PartialEq> Played<A> {
    /// Replays all events on a new aggregate: it must have the same state. An aggregate that keeps something which no
    /// event says fails here.
    ///
    /// # Panics
    /// When it has not.
    #[track_caller]
    pub fn replays(&self) -> &Self {
        let mut again = A::default();
        self.events.iter().for_each(|event| again.apply(event.clone()));
        assert!(
            again == self.state,
            "the events lead to another state when they are replayed (- first, + replayed):\n{}",
            lines(&self.state, &again)
        );
        self
    }
}
