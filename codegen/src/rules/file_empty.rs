//! `file-empty`: a schema file has a mapping in it.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "file-empty",
    severity: Error,
    summary: "a schema file has a mapping in it",
    page: "
        A file of the schema folder is empty, or holds nothing but comments. It defines nothing, and nothing would be
        generated from it.

        That is rarely meant: more often a file was created and not saved, or a merge took its contents away. Events
        that were defined in it can then no longer be read, so an empty file is an error and not passed over.

        Write the schema into it, or delete the file. A file starts with its context and what it defines.
    ",
};
