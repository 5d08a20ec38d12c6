//! `name-of-other-kind`: a name means a definition of the kind that belongs there.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "name-of-other-kind",
    severity: Error,
    summary: "a name means a definition of the kind that belongs there",
    fixtures: none,
    page: "
        The schema asks for this: a name means a definition of the kind that belongs there.
    ",
};
