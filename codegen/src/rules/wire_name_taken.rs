//! `wire-name-taken`: every event, command, query and alias has a name on the wire of its own.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "wire-name-taken",
    severity: Error,
    summary: "every event, command, query and alias has a name on the wire of its own",
    fixtures: none,
    page: "
        The schema asks for this: every event, command, query and alias has a name on the wire of its own.
    ",
};
