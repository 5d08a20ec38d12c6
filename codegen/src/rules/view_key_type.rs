//! `view-key-type`: the key of a view is a value that has one short text.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "view-key-type",
    severity: Error,
    summary: "the key of a view is a value that has one short text",
    page: "
        The entries of a view are found by its key, in memory, in a table or in a bucket. So the key is a value with
        one short text: a string, an integer, a uuid, a date, an enum, or a newtype of these.

        Define a scalar such as `CartId: uuid` and name it. A key of several parts is joined into one text, or one of
        them is the key and the others are in the view.
    ",
};
