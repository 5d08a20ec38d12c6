//! Processes: several services' steps to one end, each with its undo. What a process decides is pure: it gives the commands
//! to send and the deadlines to start, and whoever runs it sends them and remembers where it is.

mod reaction;

use std::borrow::Cow;
use std::fmt::Debug;

use jiff::{SignedDuration, Timestamp};

use crate::command::{Command, CommandSet};
use crate::event::EventSet;
use crate::view::{self, Origin, ViewError};
use crate::violation::Violation;
use crate::wire::{KeyCodec, WireKey};

pub use reaction::{Reacted, Reaction, Sent, Step, compensations};

/// A process manager: events and deadlines come in, commands and deadlines go out, and a state per key is between them.
///
/// `#[derive(Process)]` with `#[process(events::fulfilment::OrderFulfilment)]` takes all of it from a generated module; a
/// person writes the methods of the module's trait, one for each event and each deadline that it reacts to.
///
/// Reacting is pure: the same state, trigger and context lead to the same state and the same commands, so that whoever
/// runs it may do it again after a crash. An event may arrive twice; its id tells.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no process",
    note = "derive `retold::Process` for it, with `#[process(path::of::the::generated::process)]`"
)]
pub trait Process: Send + Sync + 'static {
    /// What one run of the process is found by.
    type Key: Clone + Debug + Send + Sync;
    /// What it remembers between its reactions.
    type State: Clone + Debug + Send + Sync;
    /// The events that it reacts to, over all aggregates that they are of.
    type Input: EventSet + Clone + Debug + Send + Sync;
    /// Its deadlines.
    type Deadline: Deadlines;
    /// The commands that it may send, to do a step or to undo one.
    type Sends: CommandSet + Clone + Debug + Send + Sync;

    /// What the schema calls it, such as `ordering.OrderFulfilment`.
    const NAME: &'static str;
    /// The service that runs it, if the schema names one.
    const OWNER: Option<&'static str>;
    /// What the schema says of each reaction: first those to events, in the order of [`EventSet::KINDS`] of the inputs,
    /// then those to deadlines, in the order of [`Deadlines::ALL`].
    const REACTIONS: &'static [ReactionKind];

    /// The state before the first reaction.
    fn begin(&self, key: &Self::Key) -> Self::State;

    /// Which run an event belongs to: what its field says that the schema names with `by`, or the key of its stream.
    ///
    /// # Errors
    /// When that is no key.
    fn key(input: &Self::Input, origin: &Origin<'_>) -> Result<Self::Key, ViewError>;

    /// The text of a key.
    ///
    /// # Errors
    /// When it may not be written.
    #[doc(hidden)]
    fn key_text(key: &Self::Key) -> Result<Cow<'_, str>, Violation>;

    /// Changes the state by what happened, and decides what to do.
    fn react(
        &self,
        state: &mut Self::State,
        trigger: Trigger<Self::Input, Self::Deadline>,
        cx: &Reacting<'_, Self::Key>,
    ) -> Reacted<Self::Sends, Self::Deadline>;

    /// What the schema says of the reaction to a trigger.
    #[must_use]
    fn reaction(trigger: &Trigger<Self::Input, Self::Deadline>) -> Option<&'static ReactionKind> {
        let index = match trigger {
            Trigger::Happened(event) => Self::Input::KINDS.iter().position(|kind| kind == event.kind())?,
            Trigger::Deadline(deadline) => {
                let index = Self::Deadline::ALL.iter().position(|(_, other)| other == deadline)?;
                Self::Input::KINDS.len() + index
            }
        };
        Self::REACTIONS.get(index)
    }

    /// The deadline that the reaction to a trigger starts, and after how long it has passed.
    #[must_use]
    fn waits(trigger: &Trigger<Self::Input, Self::Deadline>) -> Option<(Self::Deadline, SignedDuration)> {
        let (then, after) = Self::reaction(trigger)?.deadline?;
        Self::Deadline::parse(then).map(|deadline| (deadline, after))
    }
}

/// What a process reacts to.
#[derive(Clone, Debug, PartialEq)]
pub enum Trigger<Input, Deadline> {
    /// Something happened.
    Happened(Input),
    /// It did not: the deadline has passed.
    Deadline(Deadline),
}

