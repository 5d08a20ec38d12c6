//! `pattern-invalid`: a pattern is one that ECMA-262 and Rust read alike.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "pattern-invalid",
    severity: Error,
    summary: "a pattern is one that ECMA-262 and Rust read alike",
    fixtures: none,
    page: "
        The schema asks for this: a pattern is one that ECMA-262 and Rust read alike.
    ",
};
