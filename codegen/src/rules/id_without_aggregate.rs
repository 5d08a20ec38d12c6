//! `id-without-aggregate`: `id` and `stream` belong to an aggregate.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "id-without-aggregate",
    severity: Error,
    summary: "`id` and `stream` belong to an aggregate",
    fixtures: none,
    page: "
        The schema asks for this: `id` and `stream` belong to an aggregate.
    ",
};
