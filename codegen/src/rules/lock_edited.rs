//! `lock-edited`: every part of a lock is as `retold lock` wrote it.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "lock-edited",
    severity: Error,
    summary: "every part of a lock is as `retold lock` wrote it",
    fixtures: none,
    page: r#"
        Every body in a lock starts with a hash of its content, and this one has another content: it was edited, or a
        merge was mended by hand. What was published cannot be changed afterwards, least of all in the one file that
        remembers it: a check against it would then pass whatever was removed there.

        Take the last good lock from version control. If the schemas are what is published, write it anew with
        `retold lock`.
    "#,
};
