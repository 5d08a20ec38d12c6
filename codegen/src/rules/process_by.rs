//! `process-by`: every event that a process reacts to leads to one process.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "process-by",
    severity: Error,
    summary: "every event that a process reacts to leads to one process",
    page: "
        An event that a process reacts to must lead to one instance of it. If the stream of the event is keyed by the
        type of the process's key, that is the key; otherwise `by` names the field of the event that holds it. Here
        neither works: the field does not exist, has another type, or is not named.

        An event that reaches the wrong instance, or none, would leave an order half done. Name a field that every
        such event has.
    ",
};
