//! `retired-has-body`: a retired version has no body.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "retired-has-body",
    severity: Error,
    summary: "a retired version has no body",
    fixtures: none,
    page: "
        The schema asks for this: a retired version has no body.
    ",
};
