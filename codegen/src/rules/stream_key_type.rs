//! `stream-key-type`: the key of a stream is a value that has one short text.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "stream-key-type",
    severity: Error,
    summary: "the key of a stream is a value that has one short text",
    page: "
        The key of a stream is part of its name: `shop.Cart/<key>`. So it is a value with one short text: a string, an
        integer, a uuid, a date, an enum, or a newtype of these. Numbers with fractions, timestamps, records and lists
        are not: two texts could mean the same stream, and its events would be torn apart.

        Define a scalar such as `CartId: uuid`. For a key of several parts, join them into one text in the program.
    ",
};
