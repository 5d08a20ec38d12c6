//! `config-value`: a value in `retold.toml` is one that its key can have.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "config-value",
    severity: Error,
    summary: "a value in `retold.toml` is one that its key can have",
    fixtures: none,
    page: r#"
        The key is right, its value is not: a number where text belongs, a section without `out`, a mode, a rule or a date
        that does not exist, a reason that is empty.

        Nothing is guessed in its place. The message says what the key takes.
    "#,
};
