//! `set-of-non-scalars`: a set holds scalars, newtypes of scalars or enums.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "set-of-non-scalars",
    severity: Error,
    summary: "a set holds scalars, newtypes of scalars or enums",
    page: "
        The items of a set are written in order, and none twice, so that the same set is the same JSON. That needs an
        order and one spelling of each value, which scalars, newtypes of scalars and enums have, and records, unions,
        containers and `json` do not.

        Write `list<T>`, with `unique: true` if no item may come twice; or a map, whose keys are a set.
    ",
};
