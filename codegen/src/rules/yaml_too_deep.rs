//! `yaml-too-deep`: at most 64 levels of nesting.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "yaml-too-deep",
    severity: Error,
    summary: "at most 64 levels of nesting",
    page: "
        The schema asks for this: at most 64 levels of nesting.
    ",
};
