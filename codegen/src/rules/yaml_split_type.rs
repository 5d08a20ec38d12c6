//! `yaml-split-type`: a type with a comma is quoted inside braces and brackets.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "yaml-split-type",
    severity: Error,
    summary: "a type with a comma is quoted inside braces and brackets",
    page: "
        The schema asks for this: a type with a comma is quoted inside braces and brackets.
    ",
};
