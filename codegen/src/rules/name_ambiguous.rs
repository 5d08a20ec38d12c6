//! `name-ambiguous`: a bare name means one definition.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "name-ambiguous",
    severity: Error,
    summary: "a bare name means one definition",
    fixtures: none,
    page: "
        The schema asks for this: a bare name means one definition.
    ",
};
