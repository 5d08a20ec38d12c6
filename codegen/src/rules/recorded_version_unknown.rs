//! `recorded-version-unknown`: every recorded event has a version that the schemas know.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "recorded-version-unknown",
    severity: Error,
    summary: "every recorded event has a version that the schemas know",
    fixtures: none,
    page: r#"
        Events were recorded in a version that the definition does not have, and nothing beside them says that an earlier
        one reads them. They were written by newer schemas than those that are checked, or by hand, or the version was
        deleted: a published version never goes, unless `retired` says that no data of it is left.

        Check with the schemas that wrote the events. A version that was deleted by mistake is in the history of the
        repository; write it again under its number.
    "#,
};
