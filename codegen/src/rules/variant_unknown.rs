//! `variant-unknown`: `variants` renames to a variant that exists.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "variant-unknown",
    severity: Error,
    summary: "`variants` renames to a variant that exists",
    fixtures: none,
    page: "
        The schema asks for this: `variants` renames to a variant that exists.
    ",
};
