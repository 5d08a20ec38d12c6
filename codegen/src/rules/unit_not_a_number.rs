//! `unit-not-a-number`: a unit belongs to a number.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "unit-not-a-number",
    severity: Error,
    summary: "a unit belongs to a number",
    fixtures: none,
    page: "
        The schema asks for this: a unit belongs to a number.
    ",
};
