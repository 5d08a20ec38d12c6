//! `upcast-gather-not-a-record`: `from` with several fields makes a record.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "upcast-gather-not-a-record",
    severity: Error,
    summary: "`from` with several fields makes a record",
    page: "
        `from: { city: city, zip: postcode }` moves several fields of the previous version into one record: the type
        of the new field is that record, or an optional one. Here it is something else, which the fields cannot be put
        into.

        Give the field a record as its type. To make one value of several fields, compute it: `with: crate::function`
        gets the whole previous version.
    ",
};
