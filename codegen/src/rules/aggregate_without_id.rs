//! `aggregate-without-id`: an aggregate says what its streams are keyed by.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "aggregate-without-id",
    severity: Error,
    summary: "an aggregate says what its streams are keyed by",
    fixtures: none,
    page: "
        The schema asks for this: an aggregate says what its streams are keyed by.
    ",
};
