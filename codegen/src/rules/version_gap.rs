//! `version-gap`: versions have no gap.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "version-gap",
    severity: Error,
    summary: "versions have no gap",
    page: "
        The versions of a definition are `v1`, `v2`, … without a gap. A stored event of any version is read by one
        step from each version to the next, so that a missing one would leave all data before it without a way to
        today.

        If a number was skipped, use the next one. If the missing body was deleted and data of it may be left, bring
        it back from the history of the file. If no such data exists any more, say so with `retired`.
    ",
};
