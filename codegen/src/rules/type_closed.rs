//! `type-closed`: an open enum or union stays open.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "type-closed",
    severity: Error,
    change: [Backward, Forward],
    summary: "an open enum or union stays open",
    page: "
        While it was open, the type read and kept whatever value came, and anything may have been written
        through it: values of newer writers, of other services, of a release that was rolled back. Closed, it
        refuses all that it does not list.

        Leave it open, and list the values that you know now: they get names in Rust, and the rest is still
        read. A new version of the event can have a closed type; then a function says what becomes of values
        that nobody listed.
    ",
};
