//! `value-meaning-changed`: a text of an enum goes on reading as the same value.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "value-meaning-changed",
    severity: Error,
    change: [Backward, Forward],
    summary: "a text of an enum goes on reading as the same value",
    page: "
        The same text in a payload is read as another value than before: an alias moved from one value to
        another, or two values became one. Nothing is refused, so nothing fails; what was recorded simply means
        something else from now on. The finding shows both readings.

        Leave the published enum as it is. Where values should be merged or told apart in current code, do it
        in the step to a new version of the event, with an enum of its own: `map: { OLD: NEW }` for each value
        that becomes another.
    ",
};
