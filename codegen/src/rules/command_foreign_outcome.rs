//! `command-foreign-outcome`: an aggregate emits its own events and refuses with its own rejections.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "command-foreign-outcome",
    severity: Error,
    summary: "an aggregate emits its own events and refuses with its own rejections",
    fixtures: none,
    page: "
        The schema asks for this: an aggregate emits its own events and refuses with its own rejections.
    ",
};
