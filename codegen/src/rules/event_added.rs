//! `event-added`: processes that run do not know a new event yet.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "event-added",
    severity: Note,
    change: [Forward],
    summary: "processes that run do not know a new event yet",
    page: "
        The event is new. A process of the old set that reads the stream or subscribes to everything meets a
        name that it does not know. That is no mistake, only an order: deploy the readers first, then what
        writes the event.

        If old readers must go on beside the new writers, say what is new in an optional field of an event that
        they know; they ignore the field.
    ",
};
