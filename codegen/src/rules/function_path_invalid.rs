//! `function-path-invalid`: a function is named by its whole path.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "function-path-invalid",
    severity: Error,
    summary: "a function is named by its whole path",
    fixtures: none,
    page: "
        The schema asks for this: a function is named by its whole path.
    ",
};
