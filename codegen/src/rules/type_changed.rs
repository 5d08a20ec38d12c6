//! `type-changed`: what was written as one type can be read as the other.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "type-changed",
    severity: Error,
    change: [Backward, Forward],
    summary: "what was written as one type can be read as the other",
    page: "
        The type of the field changed, and its new type does not read every value that the old one wrote: the
        JSON has another form, or a number does not fit. The witness is the shortest payload that is refused.
        In forward the roles are the other way round: what runs reads the old type, and the new one may write
        what it cannot take.

        Write a new version, and let the step between them convert: many changes need no more than the new type
        (`u32` to `decimal`, a wider integer, `T` to `T?`, a newtype to what it wraps), and `with:
        crate::function` computes the rest.

        Towards readers that still run, leave the field as it is and put what is new into a second field. They
        ignore it, and those deployed later prefer it.
    ",
};
