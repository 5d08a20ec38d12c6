//! `enum-empty`: an enum has a value.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "enum-empty",
    severity: Error,
    summary: "an enum has a value",
    fixtures: none,
    page: "
        The schema asks for this: an enum has a value.
    ",
};
