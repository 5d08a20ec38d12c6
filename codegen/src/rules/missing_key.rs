//! `missing-key`: keys that must be there are there.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "missing-key",
    severity: Error,
    summary: "keys that must be there are there",
    fixtures: none,
    page: "
        The schema asks for this: keys that must be there are there.
    ",
};
