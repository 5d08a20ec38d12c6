//! `retired-not-first`: versions retire from the first on.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "retired-not-first",
    severity: Error,
    summary: "versions retire from the first on",
    fixtures: none,
    page: "
        The schema asks for this: versions retire from the first on.
    ",
};
