//! `becomes-changed`: what stored data becomes stays the same.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "becomes-changed",
    severity: Error,
    change: [Backward],
    summary: "what stored data becomes stays the same",
    page: "
        `becomes` turns stored data into other events each time that it is read. It names other events now, or
        another function, or is gone, and every replay from now on gives another history than before:
        projections that were built earlier no longer agree, and positions that were processed mean something
        else.

        Leave it, and change what comes after: the events that it gives can have new versions, with steps of
        their own, and new fields. If the old outcome was wrong and everything built from it will be built
        again, allow the finding and say so.
    ",
};
