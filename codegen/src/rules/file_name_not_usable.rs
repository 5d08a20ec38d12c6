//! `file-name-not-usable`: the name of a schema file can be read everywhere.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "file-name-not-usable",
    severity: Error,
    summary: "the name of a schema file can be read everywhere",
    fixtures: none,
    page: r#"
        The path of a schema file becomes the path of a Rust module, so that it must be text, and the same text on every
        system. A name that is not UTF-8, or that ends in `.YAML` instead of `.yaml`, is read on one machine and passed over
        on another; a schema that is passed over is an event that nobody can read.

        Rename the file: letters, digits and `_`, and `.yaml` or `.yml` at the end.
    "#,
};
