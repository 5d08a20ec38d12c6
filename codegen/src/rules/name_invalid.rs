//! `name-invalid`: names consist of the letters that their kind allows.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "name-invalid",
    severity: Error,
    summary: "names consist of the letters that their kind allows",
    fixtures: none,
    page: "
        The schema asks for this: names consist of the letters that their kind allows.
    ",
};
