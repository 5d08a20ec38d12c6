//! `upcast-variant-twice`: a variant of the previous version becomes one variant.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "upcast-variant-twice",
    severity: Error,
    summary: "a variant of the previous version becomes one variant",
    page: "
        Two variants say that they come from the same older one. A derived step cannot tell which of the two a stored
        value is: keep one of the two lines, or write the step with `upcast: { v2: crate::function }`.
    ",
};
