//! `event-is-no-more`: nothing becomes or emits an event that itself becomes others in every version.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "event-is-no-more",
    severity: Error,
    summary: "nothing becomes or emits an event that itself becomes others in every version",
    fixtures: none,
    page: "
        The schema asks for this: nothing becomes or emits an event that itself becomes others in every version.
    ",
};
