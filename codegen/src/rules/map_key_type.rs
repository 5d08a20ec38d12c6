//! `map-key-type`: the key of a map can be written as the key of a JSON object.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "map-key-type",
    severity: Error,
    summary: "the key of a map can be written as the key of a JSON object",
    fixtures: none,
    page: "
        The schema asks for this: the key of a map can be written as the key of a JSON object.
    ",
};
