//! `enum-value-taken`: every value of an enum has a variant and texts of its own.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "enum-value-taken",
    severity: Error,
    summary: "every value of an enum has a variant and texts of its own",
    fixtures: none,
    page: "
        The schema asks for this: every value of an enum has a variant and texts of its own.
    ",
};
