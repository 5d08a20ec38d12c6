//! `pin-unknown-version`: a pin names a version that exists.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "pin-unknown-version",
    severity: Error,
    summary: "a pin names a version that exists",
    fixtures: none,
    page: "
        The schema asks for this: a pin names a version that exists.
    ",
};
