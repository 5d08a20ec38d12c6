//! `constraint-empty`: constraints leave a value.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "constraint-empty",
    severity: Error,
    summary: "constraints leave a value",
    fixtures: none,
    page: "
        The schema asks for this: constraints leave a value.
    ",
};
