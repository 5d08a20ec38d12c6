//! `type-too-deep`: types nest a bounded number of levels.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "type-too-deep",
    severity: Error,
    summary: "types nest a bounded number of levels",
    fixtures: none,
    page: "
        The schema asks for this: types nest a bounded number of levels.
    ",
};
