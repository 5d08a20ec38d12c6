//! `upcast-map-useless`: every entry of `map` renames something.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "upcast-map-useless",
    severity: Warning,
    summary: "every entry of `map` renames something",
    page: "
        An entry of `map` renames a value of an enum on the way from one version to the next. This one changes
        nothing: the field holds no enum, or the value would become the same without it, since values keep their
        names.

        Drop the entry, so that the ones that do something stand out.
    ",
};
