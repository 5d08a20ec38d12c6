//! `upcast-from-unknown-variant`: `variants` renames variants of the previous version.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "upcast-from-unknown-variant",
    severity: Error,
    summary: "`variants` renames variants of the previous version",
    page: "
        In `variants: { v2: { NEW: OLD } }`, `OLD` is a variant of the version just before. There is no such variant,
        so that nothing would ever become the new one, and the variant that was meant has no successor.

        Mend the spelling. A variant that is new and comes from nothing needs no entry.
    ",
};
