//! `scalar-of-non-scalar`: a scalar wraps one value.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "scalar-of-non-scalar",
    severity: Error,
    summary: "a scalar wraps one value",
    fixtures: none,
    page: "
        The schema asks for this: a scalar wraps one value.
    ",
};
