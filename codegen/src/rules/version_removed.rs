//! `version-removed`: a published version keeps its body.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "version-removed",
    severity: Error,
    change: [Backward],
    summary: "a published version keeps its body",
    page: "
        Data of this version is stored, and no body reads it any more: it was deleted, or the current version
        went back. Every stream that holds such an event stops being readable at that event.

        Put the body back; an older body costs nothing but its lines, and its upcast is derived or already
        written. To undo a version, write the next one in the form that you want back. Only when `retold check
        --store` shows that no event of the first versions is left, delete their bodies and list them in
        `retired`.
    ",
};
