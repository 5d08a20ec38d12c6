//! `unit-changed`: a number goes on counting the same thing.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "unit-changed",
    severity: Error,
    change: [Backward, Forward],
    summary: "a number goes on counting the same thing",
    page: "
        The numbers are read without complaint, but they count something else now: cents were recorded and
        euros are read, or milliseconds and seconds. JSON does not show a unit, so no reader can notice, and
        every sum over old events is wrong.

        Give the number in the new unit a new version, or a field of its own, with `with: crate::function` to
        convert what is stored. If the unit was only missing or misspelled and the numbers always counted this,
        allow the finding in `retold.toml` with that as its reason.
    ",
};
