//! `union-empty`: a union has a variant.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "union-empty",
    severity: Error,
    summary: "a union has a variant",
    fixtures: none,
    page: "
        The schema asks for this: a union has a variant.
    ",
};
