//! `file-names-collide`: no two files become the same module.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "file-names-collide",
    severity: Error,
    summary: "no two files become the same module",
    fixtures: none,
    page: "
        The schema asks for this: no two files become the same module.
    ",
};
