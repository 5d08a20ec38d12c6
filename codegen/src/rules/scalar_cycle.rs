//! `scalar-cycle`: a scalar wraps a type of the language in the end.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "scalar-cycle",
    severity: Error,
    summary: "a scalar wraps a type of the language in the end",
    fixtures: none,
    page: "
        The schema asks for this: a scalar wraps a type of the language in the end.
    ",
};
