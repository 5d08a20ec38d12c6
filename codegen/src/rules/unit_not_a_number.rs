//! `unit-not-a-number`: a unit belongs to a number.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "unit-not-a-number",
    severity: Error,
    summary: "a unit belongs to a number",
    page: "
        `unit` says what a number counts: cents, milliseconds, kilograms. The evolution check compares units, since a
        number that changes its unit is read without an error and means something else.

        On a type that is no number, and holds none in a list or map, there is nothing to count. Remove it, or put it
        on the field that holds the number.
    ",
};
