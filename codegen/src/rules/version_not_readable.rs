//! `version-not-readable`: processes that run can read the new version.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "version-not-readable",
    severity: Error,
    change: [Forward],
    summary: "processes that run can read the new version",
    page: "
        A process that runs the old set meets an event of a version that it does not know. It can go on if one
        of the bodies that it knows reads every value of the new one; here none does, so it stops at the first
        event of that version.

        Deploy readers first: all that read these events get the new body before the first one is written.
        Where old and new must run side by side, give the new version everything that the old body requires, in
        the old form, and add what is new in fields beside it. Then `reads_as` is stored with each event, and
        older processes read it as the version they know.
    ",
};
