//! `yaml-merge-key`: schema files have no merge keys (`<<`).

use super::Rule;

pub static RULE: Rule = rule! {
    id: "yaml-merge-key",
    severity: Error,
    summary: "schema files have no merge keys (`<<`)",
    page: "
        The key `<<` merges the entries of another mapping into this one, in some YAML parsers; it is no part of YAML
        1.2. Which fields a body has would then depend on the parser, and a change of the shared part would change
        every event that merges it.

        Write the fields out. If several bodies share them, make them a record and give a field that record as its
        type: records have versions, so that old events keep the old form.
    ",
};
