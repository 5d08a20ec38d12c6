//! `no-version`: every versioned definition has at least one version.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "no-version",
    severity: Error,
    summary: "every versioned definition has at least one version",
    fixtures: none,
    page: "
        The schema asks for this: every versioned definition has at least one version.
    ",
};
