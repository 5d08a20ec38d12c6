//! `deadline-duration`: a deadline is a positive duration.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "deadline-duration",
    severity: Error,
    summary: "a deadline is a positive duration",
    fixtures: none,
    page: "
        The schema asks for this: a deadline is a positive duration.
    ",
};
