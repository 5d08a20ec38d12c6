//! `variant-taken`: every variant of a union has a name of its own in Rust.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "variant-taken",
    severity: Error,
    summary: "every variant of a union has a name of its own in Rust",
    fixtures: none,
    page: "
        The schema asks for this: every variant of a union has a name of its own in Rust.
    ",
};
