//! `enum-empty`: an enum has a value.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "enum-empty",
    severity: Error,
    summary: "an enum has a value",
    page: "
        An enum without a value can hold nothing: no event with it could ever be written, and none could be read.

        List its values. An enum that only passes on what others write has `open: true`: it keeps values that it does
        not know as they were read.
    ",
};