/// What is known while a process reacts; everything else is in the event or in the state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reacting<'a, Key> {
    /// Which run of the process it is.
    pub key: &'a Key,
    /// When the event was recorded, or the deadline passed.
    pub time: Timestamp,
}

impl<'a, Key> Reacting<'a, Key> {
    /// A reaction of one run at a time.
    #[must_use]
    pub fn new(key: &'a Key, time: Timestamp) -> Self {
        Self { key, time }
    }
}

/// What a schema says of one reaction of a process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReactionKind {
    /// The event or the deadline.
    pub on: &'static str,
    /// The field of the event that says which run it belongs to; otherwise the key of its stream does.
    pub by: Option<&'static str>,
    /// The commands that it may send.
    pub sends: &'static [&'static str],
    /// The commands that may undo them.
    pub undo: &'static [&'static str],
    /// The deadline that starts when it sends something, and after how long it has passed.
    pub deadline: Option<(&'static str, SignedDuration)>,
}

/// The deadlines of a process.
pub trait Deadlines: Copy + Eq + Debug + Send + Sync + 'static {
    /// All of them, with their names.
    const ALL: &'static [(&'static str, Self)];

    /// The name in the schema.
    #[must_use]
    fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, deadline)| *deadline == self).map_or("", |(name, _)| name)
    }

    /// The deadline of this name.
    #[must_use]
    fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, deadline)| *deadline)
    }
}

/// A command that a process whose commands are `Sends` may send somewhere.
pub trait Addressed<Sends>: Command {
    /// What the aggregate that decides it is found by; where its schema names no aggregate, the whole address as text.
    type Id: std::fmt::Display;
    /// What the name of the aggregate's stream begins with; empty where the schema names none.
    const STREAM: &'static str;

    /// The text of such an id.
    #[must_use]
    fn key(id: &Self::Id) -> String {
        id.to_string()
    }
}

/// A command that the reaction to `On` may send: what `sends` declares.
#[diagnostic::on_unimplemented(
    message = "the reaction to `{On}` does not send `{Self}`",
    label = "not among what it sends",
    note = "add the command to `sends` of the reaction"
)]
pub trait SentOn<Sends, On>: Addressed<Sends> {}

/// A command that may undo what the reaction to `On` sent: what `undo` declares.
#[diagnostic::on_unimplemented(
    message = "`{Self}` undoes nothing of the reaction to `{On}`",
    label = "not among what undoes it",
    note = "add the command to `undo` of the reaction"
)]
pub trait UndoneOn<Sends, On>: Addressed<Sends> {}

/// The key that a field of an event holds, whatever newtype it is in.
///
/// # Errors
/// When the text is no such key.
pub fn key_of<Key: WireKey, Field: WireKey>(field: &Field) -> Result<Key, ViewError> {
    Ok(Key::read_key(&field.key()?)?)
}

/// The key that an event's stream has.
///
/// # Errors
/// When the text is no such key.
pub fn key_of_stream<Key: WireKey>(origin: &Origin<'_>) -> Result<Key, ViewError> {
    Ok(origin.keyed()?.key)
}

/// The same where a type of the user's is on either side: in these forms.
///
/// # Errors
/// When the text is no such key.
pub fn key_of_in<Key, Field, C: KeyCodec<Key>, D: KeyCodec<Field>>(field: &Field) -> Result<Key, ViewError> {
    Ok(C::read_key(&D::key(field)?)?)
}

/// The key that an event's stream has, in a form.
///
/// # Errors
/// When the text is no such key.
pub fn key_of_stream_in<Key, C: KeyCodec<Key>>(origin: &Origin<'_>) -> Result<Key, ViewError> {
    Ok(view::keyed::<Key, C>(origin)?.key)
}

