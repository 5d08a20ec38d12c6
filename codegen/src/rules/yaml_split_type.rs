//! `yaml-split-type`: a type with a comma is in quotes inside braces and brackets.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "yaml-split-type",
    severity: Error,
    repair: Mechanical,
    summary: "a type with a comma is in quotes inside braces and brackets",
    page: "
        Inside braces and brackets, a comma ends a value without quotes. YAML reads `{ prices: map<string, u32> }` as
        two keys: `prices` with the value `map<string`, and `u32>` without a value.

        Put the type in quotes, or write the field on a line of its own, where a comma is part of the text. `check
        --fix` adds the quotes.
    ",
};
