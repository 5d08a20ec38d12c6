//! `alias-removed`: a definition goes on reading every name that it had on the wire.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "alias-removed",
    severity: Error,
    change: [Backward],
    summary: "a definition goes on reading every name that it had on the wire",
    page: "
        The definition had this name once, or reads it for another reason, and it no longer does. What was
        stored or is sent under the name belongs to nothing now, although its definition still stands here.

        Put the name into `aliases`: all names that a definition ever had, not only the last one. Aliases cost
        nothing, and old events keep the name under which they were written for ever.

        The same is said where a definition takes over the name of another one that had a life of its own: both
        are read as one from now on. Keep them apart; an alias is an earlier name of the same thing.
    ",
};
