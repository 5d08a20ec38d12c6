//! `name-unknown`: every name that is used is defined.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "name-unknown",
    severity: Error,
    summary: "every name that is used is defined",
    fixtures: none,
    page: "
        The schema asks for this: every name that is used is defined.
    ",
};
