//! `file-not-a-mapping`: the top of a schema file is a mapping.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "file-not-a-mapping",
    severity: Error,
    summary: "the top of a schema file is a mapping",
    page: "
        The schema asks for this: the top of a schema file is a mapping.
    ",
};
