//! `as-not-applicable`: `as` applies to decimals and 64-bit integers.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "as-not-applicable",
    severity: Error,
    summary: "`as` applies to decimals and 64-bit integers",
    fixtures: none,
    page: "
        The schema asks for this: `as` applies to decimals and 64-bit integers.
    ",
};
