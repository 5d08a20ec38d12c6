//! `view-key-type`: the key of a view is a value that has one short text.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "view-key-type",
    severity: Error,
    summary: "the key of a view is a value that has one short text",
    fixtures: none,
    page: "
        The schema asks for this: the key of a view is a value that has one short text.
    ",
};
