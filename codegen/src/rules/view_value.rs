//! `view-value`: a view has either a type or fields.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "view-value",
    severity: Error,
    summary: "a view has either a type or fields",
    fixtures: none,
    page: "
        The schema asks for this: a view has either a type or fields.
    ",
};
