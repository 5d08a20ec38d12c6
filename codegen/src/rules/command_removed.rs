//! `command-removed`: a published command is still understood.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "command-removed",
    severity: Error,
    change: [Backward],
    summary: "a published command is still understood",
    page: "
        Clients, process managers and queues send this command, and no definition reads its name any more. What
        is on its way, or planned by a deadline, is refused when it arrives.

        If it was renamed, add `aliases: [old.Name]` to the definition that took its place. Otherwise keep it,
        `deprecated`, until nobody sends it: its handler can refuse with a rejection that says what to use
        instead.
    ",
};
