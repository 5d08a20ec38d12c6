//! `file-too-large`: a schema file has at most 4 MiB, and at most 200,000 keys and values.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "file-too-large",
    severity: Error,
    summary: "a schema file has at most 4 MiB, and at most 200,000 keys and values",
    fixtures: none,
    page: "
        A schema file is input from a stranger, and any such file is answered within a second and 200 MB. So a file of
        more than 4 MiB is refused before it is read, and one of more than 200,000 keys and values while it is read.
        All files of the schema folder form one set: ten thousand events fit into a handful of files.

        Split the file. Definitions in one file are visible in all others; there are no imports to add.
    ",
};
