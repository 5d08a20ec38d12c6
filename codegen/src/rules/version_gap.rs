//! `version-gap`: versions have no gap.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "version-gap",
    severity: Error,
    summary: "versions have no gap",
    fixtures: none,
    page: "
        The schema asks for this: versions have no gap.
    ",
};
