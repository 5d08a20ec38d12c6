//! `variant-taken`: every variant of a union has a name of its own in Rust.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "variant-taken",
    severity: Error,
    summary: "every variant of a union has a name of its own in Rust",
    page: "
        Two variants of a union become the same variant in Rust: its names are made of the words of the name, so that
        `credit_card` and `creditCard` are both `CreditCard`.

        Rename one of them. If both are stored already, a new version of the union can bring them together: `variants:
        { v2: { NEW: OLD } }`.
    ",
};
