//! `yaml-syntax`: a schema file is YAML.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "yaml-syntax",
    severity: Error,
    summary: "a schema file is YAML",
    page: r#"
        The text cannot be read as YAML, so nothing is known about what the file defines. Only the first such error is
        shown: what follows it would be guesses. Names that the file may define are not reported as unknown elsewhere.

        The usual causes are a value with `: ` or ` #` in it, a value that starts with one of `@ % * & ! | > [ {`, a
        bracket or quote that is not closed, and lines whose indentation does not line up.

        Text in quotes is safe from all of that. In double quotes a backslash starts an escape, so patterns are best
        put in single quotes: `'^\d+$'`.
    "#,
};
