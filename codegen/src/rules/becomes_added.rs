//! `becomes-added`: stored data is read as other events from now on.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "becomes-added",
    severity: Note,
    change: [Backward],
    summary: "stored data is read as other events from now on",
    page: "
        Data of these versions is stored as it was, and is read as the events that `becomes` names, or not at
        all. Handlers, projections and process managers see those in its place, at the same position.

        Nothing stored changes, and an old process reads the old event as before. But whatever was built from
        it (read models, what a process manager has done) was built from the old event: build projections
        again, and see that the new events say everything that is still needed.
    ",
};
