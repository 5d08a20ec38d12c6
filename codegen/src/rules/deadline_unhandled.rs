//! `deadline-unhandled`: something reacts to every deadline.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "deadline-unhandled",
    severity: Error,
    summary: "something reacts to every deadline",
    fixtures: none,
    page: "
        The schema asks for this: something reacts to every deadline.
    ",
};
