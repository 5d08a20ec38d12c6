//! `becomes-without-function`: a function says what stored data becomes.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "becomes-without-function",
    severity: Error,
    summary: "a function says what stored data becomes",
    fixtures: none,
    page: "
        The schema asks for this: a function says what stored data becomes.
    ",
};
