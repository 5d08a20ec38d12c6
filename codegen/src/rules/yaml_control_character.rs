//! `yaml-control-character`: no control characters in the text of a file.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "yaml-control-character",
    severity: Error,
    summary: "no control characters in the text of a file",
    page: "
        The schema asks for this: no control characters in the text of a file.
    ",
};
