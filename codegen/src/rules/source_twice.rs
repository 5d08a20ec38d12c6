//! `source-twice`: a field comes from one place.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "source-twice",
    severity: Error,
    summary: "a field comes from one place",
    page: "
        `from` takes a field of the previous version as it is, `with` calls a function of yours that computes the
        value from the whole previous version. A field with both would come from two places.

        Keep one. The function of `with` gets the previous version and can take the field itself.
    ",
};
