//! `file-not-regular`: a schema file is a file.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "file-not-regular",
    severity: Error,
    summary: "a schema file is a file",
    fixtures: none,
    page: r#"
        Something below the schema folder is named like a schema, but is a folder, a pipe, a socket or a device. Reading it
        could block for ever or never end, and passing over it could hide definitions.

        Rename it, or move it out of the schema folder. Folders are searched for schemas under any other name.
    "#,
};
