//! `named-twice`: a list of names has each name once.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "named-twice",
    severity: Error,
    summary: "a list of names has each name once",
    fixtures: none,
    page: "
        The schema asks for this: a list of names has each name once.
    ",
};
