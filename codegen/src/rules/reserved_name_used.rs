//! `reserved-name-used`: a reserved name is not used again.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "reserved-name-used",
    severity: Error,
    summary: "a reserved name is not used again",
    page: "
        The name is in `reserved`: another field or variant of this version had it once, was removed, and data with
        the old meaning may still be stored. A new field of that name would read the old values as its own.

        Give the new field another name. A name is taken out of `reserved` only when no data of that time is left.
    ",
};
