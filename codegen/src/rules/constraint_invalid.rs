//! `constraint-invalid`: a bound is a value of the type.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "constraint-invalid",
    severity: Error,
    summary: "a bound is a value of the type",
    page: "
        A bound is not a value of the type that it bounds: too large for the integer, not a number, or written in the
        wrong form. A bound of a `decimal` is text in quotes, as the decimal itself is in JSON.

        Such a bound would either never be reached or never be met. Write one that the type can hold, or choose a
        wider type.
    ",
};
