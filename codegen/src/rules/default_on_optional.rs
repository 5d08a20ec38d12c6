//! `default-on-optional`: an optional field has no default.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "default-on-optional",
    severity: Error,
    summary: "an optional field has no default",
    fixtures: none,
    page: "
        The schema asks for this: an optional field has no default.
    ",
};
