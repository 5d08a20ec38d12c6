//! `enum-value-taken`: every value of an enum has a variant and texts of its own.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "enum-value-taken",
    severity: Error,
    summary: "every value of an enum has a variant and texts of its own",
    page: "
        Two values of an enum become the same variant in Rust, whose names are made of the words of a value, or the
        same text on the wire stands for two values. What was stored could be read as either.

        Give one of them a name of its own, and keep its text with `wire`. For another spelling of the same value, use
        `aliases`.
    ",
};
