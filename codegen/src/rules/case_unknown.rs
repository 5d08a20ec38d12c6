//! `case-unknown`: `case` is one of the cases that serde knows.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "case-unknown",
    severity: Error,
    repair: Alike,
    summary: "`case` is one of the cases that serde knows",
    page: "
        `case` says how the names of fields are spelled in JSON. It is one of serde's: `lowercase`, `UPPERCASE`,
        `PascalCase`, `camelCase`, `snake_case`, `SCREAMING_SNAKE_CASE`, `kebab-case`, `SCREAMING-KEBAB-CASE`. Each is
        spelled in its own case.

        Without `case`, fields are called in JSON as they are spelled in the schema. The case is part of what is
        stored, so choose it with the first version.
    ",
};
