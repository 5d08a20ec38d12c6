//! `field-name-taken`: every field of a body has a name of its own, in Rust and in JSON.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "field-name-taken",
    severity: Error,
    summary: "every field of a body has a name of its own, in Rust and in JSON",
    fixtures: none,
    page: "
        The schema asks for this: every field of a body has a name of its own, in Rust and in JSON.
    ",
};
