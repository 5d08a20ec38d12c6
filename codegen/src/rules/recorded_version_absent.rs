//! `recorded-version-absent`: a version of which nothing is recorded can be retired.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "recorded-version-absent",
    severity: Note,
    summary: "a version of which nothing is recorded can be retired",
    fixtures: none,
    page: r#"
        No event of the oldest versions of a definition was found among all that was recorded. If what was looked at is
        everything that was ever recorded, backups and other environments included, `retired` may say so: their bodies and
        steps are deleted, and their numbers stay taken. For versions that are retired already, the note says that the
        claim holds for what was looked at.

        Only the oldest versions can be retired, so that a version between two that are still there is not reported.
    "#,
};
