//! `scalar-cycle`: a scalar wraps a type of the language in the end.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "scalar-cycle",
    severity: Error,
    summary: "a scalar wraps a type of the language in the end",
    page: "
        Scalars wrap each other in a circle, so that there is nothing at the bottom that could be stored. Let one of
        them wrap a type of the language, such as `string` or `uuid`.
    ",
};
