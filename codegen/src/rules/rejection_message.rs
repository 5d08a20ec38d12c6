//! `rejection-message`: the message of a rejection names its fields.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "rejection-message",
    severity: Error,
    summary: "the message of a rejection names its fields",
    fixtures: none,
    page: "
        The schema asks for this: the message of a rejection names its fields.
    ",
};
