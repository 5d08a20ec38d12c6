//! `upcast-unit-differs`: a step leads from a number to one that counts the same.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "upcast-unit-differs",
    severity: Error,
    summary: "a step leads from a number to one that counts the same",
    page: "
        Both fields are numbers, and one would become the other without complaint, but they count different things:
        cents and euros, milliseconds and seconds. A derived step would keep the digits and change what they mean.

        Convert it with a function, `with: crate::function`. If both count the same and only one says so, give both the
        same `unit`: it stands in documentation and checks, not in the JSON.
    ",
};
