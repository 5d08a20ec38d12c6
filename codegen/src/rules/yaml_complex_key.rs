//! `yaml-complex-key`: every key is one line of text.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "yaml-complex-key",
    severity: Error,
    summary: "every key is one line of text",
    page: "
        The schema asks for this: every key is one line of text.
    ",
};
