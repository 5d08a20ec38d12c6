//! `yaml-directive`: no `%` directives.

use super::{Rule, rule};

pub static RULE: Rule = rule! {
    id: "yaml-directive",
    severity: Error,
    summary: "no `%` directives",
    page: "
        The schema asks for this: no `%` directives.
    ",
};
