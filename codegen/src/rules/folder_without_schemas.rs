//! `folder-without-schemas`: the schema folder has a schema file.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "folder-without-schemas",
    severity: Error,
    summary: "the schema folder has a schema file",
    fixtures: none,
    page: r#"
        There is nothing to look at: the schema folder does not exist, or has no `.yaml` or `.yml` file at any depth. A run
        that went on would remove everything that was generated before.

        Say where the schemas are, in `retold.toml` or on the command line, or write the first one.

            # retold.toml
            schemas = "schemas"
    "#,
};
