//! `type-syntax`: a type expression can be read.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "type-syntax",
    severity: Error,
    summary: "a type expression can be read",
    fixtures: none,
    page: "
        The schema asks for this: a type expression can be read.
    ",
};
