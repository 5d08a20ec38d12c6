//! `file-unreadable`: every schema file can be read.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "file-unreadable",
    severity: Error,
    summary: "every schema file can be read",
    fixtures: none,
    page: r#"
        The system refuses to read a file or folder below the schema folder: a permission, a symbolic link that leads
        nowhere or back to a folder that it stands in, a disk that fails.

        Nothing is generated from a part of the schemas: definitions in the missing part would seem to be gone. Mend what the
        message names; hidden files (`.name`) are never read.
    "#,
};
