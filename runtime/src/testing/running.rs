//! One run of a process, without a store and without waiting.

use std::fmt::Debug;

use jiff::{SignedDuration, Timestamp};

use super::events::IntoEvents;
use crate::process::{Deadlines, Process, Reacted, Reacting, Reaction, Sent, Step, Trigger, compensations};
use crate::view::Origin;
use crate::wire::Text;

/// A run of a process to which nothing has happened.
#[must_use]
pub fn running<P: Process>(process: P, key: P::Key) -> Running<P> {
    let state = process.begin(&key);
    Running { process, key, state, time: Timestamp::UNIX_EPOCH, deadlines: Vec::new(), taken: Vec::new() }
}

/// A run of a process; made by [`running`].
#[derive(Debug)]
pub struct Running<P: Process> {
    process: P,
    key: P::Key,
    state: P::State,
    time: Timestamp,
    /// Those that have started and neither passed nor been cancelled, with when they pass.
    deadlines: Vec<(P::Deadline, Timestamp)>,
    /// All steps so far.
    taken: Vec<Step<P::Sends>>,
}

impl<P: Process> Running<P> {
    /// The same after these events, whatever it did about them.
    ///
    /// # Panics
    /// When one of them belongs to another run: a mistake in the test.
    #[must_use]
    #[track_caller]
    pub fn given(mut self, events: impl IntoEvents<P::Input>) -> Self {
        for event in events.into_events() {
            self.belongs(&event);
            let _ = self.react(Trigger::Happened(event));
        }
        self
    }

    /// An event arrives.
    ///
    /// # Panics
    /// When it belongs to another run: a mistake in the test.
    #[track_caller]
    pub fn when(mut self, event: impl Into<P::Input>) -> Reacts<P> {
        let event = event.into();
        self.belongs(&event);
        let trigger = Trigger::Happened(event);
        let waits = P::waits(&trigger);
        let reacted = self.react(trigger);
        Reacts { running: self, reacted, waits }
    }

    /// So much time passes, in which nothing arrives; the deadline that passes first is reacted to.
    ///
    /// # Panics
    /// When no deadline passes in that time, or it is no duration such as `PT10M`.
    #[track_caller]
    pub fn after(mut self, duration: &str) -> Reacts<P> {
        let Some(passed) = <SignedDuration as Text>::parse(duration) else {
            panic!("`{duration}` is no duration such as `PT10M`")
        };
        let Ok(now) = self.time.checked_add(passed) else { panic!("`{duration}` is too long") };
        let due = self.deadlines.iter().enumerate().filter(|(_, (_, due))| *due <= now);
        let Some((index, _)) = due.min_by_key(|(_, (_, due))| *due) else {
            let running: Vec<String> =
                self.deadlines.iter().map(|(deadline, due)| format!("{} at {due}", deadline.name())).collect();
            panic!("no deadline passes until {now}; running: {}", listed(&running))
        };
        let (deadline, due) = self.deadlines.remove(index);
        self.time = due;
        let trigger = Trigger::Deadline(deadline);
        let waits = P::waits(&trigger);
        let reacted = self.react(trigger);
        self.time = now;
        Reacts { running: self, reacted, waits }
    }

    /// The state now.
    pub fn state(&self) -> &P::State {
        &self.state
    }

    /// The deadlines that are running, with when they pass.
    pub fn deadlines(&self) -> &[(P::Deadline, Timestamp)] {
        &self.deadlines
    }

    /// What would undo all that was sent so far.
    #[must_use]
    pub fn compensations(&self) -> Vec<Sent<P::Sends>> {
        compensations(&self.taken)
    }

