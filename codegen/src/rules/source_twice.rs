//! `source-twice`: a field comes from one place.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "source-twice",
    severity: Error,
    summary: "a field comes from one place",
    fixtures: none,
    page: "
        The schema asks for this: a field comes from one place.
    ",
};
