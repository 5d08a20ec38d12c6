//! What a reaction of a process comes to: what is sent, what would undo it, and which deadlines start or end.

use std::marker::PhantomData;

use jiff::SignedDuration;

use super::{Addressed, SentOn, UndoneOn};

/// What the reaction to `On` comes to. Only commands that the schema lists for it can be put in.
///
/// The deadline that the schema gives the reaction starts when something is sent.
#[derive(Clone, Debug, PartialEq)]
#[must_use = "a reaction is what a process does"]
pub struct Reaction<Sends, Deadline, On> {
    reacted: Reacted<Sends, Deadline>,
    waiting: Waiting,
    on: PhantomData<fn(On)>,
}

/// Whether the deadline of the reaction starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Waiting {
    IfSomethingIsSent,
    Always,
    Never,
}

impl<Sends, Deadline, On> Reaction<Sends, Deadline, On> {
    /// Nothing is to be done: also what an event that arrived twice comes to.
    pub fn none() -> Self {
        let reacted =
            Reacted { steps: Vec::new(), deadline: None, cancelled: Vec::new(), compensates: false, ends: false };
        Self { reacted, waiting: Waiting::IfSomethingIsSent, on: PhantomData }
    }

    /// A command is sent, to the aggregate with this id.
    pub fn send<C: SentOn<Sends, On>>(mut self, to: <C as Addressed<Sends>>::Id, command: C) -> Self
    where
        Sends: From<C>,
    {
        self.reacted.steps.push(Step::Do(sent(&to, command)));
        self
    }

    /// What undoes the command before it, if a later step fails.
    pub fn undo<C: UndoneOn<Sends, On>>(mut self, to: <C as Addressed<Sends>>::Id, command: C) -> Self
    where
        Sends: From<C>,
    {
        self.reacted.steps.push(Step::Undo(sent(&to, command)));
        self
    }

    /// The deadline starts also where nothing is sent.
    pub fn wait(mut self) -> Self {
        self.waiting = Waiting::Always;
        self
    }

    /// The deadline does not start.
    pub fn without_deadline(mut self) -> Self {
        self.waiting = Waiting::Never;
        self
    }

    /// A deadline of an earlier reaction does not matter any more.
    pub fn cancel(mut self, deadline: Deadline) -> Self {
        self.reacted.cancelled.push(deadline);
        self
    }

    /// Everything that was sent so far is undone, in reverse order; see [`compensations`].
    pub fn compensate(mut self) -> Self {
        self.reacted.compensates = true;
        self
    }

    /// The process is done: no deadline of it matters any more, and nothing of it is undone later.
    pub fn end(mut self) -> Self {
        self.reacted.ends = true;
        self
    }

    /// The same for whoever runs it; `waits` is the deadline that the schema gives the reaction.
    #[doc(hidden)]
    pub fn reacted(mut self, waits: Option<(Deadline, SignedDuration)>) -> Reacted<Sends, Deadline> {
        let starts = match self.waiting {
            Waiting::Always => true,
            Waiting::Never => false,
            Waiting::IfSomethingIsSent => self.reacted.steps.iter().any(|step| matches!(step, Step::Do(_))),
        };
        self.reacted.deadline = waits.filter(|_| starts);
        self.reacted
    }
}

fn sent<Sends: From<C>, C: Addressed<Sends>>(to: &C::Id, command: C) -> Sent<Sends> {
    let key = C::key(to);
    let to = if C::STREAM.is_empty() { key } else { format!("{}/{key}", C::STREAM) };
    Sent { to, command: command.into() }
}

/// What a process does: for whoever runs it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[must_use = "a reaction is what a process does"]
pub struct Reacted<Sends, Deadline> {
    /// What is sent, with what undoes it, in order.
    pub steps: Vec<Step<Sends>>,
    /// The deadline that starts, and after how long it has passed.
    pub deadline: Option<(Deadline, SignedDuration)>,
    /// Deadlines that do not matter any more.
    pub cancelled: Vec<Deadline>,
    /// Whether everything that was sent before is undone; see [`compensations`].
    pub compensates: bool,
    /// Whether the process is done.
    pub ends: bool,
}

/// A part of what a reaction comes to.
#[derive(Clone, Debug, PartialEq)]
pub enum Step<Sends> {
    /// A command that is sent.
    Do(Sent<Sends>),
    /// A command that undoes the one before it.
    Undo(Sent<Sends>),
}

/// A command with where it goes.
#[derive(Clone, Debug, PartialEq)]
pub struct Sent<Sends> {
    /// The stream of the aggregate that decides it, such as `ordering.Order/7`; or the address where there is none.
    pub to: String,
    /// The command.
    pub command: Sends,
}

/// What undoes the steps that were taken, in reverse order. Where a command was refused, hand in the steps before it: what
/// was never done is not undone.
#[must_use]
pub fn compensations<Sends: Clone>(taken: &[Step<Sends>]) -> Vec<Sent<Sends>> {
    let undo = taken.iter().rev().filter_map(|step| match step {
        Step::Do(_) => None,
        Step::Undo(sent) => Some(sent.clone()),
    });
    undo.collect()
}
