//! `json-schema-refuses`: a reader accepts every value that a writer may write.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "json-schema-refuses",
    severity: Error,
    change: [Backward],
    summary: "a reader accepts every value that a writer may write",
    fixtures: none,
    page: r#"
        One of two JSON Schema documents is what writers follow, the other what readers ask for, and there is a value
        that the one allows and the other refuses. The finding shows the shortest, and the keyword that refuses it.

        For `--mode backward` the old document is the writers': what was stored by it must be readable for ever. For
        `--mode forward` the new one is: a process that still runs the old one meets what the new one allows.

        Loosen the keyword in the reader's document, or leave the old document as it is and publish the new one under
        another version, so that readers can tell which of the two a value was written by.
    "#,
};
