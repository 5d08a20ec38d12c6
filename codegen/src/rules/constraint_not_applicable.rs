//! `constraint-not-applicable`: a constraint applies to the type.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "constraint-not-applicable",
    severity: Error,
    summary: "a constraint applies to the type",
    page: "
        Each constraint belongs to some types: `min` and `max` to numbers, `min_length`, `max_length` and `pattern` to
        strings, `min_items` and `max_items` to lists, sets and maps, `unique` to lists. On any other type it would
        check nothing.

        On `list<T>`, constraints are those of the list. To constrain its items, define a scalar with the constraint
        and write a list of that.
    ",
};
