//! `source-invalid`: `from` names a field, or a path of fields.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "source-invalid",
    severity: Error,
    summary: "`from` names a field, or a path of fields",
    fixtures: none,
    page: "
        The schema asks for this: `from` names a field, or a path of fields.
    ",
};
