//! `unknown-key`: a mapping has only the keys that it takes.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "unknown-key",
    severity: Error,
    summary: "a mapping has only the keys that it takes",
    fixtures: none,
    page: "
        The schema asks for this: a mapping has only the keys that it takes.
    ",
};
