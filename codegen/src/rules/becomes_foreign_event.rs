//! `becomes-foreign-event`: stored data becomes events of the same aggregate.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "becomes-foreign-event",
    severity: Error,
    summary: "stored data becomes events of the same aggregate",
    page: "
        `becomes` says which events the stored data of an old event becomes when it is read. It stays in its stream
        and at its position, so that it becomes events of the same aggregate: the aggregate of another stream never
        reads it.

        Name events of the same file. To tell another aggregate about it, let a process react to the new event.
    ",
};
