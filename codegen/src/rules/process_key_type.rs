//! `process-key-type`: the key of a process is a value that has one short text.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "process-key-type",
    severity: Error,
    summary: "the key of a process is a value that has one short text",
    page: "
        Every instance of a process is found by its key, and remembers its state under it. So the key is a value with
        one short text: a string, an integer, a uuid, a date, an enum, or a newtype of these.

        Most often it is the key of the aggregate whose event starts the process.
    ",
};
