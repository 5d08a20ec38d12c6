//! `file-not-utf8`: a schema file is UTF-8 text.

use super::{Rule, rule};

pub static RULE: Rule = rule! {
    id: "file-not-utf8",
    severity: Error,
    summary: "a schema file is UTF-8 text",
    fixtures: none,
    page: "
        The schema asks for this: a schema file is UTF-8 text.
    ",
};
