//! `yaml-complex-key`: every key is one line of text.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "yaml-complex-key",
    severity: Error,
    summary: "every key is one line of text",
    page: "
        YAML allows a list, a mapping or several lines of text as the key of an entry. Keys of a schema are names: one
        line of text.

        A lost name looks the same: `: string` is a value whose key is missing, and a line that starts with `? ` is
        the long form of a key. Write `name: value`.
    ",
};
