//! `owner-changed`: the single writer of a stream stays the same.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "owner-changed",
    severity: Warning,
    change: [Backward],
    summary: "the single writer of a stream stays the same",
    page: "
        One service writes the streams of an aggregate, and `owner` names it. It is another one now. The
        payloads do not show who wrote them, so nothing can be checked; but while both run, both write, and
        each decides on a history that the other changes.

        Stop the old writer before the new one starts, then change `owner`. If only the service was renamed,
        allow the finding in `retold.toml` and say so.
    ",
};
