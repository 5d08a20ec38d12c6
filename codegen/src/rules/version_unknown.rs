//! `version-unknown`: `notes`, `reserved`, `upcast`, `variants` and `becomes` name versions that exist.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "version-unknown",
    severity: Error,
    summary: "`notes`, `reserved`, `upcast`, `variants` and `becomes` name versions that exist",
    page: "
        A key beside the bodies names a version that it cannot name: one that does not exist, one that is retired, or,
        for `upcast` and `variants`, the first one, which no earlier version leads to.

        What it says would have no effect. Name one of the versions in the help, or remove the line.
    ",
};
