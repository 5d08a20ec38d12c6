//! `becomes-foreign-event`: stored data becomes events of the same aggregate.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "becomes-foreign-event",
    severity: Error,
    summary: "stored data becomes events of the same aggregate",
    fixtures: none,
    page: "
        The schema asks for this: stored data becomes events of the same aggregate.
    ",
};
