//! `constraint-not-applicable`: a constraint applies to the type.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "constraint-not-applicable",
    severity: Error,
    summary: "a constraint applies to the type",
    fixtures: none,
    page: "
        The schema asks for this: a constraint applies to the type.
    ",
};
