//! `recorded-version-retired`: no event of a retired version is recorded.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "recorded-version-retired",
    severity: Error,
    summary: "no event of a retired version is recorded",
    fixtures: none,
    page: r#"
        `retired` says that no data of these versions is left, and their bodies and steps are gone. Yet such events are
        recorded, and a program with these schemas stops at the first of them.

        Take the version, and those after it, out of `retired` and write their bodies again, as the revision had them that
        deleted them. Or rewrite the events with the schemas of that revision: `retold upcast` for derived steps,
        `retold::tool!` where a function is needed.
    "#,
};
