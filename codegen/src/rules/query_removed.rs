//! `query-removed`: a published query is still answered.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "query-removed",
    severity: Error,
    change: [Backward],
    summary: "a published query is still answered",
    page: "
        Clients ask this query, and no definition reads its name any more: they get an error in place of an
        answer.

        If it was renamed, add `aliases: [old.Name]` to the definition that took its place. Otherwise keep
        answering, mark it `deprecated` with what to ask instead, and remove it when nobody asks any more.
    ",
};
