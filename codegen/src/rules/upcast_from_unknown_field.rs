//! `upcast-from-unknown-field`: `from` names a field of the previous version.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "upcast-from-unknown-field",
    severity: Error,
    repair: Alike,
    summary: "`from` names a field of the previous version",
    page: "
        `from` says which field of the version just before this one a value comes from, by its name in the schema.
        There is no such field, so that every stored event of that version would lack the value.

        It may be misspelt, be the JSON name instead of the field's, or belong to a version further back: a step leads
        from one version to the next only. In `from: { city: city }` the left side names a field of the record that is
        made, the right side one of the previous version.
    ",
};
