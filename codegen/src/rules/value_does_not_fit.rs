//! `value-does-not-fit`: defaults, fills and examples fit the type of their field.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "value-does-not-fit",
    severity: Error,
    summary: "defaults, fills and examples fit the type of their field",
    fixtures: none,
    page: "
        The schema asks for this: defaults, fills and examples fit the type of their field.
    ",
};
