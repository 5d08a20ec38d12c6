//! `stream-key-type`: the key of a stream is a value that has one short text.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "stream-key-type",
    severity: Error,
    summary: "the key of a stream is a value that has one short text",
    fixtures: none,
    page: "
        The schema asks for this: the key of a stream is a value that has one short text.
    ",
};
