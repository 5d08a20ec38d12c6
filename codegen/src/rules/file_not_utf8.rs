//! `file-not-utf8`: a schema file is UTF-8 text.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "file-not-utf8",
    severity: Error,
    summary: "a schema file is UTF-8 text",
    fixtures: none,
    page: r#"
        Schemas are UTF-8, without exception: the same bytes must mean the same names on every machine. The message says
        where the first byte stands that is not.

        Save the file as UTF-8. Editors offer it as an encoding; on the command line,
        `iconv -f LATIN1 -t UTF-8 old.yaml > new.yaml` converts from another one.
    "#,
};
