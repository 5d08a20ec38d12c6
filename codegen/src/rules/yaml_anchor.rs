//! `yaml-anchor`: schema files have no anchors (`&name`).

use super::Rule;

pub static RULE: Rule = rule! {
    id: "yaml-anchor",
    severity: Error,
    repair: Mechanical,
    summary: "schema files have no anchors (`&name`)",
    page: "
        An anchor (`&name`) marks a value so that an alias (`*name`) can repeat it. The schema language has neither: a
        definition that is repeated has a name, and says in every place that uses it what it is.

        Records, enums and scalars are that name. They also have versions, so that changing one in one place never
        changes what older events mean, which an anchor would do in silence.

        Delete the anchor. If the `&` belongs to a text, put the text in quotes.
    ",
};
