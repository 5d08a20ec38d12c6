//! `command-foreign-outcome`: an aggregate emits its own events and refuses with its own rejections.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "command-foreign-outcome",
    severity: Error,
    summary: "an aggregate emits its own events and refuses with its own rejections",
    page: "
        An aggregate is the single writer of its streams: a command that it decides emits events of the same file and
        is refused with rejections of the same file. An event of another aggregate belongs into that aggregate's
        stream, which only that one may write.

        Where one aggregate's event leads to something in another, a process or another service reacts to it and sends
        a command there.
    ",
};
