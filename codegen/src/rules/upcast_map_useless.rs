//! `upcast-map-useless`: every entry of `map` renames something.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "upcast-map-useless",
    severity: Warning,
    summary: "every entry of `map` renames something",
    page: "
        The entry changes nothing: the field holds no enum, or the value would become the same without it.
    ",
};
