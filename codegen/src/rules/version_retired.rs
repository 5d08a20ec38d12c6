//! `version-retired`: nothing stored in a retired version may be left.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "version-retired",
    severity: Note,
    change: [Backward],
    summary: "nothing stored in a retired version may be left",
    page: "
        The version was declared `retired`: its body is gone, and no program built from now on reads it. That
        is safe exactly when no event of it is left: not in the store, in no backup that may be restored, in no
        broker, queue or outbox.

        The schema cannot show it, the data can: `retold check --store URL` and `retold check --events FILE`
        count events by name and version. If any is found, rewrite them with `retold upcast` first, or keep the
        body.
    ",
};
