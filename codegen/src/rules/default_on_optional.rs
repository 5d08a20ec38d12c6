//! `default-on-optional`: an optional field has no default.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "default-on-optional",
    severity: Error,
    summary: "an optional field has no default",
    page: "
        A field of type `T?` already has a value for the case that it is absent: none. With a default, an absent field
        would have two readings, and a none that was stored could not be told from it.

        Drop the `?` if an absent field means the default; the field is then always written. Keep it, without the
        default, if the absence is worth knowing.
    ",
};
