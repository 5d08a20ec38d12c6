//! A small aggregate with everything that reading the past takes: an event with an older version and an earlier name, one
//! that became nothing, and a state of which there are snapshots.

use std::collections::BTreeSet;
use std::convert::Infallible;

use serde_core::de::{Deserialize, Deserializer};
use serde_core::ser::{Serialize, Serializer};

use crate::__v1 as __rt;
use crate::aggregate::Aggregate;
use crate::emitted::Context;
use crate::projection::Projection;
use crate::store::Stored;

#[derive(Clone, Debug, PartialEq, __rt::Event, __rt::Record)]
#[event(name = "contract.Put", version = 1)]
#[retold(read_only)]
pub(super) struct AddedV1 {
    pub(super) count: u32,
}

#[derive(Clone, Debug, PartialEq, __rt::Event, __rt::Record)]
#[event(name = "contract.Added", version = 2, from = AddedV1, alias = "contract.Put")]
pub(super) struct Added {
    pub(super) number: u64,
}

impl From<AddedV1> for Added {
    fn from(old: AddedV1) -> Self {
        Self { number: u64::from(old.count) * 1_000 }
    }
}

#[derive(Clone, Debug, PartialEq, __rt::Event, __rt::Record)]
#[event(name = "contract.Looked", version = 1)]
#[retold(read_only)]
pub(super) struct LookedV1 {}

#[derive(Clone, Debug, PartialEq, __rt::EventSet)]
#[event_set(becomes(LookedV1))]
pub(super) enum TallyEvent {
    Added(Added),
}

#[derive(Clone, Debug, PartialEq, __rt::Command, __rt::Record)]
#[command(name = "contract.Add", version = 1, emits(Added))]
pub(super) struct Add {
    pub(super) number: u64,
}

#[derive(Clone, Debug, PartialEq, __rt::CommandSet)]
pub(super) enum TallyCommand {
    Add(Add),
}

/// The sum of what was added; `R` is the release of the program, which changes the fingerprint.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Tally<const R: u32>(pub(super) u64);

impl<const R: u32> Serialize for Tally<R> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de, const R: u32> Deserialize<'de> for Tally<R> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        u64::deserialize(deserializer).map(Self)
    }
}

impl<const R: u32> Aggregate for Tally<R> {
    type Id = u64;
    type Event = TallyEvent;
    type Command = TallyCommand;
    type Rejection = Infallible;
    const STREAM: &'static str = "contract.Tally";

    fn fingerprint() -> String {
        format!("release {R}")
    }

    fn handle(&self, command: TallyCommand, _: &Context) -> Result<Vec<TallyEvent>, Infallible> {
        let TallyCommand::Add(Add { number }) = command;
        // And the sum so far, so that it can be seen what a command was decided on.
        Ok(vec![Added { number: number + self.0 }.into()])
    }

    fn apply(&mut self, TallyEvent::Added(added): TallyEvent) {
        // A later release counts otherwise.
        self.0 += added.number * u64::from(R);
    }
}

/// The numbers and the positions that a reader has seen, in order.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    pub(super) numbers: Vec<u64>,
    pub(super) positions: BTreeSet<u64>,
}

impl Projection for Numbers {
    type Event = TallyEvent;

    fn apply(&mut self, TallyEvent::Added(added): TallyEvent, recorded: &Stored<'_>) {
        self.numbers.push(added.number);
        self.positions.insert(recorded.position);
    }
}
