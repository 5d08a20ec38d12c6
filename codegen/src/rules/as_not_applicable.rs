//! `as-not-applicable`: `as` applies to decimals and 64-bit integers.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "as-not-applicable",
    severity: Error,
    summary: "`as` applies to decimals and 64-bit integers",
    page: "
        `as` chooses between two ways to write the same value in JSON: `as: number` writes a `decimal` as a number,
        `as: string` a `u64` or `i64` as a string, for readers in JavaScript. Other types have one form only.

        It stands on the field and reaches through `?`, lists, sets and the values of maps, but not into a newtype: a
        newtype is written the same way everywhere.
    ",
};