/// Makes a struct a process: the methods of the generated trait decide, and whoever runs it sends the commands.
///
/// ```
/// use retold::{Process, Reacting, Reaction};
///
/// use events::cart::{FulfilProcess, FulfilReaction, FulfilState, Ordered, Reserve};
/// # // What is generated, in short.
/// # mod events {
/// #     pub mod cart {
/// #         use retold::__v1 as rt;
/// #         use serde::{Deserialize, Serialize};
/// #         #[derive(Clone, Debug, rt::Event, Serialize, Deserialize)]
/// #         #[event(name = "shop.Ordered", version = 1)]
/// #         pub struct Ordered { pub sku: String }
/// #         #[derive(Clone, Debug, PartialEq, rt::Command, Serialize, Deserialize)]
/// #         #[command(name = "stock.Reserve", version = 1)]
/// #         pub struct Reserve { pub sku: String }
/// #         #[derive(Clone, Debug, Default)]
/// #         pub struct FulfilState { pub reserved: bool }
/// #         #[derive(Clone, Debug, rt::EventSet)]
/// #         pub enum FulfilInput { Ordered(Ordered) }
/// #         #[derive(Clone, Debug, PartialEq, rt::CommandSet)]
/// #         pub enum FulfilSends { Reserve(Reserve) }
/// #         #[derive(Clone, Copy, Debug, PartialEq, Eq)]
/// #         pub enum FulfilDeadline {}
/// #         impl rt::Deadlines for FulfilDeadline { const ALL: &'static [(&'static str, Self)] = &[]; }
/// #         impl rt::Addressed<FulfilSends> for Reserve { type Id = String; const STREAM: &'static str = "stock.Item"; }
/// #         impl rt::SentOn<FulfilSends, Ordered> for Reserve {}
/// #         pub type FulfilReaction<On> = rt::Reaction<FulfilSends, FulfilDeadline, On>;
/// #         pub trait FulfilProcess {
/// #             fn on_ordered(&self, state: &mut FulfilState, event: Ordered, cx: &rt::Reacting<'_, u64>) -> FulfilReaction<Ordered>;
/// #         }
/// #         #[allow(non_snake_case)]
/// #         pub mod __processes {
/// #             pub mod Fulfil {
/// #                 pub use super::super::{FulfilDeadline as Deadline, FulfilInput as Input, FulfilSends as Sends, FulfilState as State, FulfilProcess as Methods};
/// #                 use retold::__v1 as rt;
/// #                 pub type Key = u64;
/// #                 pub const NAME: &str = "shop.Fulfil";
/// #                 pub const OWNER: Option<&str> = None;
/// #                 pub const REACTIONS: &[rt::ReactionKind] = &[];
/// #                 pub fn begin<M: Methods>(_: &M, _: &Key) -> State { State::default() }
/// #                 pub fn key(_: &Input, origin: &rt::Origin<'_>) -> Result<Key, rt::ViewError> { rt::process::key_of_stream(origin) }
/// #                 pub fn on_event<M: Methods>(process: &M, state: &mut State, event: Input, cx: &rt::Reacting<'_, Key>, waits: Option<(Deadline, rt::Duration)>) -> rt::Reacted<Sends, Deadline> {
/// #                     let Input::Ordered(event) = event;
/// #                     process.on_ordered(state, event, cx).reacted(waits)
/// #                 }
/// #                 pub fn on_deadline<M: Methods>(_: &M, _: &mut State, deadline: Deadline, _: &rt::Reacting<'_, Key>, _: Option<(Deadline, rt::Duration)>) -> rt::Reacted<Sends, Deadline> { match deadline {} }
/// #             }
/// #         }
/// #     }
/// # }
///
/// #[derive(Process)]
/// #[process(events::cart::Fulfil)]
/// struct Fulfilment;
///
/// impl FulfilProcess for Fulfilment {
///     fn on_ordered(&self, state: &mut FulfilState, event: Ordered, _: &Reacting<'_, u64>) -> FulfilReaction<Ordered> {
///         if state.reserved {
///             return Reaction::none();
///         }
///         state.reserved = true;
///         Reaction::none().send(event.sku.clone(), Reserve { sku: event.sku })
///     }
/// }
/// # use retold::process::Trigger;
/// # let (mut state, cx) = (Fulfilment.begin(&7), Reacting::new(&7, jiff::Timestamp::UNIX_EPOCH));
/// # let mut react = || Fulfilment.react(&mut state, Trigger::Happened(Ordered { sku: "apple".into() }.into()), &cx);
/// # assert_eq!((react().steps.len(), react().steps.len()), (1, 0));
/// ```
///
/// A command that the schema does not list for a reaction cannot be sent by it. An event or a deadline that is new in the
/// schema is a missing method here, and the compiler names it.
pub use retold_macros::Process;
