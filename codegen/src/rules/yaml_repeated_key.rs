//! `yaml-repeated-key`: a key stands once in its mapping.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "yaml-repeated-key",
    severity: Error,
    summary: "a key stands once in its mapping",
    page: "
        The same key stands twice in one mapping. Most YAML parsers keep the last one in silence, some the first: a
        field, a version or a whole event would be gone without a word, and events that were stored with it could not
        be read.

        Both places are shown. Rename one of the two, or delete it. A changed body of an event is its next version:
        `v2` below `v1`.
    ",
};
