//! `event-is-no-more`: nothing becomes or emits an event that itself becomes others in every version.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "event-is-no-more",
    severity: Error,
    summary: "nothing becomes or emits an event that itself becomes others in every version",
    page: "
        All stored data of this event becomes other events, up to its highest version. There is no current type of it
        any more, so that no command can emit it and no other event can become it.

        Name the events that it becomes. If the event should live on in another form, give it a new version, and let
        `becomes` name the versions before.
    ",
};
