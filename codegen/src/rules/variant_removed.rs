//! `variant-removed`: a union goes on reading every variant that was written.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "variant-removed",
    severity: Error,
    change: [Backward, Forward],
    summary: "a union goes on reading every variant that was written",
    page: "
        The variant is gone from a closed union, and a payload that holds it is refused: in stored events, and
        in what services that still run answer.

        Keep the variant. To be rid of it in current code, write a new version of the union without it, with
        `upcast: { v2: crate::function }` to say what stored values of it become, and a new version of each
        body that embeds the union, which names the new one: `Payment@2`. A variant that was only renamed is
        carried over from version to version by `variants: { v2: { NEW: OLD } }`.
    ",
};
