//! `pin-unknown-version`: a pin names a version that exists.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "pin-unknown-version",
    severity: Error,
    summary: "a pin names a version that exists",
    page: "
        A type names a version that the record or union does not have: one that was not written yet, or one that is
        retired and whose body is gone.

        Name a version that exists. If an event is still stored with the retired version, that version was retired too
        early: bring its body back.
    ",
};
