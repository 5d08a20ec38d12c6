//! `field-name-taken`: every field of a body has a name of its own, in Rust and in JSON.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "field-name-taken",
    severity: Error,
    summary: "every field of a body has a name of its own, in Rust and in JSON",
    page: "
        Two fields of a body have one name, in Rust or in JSON. In Rust, names are in snake case, so that `itemId` and
        `item_id` are the same; in JSON, aliases count, and so does the key that holds the event's name or tells the
        variants of a union apart.

        With two fields under one JSON name, the value of one of them would be lost when the event is stored. Rename
        one; `wire` sets its JSON name, and a renamed field of a new version takes its value with `from`.
    ",
};
