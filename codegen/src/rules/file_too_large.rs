//! `file-too-large`: a schema file has at most 4 MiB.

use super::{Rule, rule};

pub static RULE: Rule = rule! {
    id: "file-too-large",
    severity: Error,
    summary: "a schema file has at most 4 MiB",
    fixtures: none,
    page: "
        The schema asks for this: a schema file has at most 4 MiB.
    ",
};
