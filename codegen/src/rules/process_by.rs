//! `process-by`: every event that a process reacts to leads to one process.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "process-by",
    severity: Error,
    summary: "every event that a process reacts to leads to one process",
    fixtures: none,
    page: "
        The schema asks for this: every event that a process reacts to leads to one process.
    ",
};
