//! `unknown-key`: a mapping has only the keys that it takes.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "unknown-key",
    severity: Error,
    repair: Alike,
    summary: "a mapping has only the keys that it takes",
    page: "
        A mapping has a key that the schema language does not know there. It could be a misspelt one, a key of another
        place, or a field that stands beside the versions and not in one.

        It is an error and not passed over, because a key without effect is worse than none: with `defualt: 1` the
        author believes in a check that nobody makes, and the values that it should have stopped are stored for ever.

        The help names the key that was probably meant, or all that are possible. Fields belong into a version: `v1: {
        sku: string }`.
    ",
};
