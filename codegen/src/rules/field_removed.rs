//! `field-removed`: a published body keeps its fields.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "field-removed",
    severity: Error,
    repair: Mechanical,
    change: [Backward, Forward],
    summary: "a published body keeps its fields",
    page: "
        A field was taken out of a body that is already published. In backward, its values are stored, and from
        now on nobody reads them: what was recorded no longer means what it meant. Nothing fails, which is the
        danger. In forward, what still runs requires the field, and refuses what the new version writes.

        If the field only has another name now, say so with `aliases: [old_name]`. If it is no longer written,
        make a new version without it: the old body stays and goes on reading what is stored. To give the
        values up in place, put the name into `reserved: { v1: [old_name] }`, which keeps anybody from using it
        again with another meaning.

        Deploying readers that do without the field comes first where they run beside the new writers; until
        then keep writing it, and mark it `deprecated`.
    ",
};
