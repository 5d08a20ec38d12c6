//! `event-removed`: a published event can still be read.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "event-removed",
    severity: Error,
    change: [Backward],
    summary: "a published event can still be read",
    page: "
        Events of this name are stored, and no definition reads the name any more: not as its own, not as an
        alias. A stream that holds one cannot be replayed.

        Was it renamed? Then add `aliases: [old.Name]` to the definition that took its place. Was it given up?
        Keep the definition and mark it `deprecated`, for a removed feature does not remove what happened. If
        replay should no longer see it, `becomes: []` drops it there, and `becomes: { v1: [Other], with:
        crate::function }` turns it into other events.
    ",
};
