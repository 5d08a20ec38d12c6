//! `yaml-alias`: no aliases (`*name`).

use super::Rule;

pub static RULE: Rule = rule! {
    id: "yaml-alias",
    severity: Error,
    summary: "no aliases (`*name`)",
    page: "
        The schema asks for this: no aliases (`*name`).
    ",
};
