//! `upcast-needs-value`: a field that older data does not have says what it gets.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "upcast-needs-value",
    severity: Error,
    summary: "a field that older data does not have says what it gets",
    page: "
        Data of the older version has no such field, and the newer version cannot do without it.

        Say what it gets: `fill: VALUE` for older data alone, `default: VALUE` also for newer data that leaves the field
        out, `from: old_name` if it is an older field under a new name, `with: crate::function` to compute it from the
        whole previous version, or make the field optional.

        A new name is never guessed: an older field that looks like this one is named in the help, with the line to add.
    ",
};
