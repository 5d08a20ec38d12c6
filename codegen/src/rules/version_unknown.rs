//! `version-unknown`: `notes`, `reserved`, `upcast`, `variants` and `becomes` name versions that exist.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "version-unknown",
    severity: Error,
    summary: "`notes`, `reserved`, `upcast`, `variants` and `becomes` name versions that exist",
    fixtures: none,
    page: "
        The schema asks for this: `notes`, `reserved`, `upcast`, `variants` and `becomes` name versions that exist.
    ",
};
