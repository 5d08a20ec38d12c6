//! `retired-not-first`: versions retire from the first on.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "retired-not-first",
    severity: Error,
    summary: "versions retire from the first on",
    page: "
        Versions retire from the first on: `[v1]`, then `[v1, v2]`, each once. A version between two others cannot
        retire, since older data is read through it, step by step, up to the current version.

        List every version up to the last one that has no data left, or none.
    ",
};
