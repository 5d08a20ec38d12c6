//! `yaml-tag`: no tags (`!name`).

use super::Rule;

pub static RULE: Rule = rule! {
    id: "yaml-tag",
    severity: Error,
    summary: "no tags (`!name`)",
    page: "
        The schema asks for this: no tags (`!name`).
    ",
};
