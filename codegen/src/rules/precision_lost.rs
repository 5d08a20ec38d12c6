//! `precision-lost`: a number is read into a type that holds it exactly.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "precision-lost",
    severity: Error,
    change: [Backward, Forward],
    summary: "a number is read into a type that holds it exactly",
    page: "
        The reader takes the number, but not all of it: an `f64` holds integers exactly up to 2^53 only, an
        `f32` has about seven digits, and a decimal number loses digits as a float. Amounts and identifiers
        come out slightly different, and no error says so. The finding shows a value and what it becomes.

        `decimal` holds every integer: write a new version with that type, and the step converts. If the loss
        is meant, let a function say it: `with: crate::function` in a new version. In what running readers get,
        leave the number as it is and put the finer one into a second field.
    ",
};
