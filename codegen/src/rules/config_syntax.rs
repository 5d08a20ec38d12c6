//! `config-syntax`: `retold.toml` is TOML.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "config-syntax",
    severity: Error,
    summary: "`retold.toml` is TOML",
    fixtures: none,
    page: r#"
        The configuration does not parse as TOML 1.0, so nothing in it can be trusted: not even where the schemas are.

        Mend what is underlined. Text stands in double quotes, sections in brackets, lists of tables in double brackets.

            schemas = "schemas"

            [generate.rust]
            out = "src/events"
    "#,
};