    fn react(&mut self, trigger: Trigger<P::Input, P::Deadline>) -> Reacted<P::Sends, P::Deadline> {
        let cx = Reacting::new(&self.key, self.time);
        let reacted = self.process.react(&mut self.state, trigger, &cx);
        self.deadlines.retain(|(deadline, _)| !reacted.cancelled.contains(deadline));
        if reacted.compensates {
            self.taken.clear();
        }
        self.taken.extend(reacted.steps.iter().cloned());
        if let Some((deadline, after)) = reacted.deadline {
            self.deadlines.retain(|(other, _)| *other != deadline);
            let due = self.time.checked_add(after).unwrap_or(Timestamp::MAX);
            self.deadlines.push((deadline, due));
        }
        if reacted.ends {
            self.deadlines.clear();
            self.taken.clear();
        }
        reacted
    }

    #[track_caller]
    fn belongs(&self, event: &P::Input) {
        let key = |key: &P::Key| match P::key_text(key) {
            Ok(text) => text.into_owned(),
            Err(problem) => panic!("the key of the process is none: {problem}"),
        };
        let own = key(&self.key);
        let stream = format!("/{own}");
        match P::key(event, &Origin::of(&stream)) {
            Ok(other) if key(&other) == own => {}
            Ok(other) => panic!("the event belongs to the run `{}` and not to `{own}`", key(&other)),
            Err(error) => panic!("the event belongs to no run: {error}"),
        }
    }
}

/// What a process did; made by [`Running::when`] and [`Running::after`].
#[derive(Debug)]
#[must_use = "say what should have come: `then(…)` or `then_nothing()`"]
pub struct Reacts<P: Process> {
    running: Running<P>,
    reacted: Reacted<P::Sends, P::Deadline>,
    waits: Option<(P::Deadline, SignedDuration)>,
}

impl<P: Process<Sends: Debug + PartialEq, Deadline: Debug>> Reacts<P> {
    /// The process does this, and nothing else. Gives the run, to go on.
    ///
    /// # Panics
    /// When it did something else, or a command cannot be sent.
    #[track_caller]
    pub fn then<On>(self, expected: Reaction<P::Sends, P::Deadline, On>) -> Running<P> {
        let expected = expected.reacted(self.waits);
        if expected != self.reacted {
            panic!(
                "the process did something else than expected (- expected, + came):\n{}",
                super::difference::lines(&shown(&expected), &shown(&self.reacted))
            );
        }
        for step in &self.reacted.steps {
            let (Step::Do(sent) | Step::Undo(sent)) = step;
            if let Err(error) = crate::CommandSet::encode(&sent.command) {
                panic!("a command could never have been sent: {error}");
            }
        }
        self.running
    }

    /// The process does nothing.
    ///
    /// # Panics
    /// When it did something.
    #[track_caller]
    pub fn then_nothing(self) -> Running<P> {
        self.then::<()>(Reaction::none())
    }

    /// What it did.
    pub fn reacted(&self) -> &Reacted<P::Sends, P::Deadline> {
        &self.reacted
    }
}

/// Each part on a line of its own.
fn shown<Sends: Debug, Deadline: Debug>(reacted: &Reacted<Sends, Deadline>) -> Vec<Shown> {
    let Reacted { steps, deadline, cancelled, compensates, ends } = reacted;
    let steps = steps.iter().map(|step| match step {
        Step::Do(sent) => format!("send to {}: {:?}", sent.to, sent.command),
        Step::Undo(sent) => format!("undone at {} by: {:?}", sent.to, sent.command),
    });
    let deadline = deadline.iter().map(|(deadline, after)| format!("deadline {deadline:?} in {after:#}"));
    let cancelled = cancelled.iter().map(|deadline| format!("cancel {deadline:?}"));
    let rest = [(compensates, "undo everything"), (ends, "end")];
    let rest = rest.into_iter().filter(|(is, _)| **is).map(|(_, text)| text.to_owned());
    steps.chain(deadline).chain(cancelled).chain(rest).map(Shown).collect()
}

#[derive(PartialEq)]
struct Shown(String);

impl Debug for Shown {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

fn listed(names: &[String]) -> String {
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}
