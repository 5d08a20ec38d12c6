//! Aggregates: the state that decides, as a trait; the derive takes everything from the schema.

use std::error::Error;
use std::fmt::Display;

use crate::command::CommandSet;
use crate::emitted::Context;
use crate::event::EventSet;

/// The state of one stream: it decides what commands lead to, and events change it.
///
/// `#[derive(Aggregate)]` with `#[aggregate(events::cart)]` takes all of it from a generated module; a person writes the
/// state, and the methods of the module's trait. [`Default`] is the state before the first event.
///
/// Both methods are pure: the same state, command and context lead to the same events, and the same events to the same
/// state. What else a decision needs to know arrives in the command.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no aggregate",
    note = "derive `retold::Aggregate` for it, with `#[aggregate(path::of::the::generated::module)]`"
)]
pub trait Aggregate: Default + Send + Sync + 'static {
    /// The key of a stream: its text stands in the stream's name.
    type Id: Display + Send + Sync;
    /// What happens.
    type Event: EventSet + Clone + Send + Sync;
    /// What somebody wants done.
    type Command: CommandSet + Clone + Send + Sync;
    /// Why it is refused.
    type Rejection: Error + Send + Sync + 'static;

    /// What the names of the streams begin with, such as `shop.Cart`.
    const STREAM: &'static str;
    /// The service that alone appends to them.
    const OWNER: Option<&'static str> = None;

    /// What the state and the schema look like: a snapshot with another fingerprint is not read. The derive makes it of
    /// the state's fields, the schema, and the number `snapshot`.
    #[must_use]
    fn fingerprint() -> String {
        String::new()
    }

    /// Decides what a command leads to.
    ///
    /// # Errors
    /// Why it is refused.
    fn handle(&self, command: Self::Command, cx: &Context) -> Result<Vec<Self::Event>, Self::Rejection>;

    /// Changes the state by an event.
    fn apply(&mut self, event: Self::Event);
}

/// The name of the stream of one aggregate, such as `shop.Cart/7`.
#[must_use]
pub fn stream_name<A: Aggregate>(id: &A::Id) -> String {
    format!("{}/{id}", A::STREAM)
}
