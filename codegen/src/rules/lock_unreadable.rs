//! `lock-unreadable`: a lock is whole, and in a format that is known.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "lock-unreadable",
    severity: Error,
    summary: "a lock is whole, and in a format that is known",
    fixtures: none,
    page: r#"
        A lock is written by `retold lock` and read line by line: its format, a fixed line for each place where a
        definition can stand, and every definition once, from its first line to its last. Something of that is missing,
        stands twice, or is of a later format than this version of Retold knows; or the file is no lock at all.

        A lock of which a part is missing would let a check pass that must not: what is not in it counts as never
        published. Take the last good one from version control, or, if the schemas are what is published, write it anew
        with `retold lock`.
    "#,
};
