//! Places on both sides of a change.

use crate::source::Place;

/// Knows where the files of the older set stand among all.
#[derive(Clone, Copy, Debug)]
pub(super) struct Places {
    pub(super) old_files: u32,
}

impl Places {
    /// A place of the older set.
    pub(super) fn old(self, place: Place) -> Place {
        place.moved(self.old_files)
    }
}
