//! `yaml-repeated-key`: a key stands once in its mapping.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "yaml-repeated-key",
    severity: Error,
    summary: "a key stands once in its mapping",
    page: "
        The schema asks for this: a key stands once in its mapping.
    ",
};
