//! `no-version`: every versioned definition has at least one version.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "no-version",
    severity: Error,
    summary: "every versioned definition has at least one version",
    page: "
        An event, command, query, record or union has bodies `v1`, `v2`, … that list its fields; this one has none, so
        there is nothing to write or to read.

        Give it its first version. An event that carries nothing but its name has `v1: {}`.
    ",
};
