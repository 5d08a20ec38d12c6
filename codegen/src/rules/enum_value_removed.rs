//! `enum-value-removed`: an enum goes on reading every value that was written.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "enum-value-removed",
    severity: Error,
    change: [Backward, Forward],
    summary: "an enum goes on reading every value that was written",
    page: "
        The value is gone from a closed enum, and a payload that holds it is refused. It is stored in events as
        long as the events are, and a service that still runs goes on answering with it, however long nobody
        has chosen it.

        Leave the value where it is and mark it `deprecated`. To be rid of it in current code, give the new
        version of the event an enum without it, and say what the old value becomes: `map: { OLD: NEW }`. If it
        was renamed, `aliases: [OLD]` on the new value reads both.
    ",
};
