//! `recorded-event-unknown`: every recorded event has a name that the schemas know.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "recorded-event-unknown",
    severity: Error,
    summary: "every recorded event has a name that the schemas know",
    fixtures: none,
    page: r#"
        Events were recorded under a name that no event of the schemas has, neither as its name nor among its aliases. A
        program with these schemas stops at the first of them.

        An event that was renamed keeps its earlier whole name in `aliases`. One that is written no more stays in the
        schemas as long as its data is kept; `becomes: []` drops it from replay, and `becomes` with events says what it is
        today. If the events belong to another service, check them against the schemas of that one, or allow the finding
        with the recorded name as its `subject`.
    "#,
};
