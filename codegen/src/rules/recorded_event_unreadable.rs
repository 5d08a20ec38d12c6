//! `recorded-event-unreadable`: every recorded event is read by the version that it was written in.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "recorded-event-unreadable",
    severity: Error,
    summary: "every recorded event is read by the version that it was written in",
    fixtures: none,
    page: r#"
        A recorded event is not what the body of its version reads, or a line is no event at all. A program with these
        schemas stops there, and the history can no longer be replayed beyond it. The finding says how many there are and
        where the first stands, with its stream and position.

        Either the body was changed after it had been published, and then `retold check --against` with the revision that
        wrote the event shows the change, or something else than the generated types has written it. A body that is
        loosened until it reads what is there is the way out that loses nothing.
    "#,
};
