//! `source-invalid`: `from` names a field, or a path of fields.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "source-invalid",
    severity: Error,
    summary: "`from` names a field, or a path of fields",
    page: "
        `from` names the field of the previous version that a value comes from: `item_id`, or with a path through
        records, `address.city`. This one has an empty part.

        Every part between the dots is the name of a field, as the schema spells it.
    ",
};
