//! `set-of-non-scalars`: a set holds scalars, newtypes of scalars or enums.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "set-of-non-scalars",
    severity: Error,
    summary: "a set holds scalars, newtypes of scalars or enums",
    fixtures: none,
    page: "
        The schema asks for this: a set holds scalars, newtypes of scalars or enums.
    ",
};
