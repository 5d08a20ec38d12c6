//! `yaml-second-document`: a schema file holds one YAML document.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "yaml-second-document",
    severity: Error,
    summary: "a schema file holds one YAML document",
    page: "
        A line `---` in the middle of a file, or `...` with something behind it, starts a second YAML document. Many
        tools read only the first one, so that half of the definitions would be missing in silence.

        One file is one document. Move what follows to a file of its own: all files of the folder are one schema, and
        a file has at most one aggregate anyway.
    ",
};
