//! `reserved-removed`: a reserved name stays reserved.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "reserved-removed",
    severity: Error,
    change: [Backward],
    summary: "a reserved name stays reserved",
    page: "
        A field or variant of this version had the name once, and data with its values may be stored. Without
        the reservation somebody can give the name to something else, and old values would be read as the new
        thing.

        Put the name back into `reserved`; it costs nothing. If you want to use it, use another one. If no data
        of that time is left, which `retold check --store` can show for a whole version, allow the finding with
        that as its reason.
    ",
};
