//! `yaml-merge-key`: no merge keys (`<<`).

use super::Rule;

pub static RULE: Rule = rule! {
    id: "yaml-merge-key",
    severity: Error,
    summary: "no merge keys (`<<`)",
    page: "
        The schema asks for this: no merge keys (`<<`).
    ",
};
