//! `union-content-is-tag`: the tag and the content of a union are two keys.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "union-content-is-tag",
    severity: Error,
    summary: "the tag and the content of a union are two keys",
    fixtures: none,
    page: "
        The schema asks for this: the tag and the content of a union are two keys.
    ",
};
