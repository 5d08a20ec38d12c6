//! Stands in for the aggregate of a module that has none, so that there is one error, and it says so: everything that
//! `#[derive(Aggregate)]` asks a generated module for, and a name of streams that no aggregate has.

use crate::current::Current;
use crate::emitted::Context;
use crate::encoded::{EncodeError, Encoded};
use crate::read::{ReadError, Request};
use crate::versioned::Kind;

/// No name of streams.
pub const STREAM: &str = "";
/// No owner.
pub const OWNER: Option<&str> = None;
/// No schema.
pub const SCHEMA: &str = "";

/// No key.
pub type Id = Nothing;
/// No event.
pub type Event = Nothing;
/// No command.
pub type Command = Nothing;
/// No rejection.
pub type Rejection = Nothing;

/// What every state does.
pub trait Logic {}

impl<State> Logic for State {}

/// There is no value of it.
#[derive(Clone, Copy, Debug)]
pub enum Nothing {}

impl std::fmt::Display for Nothing {
    fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match *self {}
    }
}

impl std::error::Error for Nothing {}

impl crate::event::EventSet for Nothing {
    const KINDS: &'static [Kind] = &[];

    fn read(_: &Request<'_>) -> Result<Current<Self>, ReadError> {
        Err(crate::read::no_name())
    }

    fn kind(&self) -> &'static Kind {
        match *self {}
    }

    fn encode(&self) -> Result<Encoded, EncodeError> {
        match *self {}
    }
}

impl crate::command::CommandSet for Nothing {
    const KINDS: &'static [Kind] = &[];

    fn read(_: &Request<'_>) -> Result<Self, ReadError> {
        Err(crate::read::no_name())
    }

    fn kind(&self) -> &'static Kind {
        match *self {}
    }

    fn encode(&self) -> Result<Encoded, EncodeError> {
        match *self {}
    }
}

/// Decides nothing.
///
/// # Errors
/// Never: there is no command.
pub fn handle<State>(_: &State, command: Nothing, _: &Context) -> Result<Vec<Nothing>, Nothing> {
    match command {}
}

/// Changes nothing: there is no event.
pub fn apply<State>(_: &mut State, event: Nothing) {
    match event {}
}
