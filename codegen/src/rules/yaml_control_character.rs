//! `yaml-control-character`: schema files have no control characters.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "yaml-control-character",
    severity: Error,
    summary: "schema files have no control characters",
    page: r#"
        The file holds a character that YAML does not allow in text: a control character, or a carriage return without
        a line feed. It came from a copy out of a terminal, from a broken encoding, or from a very old editor.

        Such characters are invisible, so that two names can look the same and be different, and they would end up in
        generated code and documents. Delete it. Where the character is meant, as in a default, write it as an escape
        in double quotes: `"\u0007"`.
    "#,
};
