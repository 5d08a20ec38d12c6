//! `yaml-second-document`: one document a file.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "yaml-second-document",
    severity: Error,
    summary: "one document a file",
    page: "
        The schema asks for this: one document a file.
    ",
};
