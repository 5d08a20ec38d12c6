//! What a recorded event is today, by whichever set has its name.

use std::collections::HashMap;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::encoded::Encoded;
use crate::event::EventSet;
use crate::path;
use crate::recorded::Recorded;
use crate::suggest::closest;
use crate::versioned::Kind;

/// The events of a set.
#[derive(Clone, Copy)]
pub struct KnownEvents {
    kinds: [&'static [Kind]; 2],
    today: fn(Recorded<'_>) -> Result<Vec<Encoded>, String>,
}

impl KnownEvents {
    pub(super) fn of<Set: EventSet>() -> Self {
        let today = |recorded: Recorded<'_>| {
            let events = Set::decode(recorded).map_err(|error| error.to_string())?;
            events.map(|event| event.encode().map_err(|error| error.to_string())).collect()
        };
        Self { kinds: [Set::KINDS, Set::FORMER], today }
    }

    fn kinds(&self) -> impl Iterator<Item = &'static Kind> {
        self.kinds.into_iter().flatten()
    }
}

impl fmt::Debug for KnownEvents {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_list().entries(self.kinds().map(|kind| kind.name)).finish()
    }
}

/// All sets, by the names of their events.
#[derive(Debug)]
pub(super) struct Today<'e> {
    by_name: HashMap<&'static str, &'e KnownEvents>,
}

impl<'e> Today<'e> {
    pub(super) fn of(sets: &'e [KnownEvents]) -> Self {
        let mut by_name = HashMap::new();
        for set in sets {
            for kind in set.kinds() {
                for name in std::iter::once(kind.name).chain(kind.aliases.iter().copied()) {
                    by_name.entry(name).or_insert(set);
                }
            }
        }
        Self { by_name }
    }

    /// What the event is today, encoded again.
    pub(super) fn events(&self, recorded: Recorded<'_>) -> Result<Vec<Encoded>, String> {
        let Some(set) = self.by_name.get(recorded.name) else {
            let mut names: Vec<&str> = self.by_name.keys().copied().collect();
            names.sort_unstable();
            let near = closest(recorded.name, &names).map(|near| format!("; did you mean `{near}`?"));
            let (name, near) = (path::shortened(recorded.name), near.unwrap_or_default());
            return Err(format!("`{name}` v{}: no event of this program has this name{near}", recorded.version));
        };
        // A function of the program's may panic; the other events are still to be looked at.
        catch_unwind(AssertUnwindSafe(|| (set.today)(recorded))).unwrap_or_else(|_| {
            Err(format!("`{}` v{}: a step of this program panicked", recorded.name, recorded.version))
        })
    }
}
