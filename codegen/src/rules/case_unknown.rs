//! `case-unknown`: `case` is one of the cases that serde knows.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "case-unknown",
    severity: Error,
    summary: "`case` is one of the cases that serde knows",
    fixtures: none,
    page: "
        The schema asks for this: `case` is one of the cases that serde knows.
    ",
};
