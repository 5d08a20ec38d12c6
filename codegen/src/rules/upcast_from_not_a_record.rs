//! `upcast-from-not-a-record`: a path in `from` leads through records.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "upcast-from-not-a-record",
    severity: Error,
    summary: "a path in `from` leads through records",
    page: "
        `from: address.city` takes a field out of a record that the previous version holds, also through an optional;
        then the result is optional. Lists, sets and maps hold many values, and a field is one; unions, newtypes and
        types of the language have no fields.

        Compute the field with a function, `with: crate::function`, which gets the whole previous version.
    ",
};
