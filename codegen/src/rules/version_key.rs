//! `version-key`: versions are written `v1`, `v2`, ….

use super::Rule;

pub static RULE: Rule = rule! {
    id: "version-key",
    severity: Error,
    summary: "versions are written `v1`, `v2`, …",
    fixtures: none,
    page: "
        The schema asks for this: versions are written `v1`, `v2`, ….
    ",
};
