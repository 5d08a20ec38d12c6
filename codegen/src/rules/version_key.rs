//! `version-key`: versions are written `v1`, `v2`, ….

use super::Rule;

pub static RULE: Rule = rule! {
    id: "version-key",
    severity: Error,
    summary: "versions are written `v1`, `v2`, …",
    page: "
        Versions are written `v1`, `v2` and so on: a small `v` and a number without leading zeros. The number is
        stored beside every event, so it must have exactly one spelling.

        In `notes`, `reserved`, `upcast`, `variants`, `retired` and `becomes`, versions are named the same way.
    ",
};
