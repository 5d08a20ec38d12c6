//! `reserved-name-used`: a reserved name is not used again.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "reserved-name-used",
    severity: Error,
    summary: "a reserved name is not used again",
    fixtures: none,
    page: "
        The schema asks for this: a reserved name is not used again.
    ",
};
