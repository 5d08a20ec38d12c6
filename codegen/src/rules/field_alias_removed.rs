//! `field-alias-removed`: a published body goes on reading every name that a field had.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "field-alias-removed",
    severity: Error,
    change: [Backward],
    summary: "a published body goes on reading every name that a field had",
    page: "
        The field had another name in JSON, and data with that name is stored. The alias that read it is gone,
        so the field is absent from that data now: reading it fails, or gives a default that was never meant.

        Put the alias back. If you want a body without history, write a new version: it needs no alias, and the
        old body keeps reading what was written under the old name. If no such data is left, or its values no
        longer matter, put the old name into `reserved`.
    ",
};
