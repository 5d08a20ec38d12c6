//! `wrong-shape`: a mapping, a list, text, a number or a boolean stands where it is meant.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "wrong-shape",
    severity: Error,
    summary: "a mapping, a list, text, a number or a boolean stands where it is meant",
    page: "
        The value of a key has another shape than the key takes: a list where a mapping belongs, a mapping where a
        text belongs, text where `true` or `false` belongs, nothing where something must stand.

        Often the indentation is the cause: what should stand below a key stands beside it. A version without fields
        is written `v1: {}`.
    ",
};
