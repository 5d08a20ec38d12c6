//! `upcast-changed`: a published step gives the values that it gave.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "upcast-changed",
    severity: Error,
    change: [Backward],
    summary: "a published step gives the values that it gave",
    page: "
        The step from one published version to the next was edited: a `fill`, a `from`, a `map` or a `default`
        in it, or in a record that it passes through. Stored events of the older version come out with other
        values than yesterday. Projections that were built before and after differ, though no event changed.
        The finding shows both readings.

        Leave published steps alone and correct in the next one: a new version with `map`, `from` or `with:
        crate::function` turns what the old step gave into what is right.
    ",
};
