//! `yaml-directive`: no `%` directives.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "yaml-directive",
    severity: Error,
    summary: "no `%` directives",
    page: "
        The schema asks for this: no `%` directives.
    ",
};
