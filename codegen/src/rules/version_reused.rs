//! `version-reused`: the number of a retired version stays taken.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "version-reused",
    severity: Error,
    change: [Backward],
    summary: "the number of a retired version stays taken",
    page: "
        The version was retired, and its number has a body again. Data that was written under the number then
        had another form; a copy of it may come back from a backup or a queue, and would be read by a body that
        was never meant for it.

        Numbers only go up: write the new body as the next version. If the retired body is back because some of
        its data turned up, and it is the same body, allow the finding in `retold.toml` with that as its
        reason.
    ",
};
