//! `event-moved`: an event stays in the streams of its aggregate.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "event-moved",
    severity: Error,
    change: [Backward],
    summary: "an event stays in the streams of its aggregate",
    page: "
        The definition moved to the file of another aggregate. What is stored stays in the streams of the first
        one, and there nobody can read it now; the second one never finds it.

        Move the definition back. If the fact belongs to the other aggregate from now on, give that one an
        event of its own, and stop writing this one. Between files without an aggregate, or of one aggregate's
        name, definitions move freely.
    ",
};
