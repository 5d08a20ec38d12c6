//! `view-value`: a view has either a type or fields.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "view-value",
    severity: Error,
    summary: "a view has either a type or fields",
    page: "
        A view holds one value for each key. `type` says that it is a type of the language or a definition, as in
        `type: map<Sku, u64>`; `fields` lists the fields of an object of its own. It needs one of the two, and cannot
        have both.
    ",
};
