//! `rejection-message`: the message of a rejection names its fields.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "rejection-message",
    severity: Error,
    summary: "the message of a rejection names its fields",
    page: "
        The message of a rejection is what people read when a command is refused. `{field}` in it puts in the value of
        a field of the rejection. Here a brace is not closed, closes nothing, or names no field, so that no message
        could be made.

        Name a field from `fields`, or write `{{` and `}}` where braces are meant.
    ",
};
