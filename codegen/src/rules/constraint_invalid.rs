//! `constraint-invalid`: a bound is a value of the type.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "constraint-invalid",
    severity: Error,
    summary: "a bound is a value of the type",
    fixtures: none,
    page: "
        The schema asks for this: a bound is a value of the type.
    ",
};
