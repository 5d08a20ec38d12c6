//! `wrong-shape`: a mapping, a list, text, a number or a boolean stands where it is meant.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "wrong-shape",
    severity: Error,
    summary: "a mapping, a list, text, a number or a boolean stands where it is meant",
    fixtures: none,
    page: "
        The schema asks for this: a mapping, a list, text, a number or a boolean stands where it is meant.
    ",
};
