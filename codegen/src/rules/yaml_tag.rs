//! `yaml-tag`: schema files have no tags (`!name`).

use super::Rule;

pub static RULE: Rule = rule! {
    id: "yaml-tag",
    severity: Error,
    repair: Mechanical,
    summary: "schema files have no tags (`!name`)",
    page: "
        A tag (`!name`, `!!str`) tells a YAML parser to read a value as another type. In a schema the place of a value
        says what it is, and the same text has to mean the same to every tool that reads it.

        Delete the tag. Where `!!str` was meant to keep a number or a date as text, put the value in quotes.
    ",
};
