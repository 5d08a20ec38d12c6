//! `yaml-alias`: schema files have no aliases (`*name`).

use super::Rule;

pub static RULE: Rule = rule! {
    id: "yaml-alias",
    severity: Error,
    summary: "schema files have no aliases (`*name`)",
    page: "
        A value that starts with `*` is an alias to YAML: it stands for the value that was marked with an anchor
        (`&name`). Schema files have neither, since a change at the anchor would change every event that uses it, the
        published ones included.

        Where several events share fields, give them a record and use its name as the type; it has versions of its
        own. Where the `*` belongs to a text, put the text in quotes.
    ",
};
