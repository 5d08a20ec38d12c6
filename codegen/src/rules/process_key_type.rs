//! `process-key-type`: the key of a process is a value that has one short text.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "process-key-type",
    severity: Error,
    summary: "the key of a process is a value that has one short text",
    fixtures: none,
    page: "
        The schema asks for this: the key of a process is a value that has one short text.
    ",
};
