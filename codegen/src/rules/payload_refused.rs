//! `payload-refused`: what was written can be read.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "payload-refused",
    severity: Error,
    change: [Backward, Forward],
    summary: "what was written can be read",
    fixtures: none,
    page: "
        A payload that the one side may have written is refused by the other, for a reason that no other rule
        names. The witness is the shortest such payload, and the message says what refuses it.

        The ways out are those of every change: a new version beside the published one, with a step that
        converts; or, where the other side still runs, the change in a field beside the old one.
    ",
};
