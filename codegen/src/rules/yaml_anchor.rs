//! `yaml-anchor`: no anchors (`&name`).

use super::Rule;

pub static RULE: Rule = rule! {
    id: "yaml-anchor",
    severity: Error,
    summary: "no anchors (`&name`)",
    page: "
        The schema asks for this: no anchors (`&name`).
    ",
};
