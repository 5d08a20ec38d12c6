//! `field-made-optional`: a field that running readers require is always written.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "field-made-optional",
    severity: Error,
    change: [Backward, Forward],
    summary: "a field that running readers require is always written",
    page: "
        The field was required, and those who read know no payload without it. Now it may be left out, and the
        first payload without it is refused by every reader of the old set: clients that wait for an answer, in
        backward, or services that still run and read new events and commands, in forward.

        Go on writing the field. Where there may be nothing to write, say that in a field beside it, which old
        readers ignore, or with another event. Once nothing runs that requires the field, it can become
        optional.
    ",
};
