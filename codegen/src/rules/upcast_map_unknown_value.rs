//! `upcast-map-unknown-value`: `map` renames values that exist.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "upcast-map-unknown-value",
    severity: Error,
    summary: "`map` renames values that exist",
    page: "
        In `map: { OLD: NEW }` each `OLD` is a value of the enum that the previous version has in this field, and each
        `NEW` one of the enum that it has now, by the text on the wire. All other values stay as they are.

        With a value that does not exist, the one that was meant would not be renamed, and stored events that hold it
        could not be read. The help names the nearest.
    ",
};
