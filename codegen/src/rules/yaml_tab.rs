//! `yaml-tab`: indentation is made of spaces.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "yaml-tab",
    severity: Error,
    summary: "indentation is made of spaces",
    page: "
        The schema asks for this: indentation is made of spaces.
    ",
};
