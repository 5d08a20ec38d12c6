//! `name-taken`: a name means one thing in a context, names that generated code derives included.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "name-taken",
    severity: Error,
    summary: "a name means one thing in a context, names that generated code derives included",
    page: "
        Within a context one name means one thing, over all kinds: an event and a record cannot share one. Names that
        generated code derives count too: `MoneyV1` for the first of several versions, and `CartEvent`, `CartCommand`,
        `CartRejection`, `CartDecision`, `CartLogic` for the aggregate `Cart`, `CartQuery` and `CartQueries` where it has
        queries, `CartContentsView` and `CartContentsViewEvent` for the view `CartContents`, and for the process
        `Fulfilment` its name followed by `State`, `Input`, `Sends`, `Deadline`, `Reaction`, `Process` and each of its
        deadlines.

        Rename the one that is not stored yet. An event that has been stored keeps its name on the wire with `name:
        shop.Cart`, whatever it is called from now on.
    ",
};
