//! `config-unknown-key`: `retold.toml` has only keys that mean something.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "config-unknown-key",
    severity: Error,
    summary: "`retold.toml` has only keys that mean something",
    fixtures: none,
    page: r#"
        A key that Retold does not know would be ignored in silence, and a misspelled `out` or `against` with it. So every
        key is checked, and an output that does not exist is an error that lists those that do.

        Mend the spelling, or delete the key.
    "#,
};
