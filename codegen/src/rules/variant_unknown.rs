//! `variant-unknown`: `variants` renames to a variant that exists.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "variant-unknown",
    severity: Error,
    summary: "`variants` renames to a variant that exists",
    page: "
        `variants` says how variants were renamed from one version of a union to the next: `{ v2: { NEW: OLD } }`, the
        new name first. The name in front is no variant of the newer version, so nothing would be renamed and the
        stored variant would have no successor.
    ",
};
