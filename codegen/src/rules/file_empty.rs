//! `file-empty`: a schema file has a mapping in it.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "file-empty",
    severity: Error,
    summary: "a schema file has a mapping in it",
    page: "
        The schema asks for this: a schema file has a mapping in it.
    ",
};
